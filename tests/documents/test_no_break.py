"""Spaces at which no line may end: each rule by an example, and what no rule may ever do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.documents.no_break import LANGUAGES, TIES, tie

# A tilde stands for the space that may not break, in each language of the rule.
TOLD = {
    "nl": (
        "Het kost €~3,5~mln, of 4~miljoen, en is 12~km lang: 5~% meer dan 36~200.",
        "Op 1~januari 2024 en 30~april, zie artikel~4, lid~2, nr.~33, p.~12 en §~3.",
        "Kamerstukken~II~2022/23, 36~200~VII, nr.~5; Kamerstuk~32~851; Trb.~2008, nr.~135",
        "Verordening (EU)~2025/925 en (EG)~nr.~883/2004, PB~L~166",
        "mr.~A.B.~van Dijk, drs.~Jansen en J.-P.~Peeters",
        "Gekozen is optie A. Daarna volgt bijlage~I, en 12~mln.~€; bij 24~°C. Dat schreef A.~Dijk",
        "Wat is dat? Een vraag: ja! In 2022 200 mensen, nummer een, de lid-staat; in mei 5 zaken",
    ),
    "fr": (
        "Il a dit~: «~oui~»~; vraiment~? Non~!",
        "Le 1er~juillet 2023, 3~millions d’euros, 50~%, n°~5, p.~4, JO~L~123, M.~Dupont",
        "l’article~4 du règlement (UE)~2025/925, 1~234~567 habitants",
        "En 2023 l’accord est signé, en 2024 m’a-t-on dit; l’option B. Ensuite A.~Dubois, n°s~7 et 12~m.",
        "Sans espace: «rien» n’est ajouté; jamais?",
    ),
    "de": (
        "Am 3.~Oktober 2023, z.~B. Art.~4 Abs.~2 Nr.~3, 5~Prozent, S.~12, d.~h. Dr.~Müller",
        "Das kostet 3,5~Mio.~€. Gewählt wird Variante B. Danach schreibt A.~Müller, d.~h. am 1.~Mai",
        "ABl.~L~166, §~3 der Verordnung (EG)~Nr.~883/2004 mit 1~234~567~EUR: ja! Oder?",
    ),
    "en": (
        "Article~4, No~33, 1~January 2024, January~3, Mr~Smith, 5~million, OJ~L~123, p.~4",
        "We choose plan B. The rest is by J.~Smith",
        "Regulation (EU)~2025/925: is it so? 12~km; 5~%!",
    ),
}


@pytest.mark.parametrize(("language", "told"), [(key, text) for key, texts in TOLD.items() for text in texts])
def test_what_belongs_together_stays_on_its_line(language: str, told: str):
    assert tie(told.replace("~", " "), language).replace("\u00a0", "~") == told


@pytest.mark.parametrize("about", [rule.about for rule in TIES])
def test_each_rule_says_where_it_is_from(about: str):
    known = {"eu", "lexique", "din", "taal", "leidraad", "iso"}
    rules = [rule for rule in TIES if rule.about == about]
    assert all(rule.sources and set(rule.sources.split()) <= known for rule in rules)


def test_an_address_and_a_language_without_rules_stay_as_they_are():
    for text in ("zie https://example.org/a?b=1&c=2 en a_b@example.org", "alleen woorden zonder getal"):
        assert tie(text, "nl") == text
    assert tie("5 % van 36 200", "el") == "5 % van 36 200"


PIECES = st.sampled_from(
    [
        *"artikel nr. 4 33 200 1 mei januari € % km « » : ; ? ! A. B. van Dijk Kamerstukken II 2022/23 § p. z.".split(),
        *(" ", " ", " ", "  ", "\u00a0", "\u202f", "\n", "\t", ",", "."),
    ]
)


@given(st.one_of(st.lists(PIECES).map("".join), st.text()), st.sampled_from(LANGUAGES))
def test_only_plain_spaces_ever_change_and_only_once(text: str, language: str):
    tied = tie(text, language)
    assert all(now == before or (before, now) == (" ", "\u00a0") for before, now in zip(text, tied, strict=True))
    assert tie(tied, language) == tied
    assert tie(text.replace(" ", "\u00a0"), language) == text.replace(" ", "\u00a0")
