"""What changed since a version went out.

`marking` makes a Word file with tracked changes of two, by `engine`, and `reading` proves that it says the old text
and the new; `comparing` finds what changed in the casebook by record and field; `sentences` shows what changed within a
text; `telling` puts it in words, `page` on paper, `listing` on a terminal and in JSON.
"""
