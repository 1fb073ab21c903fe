"""What goes out to be worked on elsewhere and comes back: texts for translators, as XLIFF.

`content` says what a text is without its markup, `marking` finds that in Markdown and `markdown` writes it back, and
`slots` finds it in fixed words; `segments` takes a text apart, `units` makes of each text that is to be translated a
unit, with an id from `ids`; `xliff`, with `xliff2` and `xliff1`, is the file, `tbx` the glossary beside it; `delivery`
is what came back, `judging` says what becomes of that; `exporting` and `importing` are the two ways, for the texts of
a casebook and for `fixed_words`. No folder is ever told by the file what a code stands for: coming back, every unit is
made anew from the folder, and only words and the order of codes are taken.
"""
