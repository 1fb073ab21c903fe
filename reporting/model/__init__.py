"""What records mean. Each shape is declared once, as a pydantic class; no I/O, no clock.

Every scalar arrives as the text that was typed, so a dossier number keeps its noughts and `no` stays a word.
"""
