"""A small casebook with translations of every kind, what goes out of it, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from reporting.casebook.loading import Loaded, load_casebook
from reporting.desk import confirming
from reporting.desk.case_texts import CaseTexts, load_case_texts
from reporting.desk.confirming import Confirmed
from reporting.desk.translating import find_standings
from reporting.exchange.translation.exporting import Exported, export_texts
from reporting.exchange.translation.importing import Imported, import_file
from reporting.model.translation import State

FORMS = ("xliff2", "xliff1")
SPACES = {"xliff2": "{urn:oasis:names:tc:xliff:document:2.0}", "xliff1": "{urn:oasis:names:tc:xliff:document:1.2}"}
FERRY, TITLE = "obstacle:veer:description", "obstacle:veer:title"

FILES = {
    "casebook.yaml": 'title: {nl: "Proefdossier", fr: "Dossier d’essai"}   # het hele dossier\nlanguage: nl\n',
    "sources.yaml": """\
# bronnen
kst-1: {kind: kamerstuk, dossiers: ["32 851"], number: "74"}
krant: {kind: page, publisher: "Krant", date: 2023-05-01, title: {nl: "Veer vaart niet"}, url: "https://example.org/a"}
""",
    "parties/ministerie.yaml": """\
id: ministerie
kind: ministry
side: nl
name: {nl: "Ministerie van Grenzen", fr: "Ministère des Frontières"}
offices:
  - id: minister
    title: {nl: "De Minister van Grenzen"}
    holders: [{name: "A. de Vries", from: 2022-01-01}]
internal: {contact: "GEHEIM"}
""",
    "parties/gewest.yaml": 'id: gewest\nkind: government\nside: vl\nname: {nl: "Gewest", fr: "Région"}\n',
    "obstacles/veer.yaml": """\
# Het veer.
id: veer
title: {nl: "Veerdienst over de Schelde", fr: "Bac sur l’Escaut"}   # kort
borders: [vl-nl]
theme: transport
public: true

