"""What goes out to be worked on elsewhere and comes back: texts for translators, as XLIFF.

`content` says what a text is without its markup, `marking` finds that in Markdown and `markdown` writes it back;
`segments` takes a text apart, `units` makes of each text that is to be translated a unit; `xliff`, with `xliff2` and
`xliff1`, is the file, `tbx` the glossary beside it; `delivery` is what came back, `judging` says what becomes of that;
`exporting` and `importing` are the two ways. The casebook is never told by the file what a code stands for: coming
back, every unit is made anew from the casebook, and only words and the order of codes are taken.
"""
