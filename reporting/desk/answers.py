"""What can be said of an event on the command line: an option each. Imports nothing heavy, for `--help`.

Each answer fills one field (`path`) of the event, or of the obstacle itself (`of_case`): what a step needs and stands
beside the events. `form` says how it is typed:

- `word`: an id, a date, a word from a list;
- `text`: a text in the casebook's language, or in another as `fr=…`; `unknown` where the field takes that word;
- `list`: an id each time;
- `sides`: `nl=minister-bzk`, an id or date for a side;
- `score`: `4: because …`, a score with its reason;
- `provision`: `nl=Wegenwet, artikel 3`, a provision on a side; several on one side as well.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One option of `record`: its name, the field that it fills, how it is typed, and what it is for."""

    name: str
    path: tuple[str, ...]
    form: str
    help: str
    of_case: bool = False

    @property
    def option(self) -> str:
        return f"--{self.name}"

    @property
    def key(self) -> str:
        """The key of the event or obstacle that it belongs to."""
        return self.path[0]


NEEDED = ("on", "by", "text")  # of every event
ANSWERS: tuple[Answer, ...] = (
    Answer("on", ("date",), "word", "Date: 2024-03-18, 2024-03, 2024 or unknown."),
    Answer("by", ("by",), "word", "Who did or decided it: a party, an office or unknown."),
    Answer("text", ("text",), "text", "What happened, in a sentence or two."),
    Answer("source", ("source",), "word", "Key of the source."),
    Answer("skipped", ("skipped",), "text", "Why steps were left out."),
    Answer("meeting", ("meeting",), "word", "Meeting at which it happened."),
    Answer("asked", ("asked",), "list", "analysis: institute asked."),
    Answer("scores", ("scores",), "word", "analysis: pending or unknown, in the place of the three scores."),
    Answer("relevance", ("scores", "relevance"), "score", "analysis: score and reason, “4: many commuters”."),
    Answer("benefits", ("scores", "benefits"), "score", "analysis: score and reason."),
    Answer("feasibility", ("scores", "feasibility"), "score", "analysis: score and reason."),
    Answer("cause", ("cause",), "word", "analysis: cause of the obstacle, written beside the events.", of_case=True),
    Answer(
        "provision", ("provisions",), "provision", "analysis: what causes it, “nl=Wegenwet, artikel 3”.", of_case=True
    ),
    Answer("rank", ("rank",), "word", "selected: place in the council's order."),
    Answer("minister", ("ministers",), "sides", "raised: office on a side, “nl=minister-bzk”."),
    Answer("question", ("question",), "text", "raised: what was asked."),
    Answer("instrument", ("instrument", "kind"), "word", "decided: kind of instrument; none for a refusal."),
    Answer("signed", ("instrument", "signed"), "word", "decided: date signed."),
    Answer("published", ("instrument", "published"), "word", "decided: date published."),
    Answer("in-force", ("instrument", "in_force"), "word", "decided: date in force."),
    Answer("expires", ("instrument", "expires"), "word", "decided: last day, or none."),
    Answer("transposition", ("instrument", "transposition"), "sides", "decided: date on a side, or none."),
    Answer("parliament", ("instrument", "parliament"), "sides", "decided: date of assent on a side; or none."),
    Answer("owner", ("owners",), "sides", "Who must act from now on, “vl=unknown”."),
    Answer("due", ("due",), "word", "decided, analysis: by when."),
    Answer("verified-by", ("verified_by",), "word", "solved: who verified it in practice."),
    Answer("evidence", ("evidence",), "text", "solved: what shows that it works."),
    Answer("remains", ("remains",), "text", "mitigated: what remains."),
    Answer("reason", ("reason",), "text", "Why: not-selected, accepted, no-obstacle, reopened, a refusal."),
    Answer("next", ("next", "text"), "text", "Next step; none or unknown."),
    Answer("next-by", ("next", "by"), "word", "Who takes the next step."),
    Answer("next-due", ("next", "due"), "word", "When it is due."),
    Answer("next-meeting", ("next", "meeting"), "word", "Meeting that it is for."),
)  # fmt: skip
