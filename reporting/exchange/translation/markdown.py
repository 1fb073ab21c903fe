"""Content as Markdown: words can never become markup, and lines are broken as the case files break them."""

from __future__ import annotations

import re

from .content import Code, Codes, Content, Mark

WIDTH = 112  # of a line in a block of a case file, which stands a few columns in
_WIDEST_INDENT = 12
# A sign that Markdown would read, by what stands around it (CommonMark 0.31, sections 2.4 and 6, and the extensions of
# `documents/reader.lua`). A line may begin with none of the second.
_SIGNS = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~]|$) | [`\[\]] | \*(?![ ]) | (?<![ ])\* | (?<![^\W_])_ | _(?![^\W_]) | ~
      | <(?=[A-Za-z/!?]) | &(?=\#?\w+;) | [!^]$
      | :(?=//) | (?i:(?<=www))\. | (?<=[\w.+-])@(?=\w)  # an address of the web or of mail, which would be a link
    """,
    re.VERBOSE,
)
_BEGINS = re.compile(r"(?:[-+*](?=[ ]|$)|\#{1,6}(?=[ ]|$)|>|\||=+$|-{2,}$|~{3})")
_NUMBERED = re.compile(r"(\(?(?:\w{1,9}|\#))([.)])(?=[ ]|$)")


def write_paragraph(content: Content, codes: Codes, indent: int, wrapped: bool, in_cell: bool) -> str:
    """One paragraph. `indent`: how far in its further lines stand; `wrapped`: whether it may have any."""
    tokens: list[str] = []  # what may not be broken; a blank between two may
    at_start, glued = True, False
    for part, following in zip(content, (*content[1:], ""), strict=True):
        if isinstance(part, Mark):
            pieces = [_code(part, codes)]
            at_start = (at_start and part.side != "alone") or codes[part.id].role == "break"
        else:
            text = escape(part, following, codes, in_cell)
            pieces = (_harmless(text) if at_start else text).split(" ")
            at_start = False
        if glued:
            tokens[-1] += pieces.pop(0)
        tokens += pieces
        glued = True
    return _wrap(tokens, indent) if wrapped else " ".join(tokens)


def escape(text: str, following: str | Mark, codes: Codes, in_cell: bool) -> str:
    """Words with a backslash before every sign that would be markup."""
    opens = isinstance(following, Mark) and _code(following, codes).startswith("[")
    made = _SIGNS.sub(lambda found: _escaped(found, opens), text)
    return made.replace("|", "\\|") if in_cell else made


def _escaped(found: re.Match[str], opens: bool) -> str:
    """`!` and `^` are signs only before a bracket."""
    return found.group() if found.group() in "!^" and not opens else "\\" + found.group()


def _code(mark: Mark, codes: Codes) -> str:
    code: Code = codes[mark.id]
    return code.end if mark.side == "close" else code.start


def _harmless(text: str) -> str:
    """The words that a line begins with, which must not begin a list or heading."""
    if _BEGINS.match(text):
        return "\\" + text
    if found := _NUMBERED.match(text):
        return f"{found.group(1)}\\{text[found.end(1) :]}"
    return text


def _wrap(tokens: list[str], indent: int) -> str:
    lines = [""]
    width = max(WIDTH - min(indent, _WIDEST_INDENT), 40)
    for number, token in enumerate(tokens):
        last = lines[-1]
        if number == 0:
            lines[-1] = token
        elif len(last) + 1 + len(token.split("\n")[0]) > width and not _begins_block(token):
            lines.append(token)
        else:
            lines[-1] = f"{last} {token}"
        if "\n" in lines[-1]:
            lines[-1:] = lines[-1].split("\n")
    return ("\n" + " " * indent).join(line if number == 0 else line.lstrip(" ") for number, line in enumerate(lines))


def _begins_block(token: str) -> bool:
    """Whether a line may not begin with it: it would be read as a heading, a list or a table."""
    return not token or bool(_BEGINS.match(token) or _NUMBERED.match(token))