description:
  nl: |
    De veerboot mag *niet* aanleggen. [@kst-1] Reizigers moeten omrijden, [zie @krant, p. 3]
    over de [brug](https://example.org/brug).^[Bij storm is de brug **dicht**.]

    - Vracht gaat om.
    - Fietsers wachten:
      op de wal.

    | dag | vaart |
    |-----|-------|
    | ma  | nee   |
  # Frans van de vertaler
  fr: |
    Le bac ne peut *pas* accoster. [@kst-1] Les voyageurs font un détour, [voir @krant, p. 3]
    par le [pont](https://example.org/brug).^[En cas de tempête, le pont est **fermé**.]

    - Le fret fait le tour.
    - Les cyclistes attendent :
      sur le quai.

    | jour | service |
    |------|---------|
    | lu   | non     |
initiator: gewest
events:
  - {date: 2022-03, kind: submitted, by: unknown, source: krant, text: {nl: "Gemeld in de krant.", fr: "Signalé."}}
  - date: 2022-05-02
    kind: feedback
    by: ministerie
    text: {nl: "Aan het gewest gemeld: *nog niets*.", fr: "Le gouvernement est informé : *rien encore*."}
    owners: {nl: minister, vl: gewest}
    next:
      text:
        nl: >-
          Overleg plannen met het gewest en de provincie, over de kosten van het aanleggen en de vraag wie er betaalt
          als de steiger wordt verlengd.
      by: minister
      due: 2023-12
""",
    "obstacles/afval.yaml": """\
id: afval
title: {nl: "Huisvuil over de grens"}
borders: [vl-nl]
theme: waste
public: true
description: {nl: "Een vuilniswagen mag de grens niet over."}
initiator: gewest
events:
  - {date: 2022-05-02, kind: submitted, by: unknown, text: {nl: "Aangekaart.", fr: "Soulevé."}}
  - {date: 2022-06, kind: feedback, by: ministerie, text: {nl: "Nog niets bekend."}, next: none}
""",
    "packs/spring/pack.yaml": """\
id: spring
title: {nl: "Voorjaar 2023", fr: "Printemps 2023"}
as_of: 2023-06-01
period: {from: 2022-01-01, to: 2023-06-01}
documents:
  table: {kind: bilingual-annex, audience: house, languages: [nl, fr], obstacles: {themes: [transport]}}
""",
}


def make_casebook(folder: Path, **changes: str) -> Path:
    """The casebook in `folder/cases`; `changes`: what else a file holds, its name with `__` for `/` and no ending."""
    files = FILES | {f"{name.replace('__', '/')}.yaml": text for name, text in changes.items()}
    for name, text in files.items():
        path = folder / "cases" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "cases"


def load(folder: Path) -> Loaded:
    """The casebook, which must have no error."""
    loaded = load_casebook(folder, "cases")
    assert [problem for problem in loaded.problems if problem.is_error] == []
    return loaded


def texts(folder: Path) -> CaseTexts:
    load(folder)
    return load_case_texts(folder, "cases")


def confirm(folder: Path, language: str, records: Sequence[str] = (), pack: str = "") -> Confirmed:
    return confirming.confirm(load_case_texts(folder, "cases"), language, records, pack)


def send(folder: Path, form: str = "xliff2", language: str = "fr", everything: bool = True, pack: str = "") -> Exported:
    return export_texts(texts(folder), language, pack, form, everything)


def receive(folder: Path, data: bytes) -> Imported:
    (done,) = import_file(lambda words: load_case_texts(folder, "cases"), data, "fr.xlf")
    return done


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def outcomes(done: Imported) -> dict[str, str]:
    return {text.unit.id: text.outcome for text in done.texts}


def codes(done: Imported) -> list[str]:
    return [problem.code for problem in done.problems]


Segment = tuple[str, int, etree._Element]  # the text's id, the number of the segment, and the element with both texts


def segments(root: etree._Element) -> list[Segment]:
    """The segments of a file of either version, read with nothing of ours."""
    found: list[Segment] = []
    for unit in root.iter(SPACES["xliff2"] + "unit"):
        found += [
            (unit.get("id"), number, node) for number, node in enumerate(unit.iter(SPACES["xliff2"] + "segment"), 1)
        ]
    for node in root.iter(SPACES["xliff1"] + "trans-unit"):
        identifier, _, number = node.get("id").rpartition("#")
        found.append((identifier, int(number), node))
    return found


def child(node: etree._Element, name: str) -> etree._Element | None:
    return node.find(f"{{{etree.QName(node).namespace}}}{name}")


def put_target(node: etree._Element, fill: Callable[[etree._Element], None], state: str = "translated") -> None:
    """The target of a segment: a copy of its source, changed by `fill`, as a translation program makes one."""
    old, source = child(node, "target"), child(node, "source")
    space = etree.QName(node).namespace
    made = etree.fromstring(etree.tostring(source, with_tail=False))
    made.tag = f"{{{space}}}target"
    fill(made)
    if old is not None:
        node.replace(old, made)
    else:
        source.addnext(made)
    (node if space.endswith("2.0") else made).set("state", state)


def change(
    exported: Exported,
    identifier: str,
    fill: Callable[[etree._Element], None],
    number: int = 1,
    state: str = "translated",
) -> bytes:
    """The file that went out, with one segment translated."""
    root = etree.fromstring(exported.data)
    (node,) = (node for name, at, node in segments(root) if (name, at) == (identifier, number))
    put_target(node, fill, state)
    return etree.tostring(root)


def words(text: str) -> Callable[[etree._Element], None]:
    """Takes the place of all that is in an element."""

    def fill(node: etree._Element) -> None:
        for inner in list(node):
            node.remove(inner)
        node.text = text

    return fill


def states(folder: Path, language: str = "fr") -> dict[str, State]:
    return {f"{found.text.record} {found.field}": found.state for found in find_standings(texts(folder), [language])}


def edit(folder: Path, old: str, new: str, name: str = "obstacles/veer.yaml") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
