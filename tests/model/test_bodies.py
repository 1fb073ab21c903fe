"""Who plays which part: whom the casebook names for a border, else the parties of a kind."""

from __future__ import annotations

from typing import get_args

import pytest
from lives import PARTIES, chain

from reporting.model.bodies import OWNERS, ROLES
from reporting.model.lifecycle import STEPS
from reporting.model.packs import Bodies
from reporting.model.parties import PartyKind

# role -> who plays it where nobody is named
BY_KIND = {
    "front_office": {"desk", "province"},
    "secretariat": {"support"},
    "officials": {"group", "council"},
    "institute": {"institute"},
    "council": {"council"},
    "link": {"province"},
    "ministers": {"ministry", "flanders", "wallonia", "belgium", "nrw", "saxony"},
}


def test_roles_are_those_of_the_steps_and_of_the_settings() -> None:
    assert set(ROLES) == set(Bodies.model_fields) == set(BY_KIND)
    assert {role for step in STEPS.values() for role in step.by} <= {*ROLES, OWNERS}
    assert {kind for kinds in ROLES.values() for kind in kinds} <= set(get_args(PartyKind))


@pytest.mark.parametrize("role", BY_KIND)
def test_without_names_the_kind_of_party_says_it(role: str) -> None:
    assert {party for party in PARTIES if chain().plays(party, role, ["vl-nl"])} == BY_KIND[role]
    assert set(chain().players(role, ["vl-nl", "nl-nrw"])) == BY_KIND[role]
    assert chain().named(role, ["vl-nl"]) == []


def test_an_office_acts_where_its_party_may() -> None:
    assert chain().plays("governor", "link", ["vl-nl"]) and not chain().plays("governor", "council", ["vl-nl"])
    assert chain().plays("minister-vl", "ministers", ["vl-nl"])


def test_who_is_named_acts_and_nobody_else() -> None:
    named = chain(link=("governor",), council=("group", "unknown"), ministers=("ministry",))
    assert named.plays("governor", "link", ["vl-nl"])
    assert not named.plays("province", "link", ["vl-nl"])  # the office was named, not its party
    assert named.plays("group", "council", ["vl-nl"]) and not named.plays("council", "council", ["vl-nl"])
    assert named.plays("minister-nl", "ministers", ["vl-nl"]) and not named.plays("minister-vl", "ministers", ["vl-nl"])
    assert named.players("council", ["vl-nl"]) == ["group"]  # not `unknown`
    assert named.plays("support", "secretariat", ["vl-nl"])  # a role that nobody is named for


def test_names_count_for_their_own_border() -> None:
    named = chain(council=("group",))
    assert named.plays("council", "council", ["nl-nrw"]) and not named.plays("group", "council", ["nl-nrw"])
    assert named.plays("council", "council", ["vl-nl", "nl-nrw"])  # at one of them
    assert named.players("council", ["vl-nl", "nl-nrw"]) == ["group", "council"]


def test_what_an_actor_is() -> None:
    bodies = chain()
    assert bodies.party_of("minister-nl") == "ministry" and bodies.party_of("ministry") == "ministry"
    assert bodies.knows("governor") and bodies.knows("company")
    assert not bodies.knows("nobody") and not bodies.knows("unknown")
    assert not bodies.plays("nobody", "council", ["vl-nl"])
    assert bodies.desk("ministry") == {"ministry", "minister-nl"} and bodies.desk("governor") == {"governor"}
