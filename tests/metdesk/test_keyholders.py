from pathlib import Path

import pytest

from db import keys
from metdesk import keyholders, people, schools
from metdesk.desk import Desk, recover, start
from metdesk.errors import Refused
from metdesk.roles import Role
from tests.conftest import KEYHOLDER, PASSPHRASE

ANOTHER = "quite another four words"


def test_a_keyholder_added_opens_the_register_in_their_role(desk: Desk, school: int, folder: Path) -> None:
    keyholders.add(desk, "Asha Patel", "headteacher", [school], ANOTHER)
    assert [(one.name, one.here) for one in keyholders.everyone(desk)] == [("Asha Patel", False), (KEYHOLDER, True)]
    desk.close()
    with Desk.open(folder, "Asha Patel", ANOTHER) as hers:
        assert (hers.keyholder.role, hers.keyholder.schools) == ("headteacher", (school,))


def test_a_reader_looks_and_changes_nothing(desk: Desk, school: int, folder: Path) -> None:
    keyholders.add(desk, "Rita Reader", "reader", [], ANOTHER)
    desk.close()
    with Desk.open(folder, "Rita Reader", ANOTHER) as hers:
        assert people.page(hers).total == 1
        with pytest.raises(Refused, match="you can look but not do this"):
            schools.add(hers, schools.School(name="Elm"))
        with pytest.raises(Refused, match="you can look but not do this"):
            keyholders.add(hers, "Somebody", "reader", [], ANOTHER)


def test_a_keyholder_removed_opens_nothing_any_more(desk: Desk, folder: Path) -> None:
    keyholders.add(desk, "Asha Patel", "headteacher", [], ANOTHER)
    keyholders.remove(desk, "Asha Patel")
    desk.close()
    with pytest.raises(Refused):
        Desk.open(folder, "Asha Patel", ANOTHER)
    Desk.open(folder, KEYHOLDER, PASSPHRASE).close()


def test_an_unknown_role_and_a_weak_passphrase_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="no role"):
        keyholders.add(desk, "Asha Patel", "wizard", [], ANOTHER)
    with pytest.raises(Refused, match="at least 12"):
        keyholders.add(desk, "Asha Patel", "reader", [], "short")


def test_a_changed_passphrase_takes_the_place_of_the_old(desk: Desk, folder: Path) -> None:
    keyholders.change_passphrase(desk, PASSPHRASE, ANOTHER)
    desk.close()
    with pytest.raises(Refused):
        Desk.open(folder, KEYHOLDER, PASSPHRASE)
    Desk.open(folder, KEYHOLDER, ANOTHER).close()


def test_the_recovery_key_opens_the_register_once(tmp_path: Path) -> None:
    folder = tmp_path / "Lost.metdesk"
    desk, recovery_key = start(folder, "Mowbray", None, KEYHOLDER, "business manager", PASSPHRASE, cost=keys.CHEAPEST)
    desk.close()
    again, new_key = recover(folder, recovery_key.lower(), KEYHOLDER, ANOTHER)
    again.close()
    assert new_key != recovery_key
    with pytest.raises(Refused):
        recover(folder, recovery_key, KEYHOLDER, ANOTHER)
    Desk.open(folder, None, ANOTHER).close()


def test_who_can_open_the_register_since_when_and_by_whom(desk: Desk, school: int, folder: Path) -> None:
    keyholders.add(desk, "Asha Patel", "headteacher", [school], ANOTHER, cost=keys.CHEAPEST)
    hers, own = keyholders.everyone(desk)
    assert (hers.name, hers.school_ids, hers.here, hers.added_by, hers.changed) == (
        "Asha Patel", (school,), False, KEYHOLDER, None
    )  # fmt: skip
    assert (own.here, own.added_by, own.since <= hers.since) == (True, KEYHOLDER, True)
    keyholders.change(desk, "Asha Patel", "reader", [])
    changed = keyholders.everyone(desk)[0]
    assert (changed.role, changed.school_ids, changed.since) == ("reader", (), hers.since)
    assert (changed.changed_by, changed.changed is not None) == (KEYHOLDER, True)


def test_a_changed_role_holds_from_the_next_opening_on(desk: Desk, school: int, folder: Path) -> None:
    keyholders.add(desk, "Asha Patel", "business manager", [], ANOTHER, cost=keys.CHEAPEST)
    keyholders.change(desk, "Asha Patel", "headteacher", [school])
    desk.close()
    for _ in range(2):
        with Desk.open(folder, "Asha Patel", ANOTHER) as hers:
            assert (hers.keyholder.role, hers.keyholder.schools) == ("headteacher", (school,))
            with pytest.raises(Refused):
                keyholders.change(hers, KEYHOLDER, "reader", [])


