"""The grammar of ids: what the guide's texts are called never changes."""

from __future__ import annotations

import hashlib

import pytest

from guide.core import ids
from guide.core.ids import Owner
from guide.core.model import Guide
from guide.core.walk import texts


def test_an_id_has_an_owner_and_a_field() -> None:
    assert ids.text_id("S-2.1", "title") == "S-2.1.title"
    assert ids.split("S-2.1.title") == ("S-2.1", "title")
    assert ids.text_id(Owner.STAGE.of("setup"), "summary") == "stage.setup.summary"
    assert ids.split("interface.page-home") == (Owner.MESSAGE, "page-home")
    assert Owner.TERM.owns("term.pillar.text")
    assert not Owner.TERM.owns("terms.text")


@pytest.mark.parametrize(("code", "anchor"), [("S-2.1", "s-2-1"), ("C-F1", "c-f1"), ("G-4", "g-4")])
def test_an_anchor_is_the_code_in_small_letters(code: str, anchor: str) -> None:
    assert ids.anchor(code) == anchor


def test_every_text_has_an_id_of_the_grammar(guides: dict[str, Guide]) -> None:
    guide = guides["en"]
    owners = {*guide.points, *guide.steps, Owner.GUIDE, Owner.MESSAGE}
    for text in texts(guide):
        owner, field = ids.split(text.id)
        kind = owner.partition(".")[0]
        assert field, text.id
        assert owner in owners or kind in {*Owner} - {Owner.GUIDE, Owner.MESSAGE}, text.id


# Without the program's own messages, which come and go with it. Whoever adds a text writes the new
# digest here; whoever renames one gives the old name as an alias, or its translations are lost.
IDS = "57a749e6a7a12c62"


def test_the_ids_are_those_of_the_last_version(guides: dict[str, Guide]) -> None:
    found = sorted({text.id for text in texts(guides["en"])})
    own = [ident for ident in found if not Owner.MESSAGE.owns(ident)]
    assert hashlib.sha256("\n".join(own).encode()).hexdigest()[:16] == IDS
