from datetime import date, timedelta

import pytest

from metdesk import history, people, schools
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import PeopleFilter, Person, Standing

HOSTILE = "O’Neill-Ştefănescu <b>"


def person(school: int, **more: object) -> Person:
    return Person(**{"surname": "Marsh", "forename": "Jo", "school_id": school, **more})  # type: ignore[arg-type]


def test_a_person_is_added_and_read_back_as_typed(desk: Desk, school: int) -> None:
    number = people.add(desk, person(school, surname=f" {HOSTILE} ", email="jo@ashhill.example"))
    assert people.get(desk, number) == person(school, surname=HOSTILE, email="jo@ashhill.example")


@pytest.mark.parametrize("typed", ["neill", "stefan", "O'NEILL jo", "Ștef"])
def test_a_name_is_found_without_its_accents(desk: Desk, school: int, typed: str) -> None:
    number = people.add(desk, person(school, surname=HOSTILE))
    found = people.page(desk, PeopleFilter(find=typed)).rows
    assert [row.id for row in found] == [number]


@pytest.mark.parametrize("typed", ['"', "*", "a OR b", "NEAR(", "'; DROP TABLE person; --", "🙂"])
def test_whatever_is_typed_to_find_is_harmless(desk: Desk, school: int, typed: str) -> None:
    assert people.page(desk, PeopleFilter(find=typed)).total == 0


def test_names_sort_without_regard_to_accents_and_case(desk: Desk, school: int) -> None:
    for surname in ("Zed", "Şahin", "de Souza", "Smith", "Éclair"):
        people.add(desk, person(school, surname=surname))
    names = [row.name.split(",")[0] for row in people.page(desk).rows]
    assert names == ["de Souza", "Éclair", "Patel", "Şahin", "Smith", "Zed"]


def test_a_last_day_before_the_first_is_refused(desk: Desk, school: int, today: date) -> None:
    with pytest.raises(Refused) as refusal:
        people.add(desk, person(school, starts=today, ends=today - timedelta(days=1)))
    assert set(refusal.value.problems) == {"ends"}


@pytest.mark.parametrize("known", [{"staff_code": "JM1"}, {"email": "jo@ashhill.example"}])
def test_a_code_or_address_that_another_has_is_refused(desk: Desk, school: int, known: dict[str, str]) -> None:
    people.add(desk, person(school, **known))
    with pytest.raises(Refused, match="Jo Marsh has this already"):
        people.add(desk, person(school, forename="Ann", **{name: text.upper() for name, text in known.items()}))


def test_a_school_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused) as refusal:
        people.add(desk, person(99))
    assert set(refusal.value.problems) == {"school_id"}


def test_a_refused_change_changes_nothing(desk: Desk, school: int) -> None:
    number, seal = people.add(desk, person(school)), desk.seal_words()
    with pytest.raises(Refused):
        people.change(desk, number, person(school, surname=""))
    assert (people.get(desk, number).surname, desk.seal_words()) == ("Marsh", seal)


def test_standing_follows_the_dates(today: date) -> None:
    day = timedelta(days=1)
    assert people.standing(today + day, None, today) is Standing.JOINING
    assert people.standing(today, today, today) is Standing.CURRENT
    assert people.standing(None, today - day, today) is Standing.LEFT


def test_lists_show_the_standing_asked_for(desk: Desk, school: int, today: date) -> None:
    day = timedelta(days=1)
    people.add(desk, person(school, surname="Gone", ends=today - day))
    people.add(desk, person(school, surname="Coming", starts=today + day))
    for standing, names in ((Standing.LEFT, ["Gone, Jo"]), (Standing.JOINING, ["Coming, Jo"])):
        assert [row.name for row in people.page(desk, PeopleFilter(standing=standing)).rows] == names
    assert people.page(desk, PeopleFilter(standing="")).total == 3


def test_the_bin_gives_back_what_it_took(desk: Desk, school: int) -> None:
    number = people.add(desk, person(school))
    people.put_in_bin(desk, [number])
    with pytest.raises(Refused):
        people.get(desk, number)
    assert people.page(desk, PeopleFilter(find="Marsh")).total == 0
    assert desk.undo() == "Moved Jo Marsh to the bin"
    assert people.page(desk, PeopleFilter(find="Marsh")).total == 1


def test_pages_follow_each_other_without_gap_or_repeat(desk: Desk, school: int) -> None:
    for number in range(25):
        people.add(desk, person(school, forename=f"Jo{number:02}"))
    for sort in ("name", "school", "category", "job", "staff_code", "starts", "ends"):
        for descending in (False, True):
            ids = [
                row.id
                for offset in range(0, 30, 10)
                for row in people.page(desk, sort=sort, descending=descending, offset=offset, limit=10).rows
            ]
            assert len(ids) == len(set(ids)) == 26


def test_history_says_who_did_what(desk: Desk, school: int) -> None:
    number = people.add(desk, person(school))
    people.leave(desk, number, date(2026, 8, 31))
    happened = history.of(desk, "person", number)
    assert [(one.who, one.words) for one in happened] == [
        ("Jo Marsh", "Changed Jo Marsh"),
        ("Jo Marsh", "Added Jo Marsh"),
    ]


def test_suggestions_tell_people_apart(desk: Desk, school: int) -> None:
    number = people.add(desk, person(school, job="Class teacher"))
    assert people.suggest(desk, "mar") == [(number, "Marsh, Jo · Class teacher · Ash Hill Primary")]


def test_a_school_is_found_by_the_start_of_its_name(desk: Desk, school: int) -> None:
    assert schools.named(desk, "ash") == schools.named(desk, "123456") == school
    with pytest.raises(Refused, match="Ash Hill Primary"):
        schools.named(desk, "Elm")


def test_neither_a_head_nor_the_trust_officer_goes_to_the_bin(desk: Desk, school: int) -> None:
    head = people.page(desk).rows[0].id
    officer = people.add(desk, person(school))
    schools.change_trust(desk, "Mowbray", None, officer)
    for number, why in ((head, "heads Ash Hill Primary"), (officer, "is the trust officer")):
        with pytest.raises(Refused, match=why):
            people.put_in_bin(desk, [number])
