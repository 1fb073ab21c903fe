"""Signing off: who has assented to what, who is next, and when a pack may be final.

`standing` judges assents, pure; `rounds` gathers what there is to judge; `changed` names the paragraphs that differ;
`assents` gives an assent; `ssh` and `signers` make and check signatures; `telling` and `sheet` show how things stand;
`final` makes a pack final.
"""
