"""Word files: a template that a house-style owner edits in Word, filled with texts that know where they came from.

    template, problems = load_template(path, "templates/kamerbrief/document.docx")
    word, problems = render_word(template, context, Properties(title="…", language="nl"))
    word.data                       # the bytes of the .docx
    word.origins.find("some words") # where these words came from

Templates are docxtpl templates (https://docxtpl.readthedocs.io): `{{ document.subject }}` prints a field, `{%p … %}` in
a paragraph of its own steers paragraphs, `{%tr … %}` rows. Printed values are `Text`s or `Table`s; the text of a
`Block` gives its paragraph the level and number of a list item.
"""

from .origins import Found, OriginMap, Segment
from .properties import Properties
from .render import WordFile, render_word
from .template import Template, load_template

__all__ = [
    "Found",
    "OriginMap",
    "Properties",
    "Segment",
    "Template",
    "WordFile",
    "load_template",
    "render_word",
]