def test_what_cannot_be_made_of_a_keyholder(desk: Desk, school: int) -> None:
    keyholders.add(desk, "Asha Patel", "reader", [], ANOTHER, cost=keys.CHEAPEST)
    for name, role, schools_, problem in (
        ("Asha Patel", "wizard", [], "role"),
        ("Asha Patel", "reader", [99], "school_ids"),
        ("Nobody", "reader", [], "name"),
        (KEYHOLDER, "reader", [], "name"),
        ("Asha Patel", "reader", [], ""),
    ):
        with pytest.raises(Refused) as refused:
            keyholders.change(desk, name, role, schools_)
        assert set(refused.value.problems) == {problem}
    with pytest.raises(Refused, match="no longer in the register"):
        keyholders.add(desk, "Bo", "headteacher", [99], ANOTHER, cost=keys.CHEAPEST)


def test_whoever_listens_hears_that_the_keyholders_changed(desk: Desk) -> None:
    heard: list[frozenset[str]] = []
    desk.listen(heard.append)
    keyholders.add(desk, "Asha Patel", "reader", [], ANOTHER, cost=keys.CHEAPEST)
    keyholders.change(desk, "Asha Patel", "investigator", [])
    keyholders.remove(desk, "Asha Patel")
    keyholders.new_recovery_key(desk)
    assert heard == [frozenset({"keyholder"})] * 4


def test_a_register_is_handed_over_with_a_new_sheet(desk: Desk, school: int, folder: Path) -> None:
    successor, key = keyholders.hand_over(desk, "Una Osei", ANOTHER, cost=keys.CHEAPEST)
    with successor as hers:
        assert [one.name for one in keyholders.everyone(hers)] == ["Una Osei"]
        assert (hers.keyholder.role, keyholders.sheet(hers).made_by) == ("business manager", "Una Osei")
        assert len(key.split("-")) == 9
        with pytest.raises(Refused, match="nothing to undo"):
            hers.undo()
        schools.add(hers, schools.School(name="Elm"))
    with pytest.raises(Refused):
        Desk.open(folder, KEYHOLDER, PASSPHRASE)
    Desk.open(folder, "Una Osei", ANOTHER).close()


def test_who_may_not_hand_over(desk: Desk, folder: Path) -> None:
    keyholders.add(desk, "Rita Reader", "reader", [], ANOTHER, cost=keys.CHEAPEST)
    with pytest.raises(Refused, match="at least 12"):
        keyholders.hand_over(desk, "Una Osei", "short")
    desk.close()
    with Desk.open(folder, "Rita Reader", ANOTHER) as hers, pytest.raises(Refused, match="you can look"):
        keyholders.hand_over(hers, "Una Osei", ANOTHER)


def test_a_sheet_is_kept_once_somebody_has_shown_it(desk: Desk) -> None:
    assert not keyholders.sheet(desk).kept
    keyholders.sheet_kept(desk)
    assert keyholders.sheet(desk).kept
    with pytest.raises(Refused, match="nothing to undo"):
        desk.undo()
    keyholders.new_recovery_key(desk)
    assert not keyholders.sheet(desk).kept


def test_a_reader_changes_her_own_passphrase(desk: Desk, folder: Path) -> None:
    keyholders.add(desk, "Rita Reader", Role.READER, [], ANOTHER, cost=keys.CHEAPEST)
    desk.close()
    with Desk.open(folder, "Rita Reader", ANOTHER) as hers:
        keyholders.change_passphrase(hers, ANOTHER, "yet another four words")
    Desk.open(folder, "Rita Reader", "yet another four words").close()


def test_four_words_are_offered_that_pass(desk: Desk) -> None:
    offered = keyholders.suggestion()
    assert len(offered.split()) == 4
    keys.check_passphrase(offered)


@pytest.mark.parametrize(("trust", "keyholder", "field"), [(" ", "Jo", "trust"), ("Mowbray", "", "keyholder")])
def test_a_register_needs_names(tmp_path: Path, trust: str, keyholder: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        start(tmp_path / "New.metdesk", trust, None, keyholder, "business manager", PASSPHRASE)
    assert set(refusal.value.problems) == {field}
    assert not (tmp_path / "New.metdesk").exists()
