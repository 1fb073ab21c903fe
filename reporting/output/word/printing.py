"""The template language: Jinja, in its sandbox, printing a token for each value so that no value is ever template code.

What a template prints is decided here, once: a `Text` or a `Table` becomes a token that the writer later replaces in
the document's tree; whole numbers and words that the template itself holds are the template's own; anything else (a
plain `str`, the result of `.upper()`, `True`) has lost its origin, gets a token too and is reported at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import unescape

from jinja2 import StrictUndefined, Template, Undefined, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.nodes import Concat, Const
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from ...documents.blocks import Block, Inline, Span, Text

# Unicode noncharacters: XML carries them, no text holds them (https://www.unicode.org/faq/private_use.html).
OPEN, CLOSE = "\ufdd0", "\ufdd1"
TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")
TOKENS = "\0tokens"  # the name of the list of printed values in Jinja's context; no template can spell it

QUOTES = {"&quot;": '"', "&apos;": "'"}

OFFERED = (
    "abs batch count d default first groupby last length list map max min reject rejectattr reverse select selectattr "
    "slice sort unique"
).split()
GLOBALS = ("range", "namespace", "joiner", "cycler")


class Own(str):
    """Words that stand in the template itself, inside a tag: `{{ "one" if count == 1 else "many" }}`."""


NOTHING = Own("")


class BlockText(Text):
    """The text of a block, knowing its block: a list item's paragraph gets its level and its list from there."""

    block: Block

    @classmethod
    def of(cls, inlines: Iterable[Inline], block: Block) -> BlockText:
        self = cls(inlines)
        self.block = block
        return self


@pass_context
def printed(context: Context, value: Any) -> Any:
    """What Jinja puts in the XML for a value (its `finalize`)."""
    kind = type(value)
    if kind is Own or kind is Markup:
        return escape(value)
    if kind is int:
        return str(value)
    if isinstance(value, Undefined):
        return Markup(str(value))  # raises, as a strict undefined does
    tokens = context[TOKENS]
    tokens.append(value)
    return Markup(f"{OPEN}{len(tokens) - 1}{CLOSE}")


@pass_context
def concatenated(context: Context, values: Iterable[Any]) -> Any:
    """`a ~ b`: a `Text` with every origin; a plain `str`, which is reported when printed, if one of them has none."""
    values = list(values)
    if any(type(value) is Markup for value in values):  # a macro's or a block's result: XML with its tokens
        return Markup("").join(escape(printed(context, value)) for value in values)
    if all(type(value) in (Own, int) for value in values):
        return Own("".join(map(str, values)))
    inlines: list[Inline] = []
    for value in values:
        if isinstance(value, Text):
            inlines.extend(value.inlines)
        elif type(value) in (Own, int):
            inlines.append(Span(str(value)))
        else:
            return "".join(map(str, values))
    block = next((value.block for value in values if isinstance(value, BlockText)), None)
    return Text(inlines) if block is None else BlockText.of(inlines, block)


@pass_context
def join(context: Context, values: Iterable[Any], d: Any = NOTHING, attribute: str | int | None = None) -> Any:
    """Jinja's `join`, keeping origins."""
    if attribute is not None:
        values = map(make_attrgetter(context.environment, attribute), values)
    between: list[Any] = []
    for value in values:
        between += [d, value] if between else [value]
    return concatenated(context, between) if between else NOTHING


class Words(dict[str, Own]):
    """`words["x"]`: the template's own `x`, made once."""

    def __missing__(self, word: str) -> Own:
        self[word] = Own(word)
        return self[word]


class OwnWords(CodeGenerator):
    """Compiles a template so that its own words keep apart from values, and `~` keeps origins."""

    def visit_Const(self, node: Const, frame: Frame) -> None:
        value = node.as_const(frame.eval_ctx)
        if isinstance(value, str):  # Jinja reads the tags of an XML file: what is typed there as & is &amp; here
            self.write(f"environment.words[{unescape(value, QUOTES)!r}]")
        else:
            super().visit_Const(node, frame)

    def visit_Concat(self, node: Concat, frame: Frame) -> None:
        self.write("environment.concatenated(context, (")
        for value in node.nodes:
            self.visit(value, frame)
            self.write(", ")
        self.write("))")


class TemplateLanguage(SandboxedEnvironment):
    """The sandboxed Jinja of Word templates. A template's source is compiled once in its life."""

    code_generator_class = OwnWords
    concatenated = staticmethod(concatenated)

    def __init__(self, undefined: type[Undefined] = StrictUndefined) -> None:
        super().__init__(undefined=undefined, autoescape=True, finalize=printed)
        self.filters = {name: FILTERS[name] for name in OFFERED} | {"join": join}
        self.globals = {name: self.globals[name] for name in GLOBALS}
        self.words = Words()
        self.compiled: dict[str, Template] = {}

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        if source not in self.compiled:
            self.compiled[source] = super().from_string(source, globals, template_class)
        return self.compiled[source]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of a mapping comes before its methods: `{{ document.items }}` is the field."""
        if isinstance(obj, Block):
            if attribute == "text":
                return BlockText.of(obj.text.inlines, obj)
            if attribute in Block.__dataclass_fields__:
                return getattr(obj, attribute)
        elif isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Block) and isinstance(argument, str):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)
