"""Where in Word a template is wrong. Slow, and asked only when a template is loaded or has failed.

`docxtpl-lint` finds the faults of tags, all at once. What Jinja itself refuses (a filter that is not offered, a name
that the document has not) is found by compiling and filling the template once more with a marker before each
paragraph: the line that Jinja names then leads back to the paragraph.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any

import docxtpl_lint
from jinja2 import ChainableUndefined, Undefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from lxml import etree

from ...problems import Problem, catalogue
from .printing import TOKENS, TemplateLanguage

if TYPE_CHECKING:
    from .template import Story, Template

MARK = re.compile(r"<\?n ([0-9]+)\?>")
PARAGRAPH = re.compile(r'<w:(?:p|tr|tc)(?=[ >])(?=.*?\bn="([0-9]+)")', re.DOTALL)
# docxtpl-lint's rules about data (DTL3), its own comments (DTL005) and tracked deletions (ours are stricter) stay out
LEFT_OUT = ("DTL003", "DTL005", "DTL3", "DTL4")


@dataclass(frozen=True)
class Fault:
    """What is wrong, in each language that problems are told in; Jinja's own words where there are no better."""

    nl: str
    en: str

    @classmethod
    def told(cls, key: str, **values: Any) -> Fault:
        words = catalogue()["template-error"]["faults"][key]
        return cls(words["nl"].format_map(values), words["en"].format_map(values))


def problem(shown: str, story: Story, number: int | None, fault: Fault) -> Problem:
    values = {"where": story.where(number), "fault": fault}
    return Problem("template-error", story.place(shown, number), values)


def check(template: Template) -> list[Problem]:
    """Every fault of a template's tags that shows without data."""
    found = list(_lint(template))
    known = {p.place for p in found}
    for story in template.stories:
        try:
            template.language.from_string(story.source)
        except TemplateSyntaxError:
            if not any(place.field[0] == story.name for place in known):
                found.append(_syntax(template, story))
    return found


def _lint(template: Template) -> Iterator[Problem]:
    """Ask docxtpl-lint about the stories that it knows, under the names that it expects."""
    stories: dict[str, Story] = {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, story in enumerate(template.stories, 1):
            kind = re.sub("[0-9]+$", "", story.part.type.rpartition(".")[2].removesuffix("+xml"))
            if story.name == "body":
                label, name = "body", "word/document.xml"
            elif kind == "footnotes":
                label, name = kind, "word/footnotes.xml"
            elif kind in ("header", "footer"):
                label, name = f"{kind}{number}", f"word/{kind}{number}.xml"
            else:
                continue
            stories[label] = story
            archive.writestr(name, story.marked)
    result = docxtpl_lint.lint(out.getvalue(), jinja_env=template.language, ignore=LEFT_OUT)
    for issue in result.issues:
        if issue.severity == "error" or issue.rule == "DTL002":
            story = stories[issue.location.part]
            told = catalogue()["template-error"]["faults"]
            values = {"tag": issue.snippet, "jinja": issue.message, **issue.params}
            key = issue.rule if issue.rule in told else "other"
            yield problem(template.shown, story, issue.location.paragraph or None, Fault.told(key, **values))


def _syntax(template: Template, story: Story) -> Problem:
    """The syntax error that Jinja sees in a story, at its paragraph."""
    source = _located(template, story)
    try:
        template.language.compile(source)
    except TemplateSyntaxError as error:
        return problem(template.shown, story, _number(source, error.lineno), Fault.told("jinja", jinja=error.message))
    return problem(template.shown, story, None, Fault.told("jinja", jinja="?"))


def needed(language: TemplateLanguage, source: str) -> frozenset[str]:
    """The names that a story takes from the context, but for those that it asks `is defined` or gives a default."""
    tree = language.parse(source)
    tests = [test.node for test in tree.find_all(nodes.Test) if test.name in ("defined", "undefined")]
    tests += [use.node for use in tree.find_all(nodes.Filter) if use.name in ("default", "d")]
    guarded = {node.name for node in tests if isinstance(node, nodes.Name)}
    return frozenset(find_undeclared_variables(tree) - guarded - set(language.globals))


def explain(template: Template, context: Mapping[str, Any]) -> list[Problem]:
    """Why a template cannot be filled with a context: every name that is not there, or what Python says."""
    found: list[Problem] = []
    for story in template.stories:
        source = _located(template, story)
        notes: list[tuple[int | None, Fault]] = []
        language = TemplateLanguage()
        missing = needed(language, source) - set(context)
        language.undefined = _recording(notes, language)
        for name in language.parse(source).find_all(nodes.Name):
            if name.name in missing and name.ctx == "load":
                notes.append((name.lineno, Fault.told("undefined", name=name.name)))
        try:
            etree.fromstring(language.from_string(source).render({**context, TOKENS: []}))
        except etree.XMLSyntaxError:
            notes.append((None, Fault.told("xml")))
        except Exception as error:  # noqa: BLE001 - an expression of a template can raise anything that Python can
            notes.append((_line(error.__traceback__), Fault.told("jinja", jinja=str(error) or type(error).__name__)))
        found += [problem(template.shown, story, _number(source, line), fault) for line, fault in notes]
    return list({(p.place, str(p.values)): p for p in found}.values())


def _located(template: Template, story: Story) -> str:
    """The story's source with `<?n 12?>` on a new line before each paragraph, row and cell."""
    return template.engine.patch_xml(PARAGRAPH.sub(r"\n<?n \1?>\g<0>", story.marked))


def _number(source: str, line: int | None) -> int | None:
    """The number of the paragraph that a line of a located source belongs to."""
    if line is None:
        return None
    marks = MARK.findall("\n".join(source.split("\n")[:line]))
    return int(marks[-1]) if marks else None


def _line(trace: TracebackType | None) -> int | None:
    """The line of the template in a traceback: Jinja rewrites its own frames to those lines."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _recording(notes: list[tuple[int | None, Fault]], language: TemplateLanguage) -> type[Undefined]:
    """An undefined value that notes where the only template of `language` uses it, and lets that template go on."""

    def note(undefined: Undefined) -> None:
        frame = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename != "<template>":
            frame = frame.f_back
        (made,) = language.compiled.values()
        line = None if frame is None else made.get_corresponding_lineno(frame.f_lineno)
        notes.append((line, Fault.told("undefined", name=undefined._undefined_name)))

    class Recording(ChainableUndefined):
        __slots__ = ()

        def __str__(self) -> str:
            note(self)
            return ""

        def __iter__(self) -> Iterator[Any]:
            note(self)
            return iter(())

        def __len__(self) -> int:
            note(self)
            return 0

        def __bool__(self) -> bool:
            note(self)
            return False

        def __eq__(self, other: object) -> bool:
            note(self)
            return False

        def __hash__(self) -> int:
            note(self)
            return 0

        def __getattr__(self, name: str) -> Recording:
            if name.startswith("_"):
                raise AttributeError(name)
            note(self)
            return self

        __getitem__ = __getattr__

    return Recording
