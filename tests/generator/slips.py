"""One mistake for each problem that a casebook can have, made in a casebook that is otherwise whole."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatch

from .life_slips import INSTRUMENTS, LIFE
from .meetings import MEETING as SUMMIT
from .packs import PACK
from .parties import MINISTRY
from .slip import GONE, OBSTACLE, Record, Records, Slip, added, drop, make_event, put, rewritten, typed

LETTER, PACKED, SOURCES = f"packs/{PACK}/letter.yaml", f"packs/{PACK}/pack.yaml", "sources.yaml"
MINISTRY_FILE, MEETING = f"parties/{MINISTRY}.yaml", f"meetings/{SUMMIT}.yaml"


def prose(text: str, language: str = "nl") -> Slip:
    """A description that says this."""
    return put(OBSTACLE, "description", language, to=text)


def _more_events(*events: tuple[str, str]) -> Callable[[Record, Records], list[Record]]:
    return lambda record, records: [*record["events"], *(make_event(*event) for event in events)]


def _other_id(record: Record, records: Records) -> str:
    return next(other["id"] for name, other in records.items() if fnmatch(name, OBSTACLE) and other is not record)


def _not_public(record: Record, records: Records) -> Record:
    return {"ids": [next(key["id"] for name, key in records.items() if fnmatch(name, OBSTACLE) and not key["public"])]}


def _forget_advice(record: Record, records: Records) -> None:
    del record["documents"]["letter"]["recommendations"]
    for section in records[LETTER]["sections"]:
        section.pop("of", None)


def _nested(depth: int) -> list[Record]:
    below = {"sections": _nested(depth - 1)} if depth > 1 else {}
    return [{"id": f"diep-{depth}", "text": {"nl": "Te diep."}, **below}]


SHAPES = {
    "unknown-key": put(OBSTACLE, "thema", to="health"),
    "missing-key": drop(OBSTACLE, "theme"),
    "wrong-type": put(OBSTACLE, "borders", to="vl-nl"),
    "not-a-choice": put(OBSTACLE, "theme", to="gezondheid"),
    "unknown-language": put(OBSTACLE, "title", "es", to="Ejemplo"),
    "date-form": put(OBSTACLE, "events", 0, "date", to="5 december 2022"),
    "impossible-date": put(OBSTACLE, "events", 0, "date", to="2022-02-30"),
    "not-a-day": put(PACKED, "as_of", to="2024-06"),
    "period-unknown": put(PACKED, "period", "to", to="unknown"),
    "period-backward": put(PACKED, "period", "to", to="2020-01-01"),
    "id-form": put(OBSTACLE, "coordinator", to="Ministerie 1"),
    "empty-text": put(OBSTACLE, "title", "nl", to=""),
    "name-lines": put(OBSTACLE, "title", "nl", to="Eén\ntwee\n"),
    "weight-form": put(MEETING, "weights", to={"relevance": "zwaar", "benefits": "1", "feasibility": "1"}),
    "web-address": put(SOURCES, "bron-los", to={"kind": "page", "title": {"nl": "X"}, "url": "www.voorbeeld.example"}),
    "text-file-name": put(PACKED, "documents", "letter", "text", to="brief.docx"),
    "too-few": put(OBSTACLE, "events", to=[]),
    "too-many": put(PACKED, "documents", "table", "languages", to=["nl", "fr", "de"]),
}
LAYOUT = {
    "no-casebook": Slip("casebook.yaml", data=lambda data: GONE),
    "stray-file": added("obstacles/notitie.docx"),
    "wrong-ending": added("obstacles/zaak.yml"),
    "stray-folder": added("obstacle/zaak.yaml", b"id: zaak\n"),
    "wrong-folder": added("losse-zaak.yaml", b"id: losse-zaak\n"),
    "pack-without-file": added("packs/winter/letter.yaml", b"sections: [{id: a, text: {nl: Een zin.}}]\n"),
    "unused-letter": added(f"packs/{PACK}/oud.yaml", b"sections: [{id: a, text: {nl: Een zin.}}]\n"),
}
RULES = {
    "id-not-file-name": put(OBSTACLE, "id", to="andere-zaak"),
    "id-not-folder-name": put(PACKED, "id", to="ander-pakket"),
    "name-form": added("parties/Gemeente X.yaml", b"id: gemeente-x\nkind: municipality\nname: {nl: X}\n"),
    "duplicate-id": put(OBSTACLE, "id", to=_other_id),
    "reserved-id": put(SOURCES, "unknown", to={"kind": "page", "title": {"nl": "Een stuk"}}),
    "duplicate-section": put(LETTER, "sections", 1, "id", to="aanleiding"),
    "unknown-party": put(OBSTACLE, "coordinator", to="geen-partij"),
    "unknown-initiator": put(OBSTACLE, "initiator", to="mevrouw-voorbeeld"),
    "unknown-office": put(PACKED, "documents", "letter", "signatory", to="geen-ambt"),
    "unknown-actor": put(OBSTACLE, "events", 0, "by", to="niemand"),
    "unknown-source": put(OBSTACLE, "events", 0, "source", to="geen-bron"),
    "unknown-obstacle": put(OBSTACLE, "related", to=["geen-zaak"]),
    "unknown-meeting": put(PACKED, "documents", "agreement-nl", "meeting", to="geen-overleg"),
    "unknown-recommendations": put(PACKED, "documents", "letter", "recommendations", to="geen-advies"),
    "unknown-commitment": put(PACKED, "documents", "letter", "commitments", to=["geen-toezegging"]),
    "unknown-document": put(PACKED, "documents", "letter", "annexes", to=["geen-stuk"]),
    "unknown-earlier-pack": put(PACKED, "previous", to="geen-pakket"),
    "previous-not-earlier": put(PACKED, "previous", to=PACK),
    "unknown-directorate": put(PACKED, "documents", "letter", "directorate", to="geen-directie"),
    "text-missing": put(PACKED, "documents", "letter", "text", to="weg.yaml"),
    "text-is-pack": put(PACKED, "documents", "letter", "text", to="pack.yaml"),
    "self-reference": put(OBSTACLE, "related", to=lambda record, records: [record["id"]]),
    "annex-twice": put(PACKED, "documents", "letter", "annexes", to=["table", "table"]),
    "annex-circle": put(PACKED, "documents", "table", "annexes", to=["letter"]),
    "main-language-missing": put(OBSTACLE, "title", to={"fr": "Exemple"}),
    "events-out-of-order": put(OBSTACLE, "events", to=_more_events(("progress", "2024-06-01"), ("progress", "1999"))),
    "section-too-deep": put(LETTER, "sections", 0, "sections", to=_nested(3)),
    "holder-backward": put(MINISTRY_FILE, "offices", 0, "holders", 0, "until", to="2010-01-01"),
    "holders-overlap": put(MINISTRY_FILE, "offices", 0, "holders", 0, "until", to="2023-01-01"),
    "mailbox-form": put(MINISTRY_FILE, "address", "mailbox", to="grensloket"),
    "personal-mailbox": put(MINISTRY_FILE, "address", "mailbox", to="v.voorbeeld@voorbeeld.example"),
}
YAML = {
    "not-utf8": rewritten(lambda data: data + "# café\n".encode("latin-1")),
    "utf16-file": rewritten(lambda data: data.decode().encode("utf-16")),
    "byte-order-mark": rewritten(lambda data: b"\xef\xbb\xbf" + data),
    "curly-quotes-kept": typed("internal: “tekst”\n"),
    "forbidden-character": typed("internal: a\0b\n"),
    "private-character": typed('internal: "a\ue000b"\n'),
    "line-separator": typed('internal: "a\u2028b"\n'),
    "empty-file": rewritten(lambda data: b""),
    "only-text": rewritten(lambda data: b"Zomaar een zin.\n"),
    "too-deep": typed("internal: " + "[" * 99 + "]" * 99 + "\n"),
    "file-too-large": typed("# " + "x" * 1024 * 1024 + "\n"),
    "several-documents": typed("---\nid: b\n"),
    "yaml-directive": rewritten(lambda data: b"%YAML 1.2\n---\n" + data),
    "yaml-anchor": typed("internal: &a tekst\n"),
    "yaml-alias": typed("internal: *a\n"),
    "yaml-tag": typed("internal: !a tekst\n"),
    "merge-key": typed("<<: {internal: tekst}\n"),
    "key-not-text": typed("internal: {[a]: b}\n"),
    "duplicate-key": typed("kind: region\n"),
    "colon-in-text": typed("internal: Benelux: besluit\n"),
    "leading-sign": typed("internal: @tekst\n"),
    "tab-in-indentation": typed("internal:\n\ta: b\n"),
    "wrong-indentation": typed("internal:\n    a: b\n  c: d\n"),
    "curly-quotes": typed("internal: “Benelux: besluit”\n"),
    "unclosed-quote": typed('internal: "tekst\n'),
    "text-after-quote": typed('internal: "een" twee\n'),
    "unclosed-bracket": typed("internal: [een, twee\n"),
    "missing-space-after-colon": typed("internal:\n  een:twee\n  drie: vier\n"),
    "missing-space-after-dash": typed("internal:\n  -een\n  -twee\n"),
    "missing-colon": typed("internal\n"),
    "hash-in-text": typed("internal: zaak #12 over water\n"),
    "comma-in-text": typed("internal: [{nl: Akkoord, met voorbehoud}]\n"),
    "unknown-escape": typed('internal: "een\\qtwee"\n'),
}
PROSE = {
    "markdown-heading": prose("Een zin.\n\n## Kop\n"),
    "markdown-code": prose("Een `woord` hier."),
    "markdown-quote": prose("Een zin.\n\n> citaat\n"),
    "markdown-rule": prose("Een zin.\n\n***\n\nNog een.\n"),
    "markdown-html": prose("Een <b>woord."),
    "markdown-image": prose("Zie ![kaart](kaart.png)."),
    "markdown-strikeout": prose("Een ~~oud~~ woord."),
    "markdown-link-title": prose('Zie [hier](http://voorbeeld.example "titel").'),
    "markdown-span": prose("Een [mot]{.rood} woord."),
    "markdown-list-kind": prose("iv. vier\nv. vijf\n"),
    "markdown-list-deep": prose("- a\n  - b\n    - c\n      - d\n"),
    "markdown-item-empty": prose("- een\n-\n- drie\n"),
    "markdown-list-number": prose("1. een\n3. drie\n"),
    "markdown-list-alone": prose("1. januari is een datum."),
    "markdown-list-swallowed": prose("Een zin met\n2. als regel.\n"),
    "markdown-emphasis": prose("Reken 2*3 en 4*5 uit."),
    "markdown-definition": prose("Een zin.\n\n[bron]: http://voorbeeld.example\n"),
    "markdown-lost": prose("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n"),
    "markdown-character": prose("Een &#xE000; teken."),
    "language-unknown": prose("Een [mot]{lang=xx} woord."),
    "line-only": put(OBSTACLE, "events", 0, "text", "nl", to="- een\n- twee\n"),
    "note-open": prose("Een zin ^[noot"),
    "note-empty": prose("Een zin ^[] leeg."),
    "note-without-text": prose("Een zin.[^1]"),
    "note-unused": prose("Een zin.\n\n[^1]: De noot\n"),
    "note-twice": prose("Een zin.[^1]\n\n[^1]: a\n[^1]: b\n"),
    "note-in-note": prose("Een zin.^[a ^[b] c]"),
    "note-blocks": prose("Een zin.[^1]\n\n[^1]: tekst\n\n    - punt\n"),
    "citation-form": prose("Een zin. [@bron-1; p. 3]"),
    "citation-bare": prose("Zie @bron-1 daarover."),
    "unknown-citation": prose("Een zin. [@nergens]"),
}
DOCUMENTS = {
    "translation-missing": put(
        OBSTACLE, "title", to={"nl": "Een zaak"}, needs=lambda record: record["public"], languages=2
    ),
    "place-unknown": put(MEETING, "place", to="unknown"),
    "legal-nature-unknown": put(MEETING, "legal_nature", to="unknown"),
    "authentic-unknown": put(MEETING, "authentic", to=[]),
    "holder-unknown": put(MINISTRY_FILE, "offices", 0, "holders", to=[]),
    "obstacle-not-public": put(PACKED, "documents", "public-table", "obstacles", to=_not_public),
    "recommendations-unsaid": Slip(PACKED, record=_forget_advice),
    "audience-not-allowed": put(PACKED, "documents", "letter", "audience", to="counterpart"),
    "document-needs": drop(PACKED, "documents", "letter", "subject"),
    "unknown-kind": put(PACKED, "documents", "letter", "kind", to="kamerbrieven"),
    **INSTRUMENTS,
}
SLIPS: dict[str, Slip] = {**SHAPES, **LAYOUT, **RULES, **LIFE, **YAML, **PROSE, **DOCUMENTS}
