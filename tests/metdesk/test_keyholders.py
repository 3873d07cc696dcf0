from pathlib import Path

import pytest

from db import keys
from metdesk import keyholders, people, schools
from metdesk.desk import Desk, recover, start
from metdesk.errors import Refused
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
