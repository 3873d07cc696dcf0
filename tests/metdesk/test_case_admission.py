"""Who may know of a case is kept up as keyholders come and as it is said who they are."""

from dataclasses import replace
from pathlib import Path

from db import casekeys, keys
from metdesk import case_course, case_links, cases, casework, keyholders, reporting, schools, sitting
from metdesk.case_record import EntryKind, Link, Note
from metdesk.desk import Desk
from metdesk.roles import Role
from tests.conftest import PASSPHRASE
from tests.metdesk.test_case_corrections import corrected
from tests.metdesk.test_cases import DAY, Trust, trust, why

__all__ = ["trust"]


def known(trust: Trust) -> list[int]:
    return [one.id for one in cases.counted(trust.desk)]


def opened(trust: Trust, folder: Path, name: str) -> None:
    """The register closed, opened once by the keyholder of this name, and opened again by the manager."""
    trust.as_manager()
    manager = trust.desk.keyholder.name
    trust.desk.close()
    Desk.open(folder, name, PASSPHRASE).close()
    trust.desk.store = Desk.open(folder, manager, PASSPHRASE).store
    trust.desk._kept_as_of = None


def test_whoever_gets_a_key_later_knows_of_a_case_once_somebody_named_on_it_came_unless_it_is_about_them(
    trust: Trust, folder: Path
) -> None:
    case = trust.report()
    assert known(trust) == [case]
    for name, person in (("the subject", trust.teacher), ("a second reader", None)):
        keyholders.add(trust.desk, name, Role.READER, (), PASSPHRASE, cost=keys.CHEAPEST)
        if person:
            sitting.say_who(trust.desk, name, person)
        trust.desk.store.seat(keys.unlock(folder, name, PASSPHRASE))
        assert known(trust) == []
        trust.as_manager()
    opened(trust, folder, f"headteacher {trust.head} ()")
    for name, found in (("the subject", []), ("a second reader", [case])):
        trust.desk.store.seat(keys.unlock(folder, name, PASSPHRASE))
        assert known(trust) == found


def test_whoever_turns_out_to_be_whom_it_is_about_knows_of_it_no_more(trust: Trust) -> None:
    keyholders.add(trust.desk, "A manager", Role.BUSINESS_MANAGER, (), PASSPHRASE, cost=keys.CHEAPEST)
    case, second = trust.report(), keys.unlock(trust.desk.folder, "A manager", PASSPHRASE)
    trust.desk.store.seat(second)
    assert known(trust) == [case]
    trust.as_manager()
    sitting.say_who(trust.desk, "A manager", trust.teacher)
    trust.desk.store.seat(second)
    assert known(trust) == []
    assert why(cases.row, trust.desk, case) == {"": cases.GONE}


def test_whoever_was_shut_out_stays_so_whoever_they_say_they_are_since(trust: Trust, folder: Path) -> None:
    head, name = f"headteacher {trust.head} ()", f"business manager {trust.teacher} ()"
    trust.seat(Role.BUSINESS_MANAGER, trust.teacher)
    case, manager = trust.report(), keys.unlock(folder, name, PASSPHRASE)
    trust.desk.store.seat(manager)
    sitting.say_who(trust.desk, name, None)
    for also_about in (None, trust.chair):
        opened(trust, folder, head)
        trust.desk.store.seat(manager)
        assert known(trust) == []
        trust.as_head()
        corrected(trust, case, also_about_id=also_about)
    case_course.name(trust.desk, case, name, "to see it")
    trust.desk.store.seat(manager)
    assert known(trust) == [case]
    trust.as_head()
    case_course.take_off(trust.desk, case, name)
    trust.as_manager()
    sitting.say_who(trust.desk, name, trust.teacher)
    opened(trust, folder, head)
    trust.as_manager()
    sitting.say_who(trust.desk, name, None)
    trust.as_head()
    corrected(trust, case, subject_id=trust.chair, also_about_id=None)
    trust.desk.store.seat(manager)
    assert known(trust) == [case]


def test_somebody_named_who_turns_out_to_be_whom_it_is_about_is_named_no_more(trust: Trust, folder: Path) -> None:
    case, officer = trust.report(subject_id=trust.head), f"trust officer {trust.officer} ()"
    chair = f"investigator {trust.chair} ()"
    trust.as_officer()
    case_course.name(trust.desk, case, chair)
    trust.as_manager()
    sitting.say_who(trust.desk, f"headteacher {trust.head} ()", None)
    sitting.say_who(trust.desk, chair, trust.head)
    trust.desk.store.seat(keys.unlock(folder, chair, PASSPHRASE))
    assert why(cases.read, trust.desk, case) == {"": cases.GONE}
    opened(trust, folder, officer)
    trust.as_officer()
    assert cases.read(trust.desk, case).named == (officer,)
    number = casework.write(trust.desk, case, EntryKind.NOTE, Note(DAY, "Written after it was known."))
    entry = next(one for one in casekeys.breaches.entries([case]) if one.id == number)
    assert entry.generation == 2


def test_a_case_is_not_left_to_somebody_who_may_not_know_of_it(trust: Trust) -> None:
    case, head, chair = trust.report(), f"headteacher {trust.head} ()", f"investigator {trust.chair} ()"
    trust.as_head()
    case_course.name(trust.desk, case, chair)
    trust.as_manager()
    sitting.say_who(trust.desk, chair, trust.teacher)
    assert "name somebody first" in why(keyholders.remove, trust.desk, head)["name"]
    trust.as_head()
    assert "name somebody first" in why(case_course.take_off, trust.desk, case, head)["name"]


def test_whoever_alone_is_left_on_a_case_keeps_it_though_it_is_about_them(trust: Trust, folder: Path) -> None:
    case, head, chair = trust.report(), f"headteacher {trust.head} ()", f"investigator {trust.chair} ()"
    trust.as_head()
    case_course.name(trust.desk, case, chair)
    trust.as_manager()
    keyholders.remove(trust.desk, head)
    sitting.say_who(trust.desk, chair, trust.teacher)
    opened(trust, folder, chair)
    trust.as_chair()
    assert cases.read(trust.desk, case).named == (chair,)


def test_somebody_named_who_has_no_key_any_more_stands_in_no_links_way(trust: Trust) -> None:
    case, head, chair = trust.report(), f"headteacher {trust.head} ()", f"investigator {trust.chair} ()"
    trust.as_head()
    case_course.name(trust.desk, case, chair)
    trust.as_manager()
    keyholders.remove(trust.desk, chair)
    other = trust.report()
    trust.desk.store.seat(keys.unlock(trust.desk.folder, head, PASSPHRASE))
    case_links.link(trust.desk, case, Link(case=cases.row(trust.desk, other).title, words="The same words."))
    assert len(case_links.links(cases.read(trust.desk, case))) == 1


def test_whoever_passes_a_case_about_themselves_on_reads_nothing_of_what_is_written_with_it(trust: Trust) -> None:
    schools.change(trust.desk, trust.school, replace(schools.get(trust.desk, trust.school), chair_id=None))
    trust.as_head()
    right = trust.told(subject_id=trust.head, also_about_id=trust.officer)
    case = reporting.report(trust.desk, right).case_id
    case_course.name(trust.desk, case, f"investigator {trust.chair} ()")
    assert why(cases.read, trust.desk, case) == {"": cases.GONE}
    trust.as_chair()
    assert [one.kind for one in cases.read(trust.desk, case).entries] == [EntryKind.REPORT, EntryKind.NAMED]
    assert casekeys.breaches.entries([case])[-1].generation == 2
