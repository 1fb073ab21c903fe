"""A casebook with two packs and its own templates, small enough to be built again and again.

`spring` has a note for the House, a list of obstacles for the counterpart and one for the House; `autumn` has a list
for the public. The house's words, cover and fonts are those of the repository.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from word_templates import block_loop, build_docx

from reporting.output.build import Folders

ROOT = Path(__file__).parents[2]

CASES: dict[str, str] = {
    "casebook.yaml": 'title: {nl: "Proefdossier", fr: "Dossier d’essai"}\nlanguage: nl\n',
    "sources.yaml": """\
# bronnen
kst-1: {kind: kamerstuk, dossiers: ["32 851"], number: "74"}
krant: {kind: page, publisher: "Krant", date: 2023-05-01, title: {nl: "Veer vaart niet"}, url: "https://example.org/a"}
ongebruikt: {kind: page, title: {nl: "Nergens aangehaald"}}
""",
    "parties/ministerie.yaml": """\
id: ministerie
kind: ministry
side: nl
name: {nl: "Ministerie van Grenzen", fr: "Ministère des Frontières"}
address: {visiting: ["Straat 1", "2500 AA Den Haag"], mailbox: postbus@example.org}
offices:
  - id: minister
    title: {nl: "De Minister van Grenzen", fr: "Le Ministre des Frontières"}
    holders: [{name: "A. de Vries", from: 2022-01-01}]
internal: {contact: "GEHEIM-PARTIJ"}
""",
    "parties/gewest.yaml": 'id: gewest\nkind: government\nside: vl\nname: {nl: "Gewest", fr: "Région"}\n',
    "obstacles/veer.yaml": """\
id: veer
title: {nl: "Veerdienst over de Schelde", fr: "Bac sur l’Escaut"}
borders: [vl-nl]
theme: transport
public: true
description:
  nl: |
    De veerboot mag niet *aanleggen*. [@kst-1] Reizigers moeten omrijden.
  fr: |
    Le bac ne peut pas accoster.
initiator: gewest
events:
  - {date: 2022-03, kind: submitted, by: unknown, source: krant, text: {nl: "Gemeld in de krant.", fr: "Signalé."}}
  - date: 2022-05-02
    kind: feedback
    by: ministerie
    text: {nl: "Aan het gewest gemeld.", fr: "Le gouvernement est informé."}
    owners: {nl: minister, vl: gewest}
    next: {text: {nl: "Overleg plannen.", fr: "Se concerter."}, by: minister, due: 2023-12}
internal: {todo: "GEHEIM-VEER"}
""",
    "obstacles/afval.yaml": """\
id: afval
title: {nl: "Huisvuil over de grens", fr: "Déchets"}
borders: [vl-nl]
theme: waste
public: false
description: {nl: "Een vuilniswagen mag de grens niet over."}
initiator: gewest
events:
  - {date: 2022-05-02, kind: submitted, by: unknown, text: {nl: "Aangekaart door de gemeente.", fr: "Soulevé."}}
  - {date: 2022-06, kind: feedback, by: ministerie, text: {nl: "Nog niets bekend.", fr: "Rien encore."}, next: none}
""",
    "packs/spring/pack.yaml": """\
id: spring
title: {nl: "Voorjaar 2023", fr: "Printemps 2023"}
as_of: 2023-06-01
period: {from: 2022-01-01, to: 2023-06-01}
documents:
  note: {kind: note, audience: house, text: note.yaml, date: 2023-06-02, reference: "2023-17", sender: ministerie,
    to: [gewest], subject: {nl: "Stand van zaken"}, signatory: minister, annexes: [table]}
  table: {kind: table, audience: house, languages: [nl, fr]}
  draft: {kind: table, audience: counterpart, title: {nl: "Ontwerp voor de buren"}, languages: [nl]}
""",
    "packs/spring/note.yaml": """\
sections:
  - id: opening
    text:
      nl: |
        Met deze brief meld ik de stand. [@kst-1]

        Zie ook de losse noot.^[Een noot van onszelf.]
  - {id: progress, heading: {nl: "Voortgang"}, show: progress}
""",
    "packs/autumn/pack.yaml": """\
id: autumn
title: {nl: "Najaar 2023"}
as_of: 2023-11-01
period: {from: 2023-06-01, to: 2023-11-01}
documents:
  table: {kind: table, audience: public, languages: [nl], obstacles: {themes: [transport]}}
""",
}
KINDS: dict[str, str] = {
    "note": 'title: {nl: "Nota", fr: "Note"}\norder: 10\naudiences: [house, internal]\n',
    "table": 'title: {nl: "Overzicht", fr: "Aperçu"}\norder: 20\naudiences: [house, counterpart, public, internal]\n',
}
HEADER = [("header", "{% if document.mark %}{{ document.mark }}{% endif %}")]
NOTE = [
    ("Title", "{{ document.title }}"),
    ("Body Text", "{{ sender.name }}, {{ sender.mailbox }}"),
    ("Body Text", "{% for one in to %}{{ one.name }}{% endfor %}"),
    ("Body Text", "{{ document.date }}"),
    ("Body Text", "{{ document.subject }}"),
    *block_loop(),
    ("Signature", "{{ signature.title }} {{ signature.name }}"),
]
TABLE = [
    ("Title", "{{ document.title }}"),
    ("Normal", "{%p for group in groups %}"),
    ("heading 1", "{{ group.theme[left] }}"),
    ("Normal", "{%p for obstacle in group.obstacles %}"),
    ("heading 2", "{{ obstacle.title[left] }}"),
    ("Body Text", "{{ obstacle.status[left] }}"),
    *block_loop("obstacle.description[left]"),
    ("Normal", "{%p if right %}"),
    ("Body Text", "{{ obstacle.title[right] }}: {{ obstacle.status[right] }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
]


def write_templates(folder: Path) -> None:
    """The templates of the small casebook."""
    shutil.copytree(ROOT / "templates" / "house", folder / "house")
    for name, body in (("note", NOTE), ("table", TABLE)):
        (folder / name).mkdir()
        (folder / name / "kind.yaml").write_text(KINDS[name], encoding="utf-8")
        (folder / name / "document.docx").write_bytes(build_docx(body, header=HEADER))


def write_cases(folder: Path, cases: Mapping[str, str] = CASES) -> None:
    """The case files, in the order of the mapping."""
    for name, text in cases.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def write_small(folder: Path) -> Folders:
    """The whole small casebook in `folder`."""
    write_cases(folder / "cases")
    write_templates(folder / "templates")
    return folders_in(folder)


def folders_in(folder: Path) -> Folders:
    return Folders(folder / "cases", folder / "templates", folder / "build")


def copied(source: Path, target: Path) -> Folders:
    """A copy of a folder that `write_small` made, outputs included, each file with its times."""
    shutil.copytree(source, target)
    return folders_in(target)


def change(path: Path, old: str, new: str) -> None:
    """Edits a file; the text must be in it."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def times_of(folder: Path) -> dict[str, int]:
    """When every file and folder under a folder was last written."""
    return {
        path.relative_to(folder).as_posix(): os.stat(path).st_mtime_ns for path in sorted([folder, *folder.rglob("*")])
    }


# What make looks at names the folders of the machine, and is no output.
FOR_MAKE = {".make", ".stamp"}


def outputs_of(folder: Path) -> dict[str, bytes]:
    """All that a build leaves, but for make's own list."""
    return {name: data for name, data in tree_of(folder).items() if name not in FOR_MAKE}
