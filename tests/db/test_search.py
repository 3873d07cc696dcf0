"""Words found again, whatever is typed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import search
from db.store import Store
from tests.db.animals import Animal


def add(store: Store, *names: str) -> list[int]:
    with store.change("animals.add", "Added") as change:
        return change.insert_many(Animal, [{"name": name} for name in names])


def found(text: str) -> set[int]:
    query = Animal.select(Animal.id).where(Animal.id.in_(search.ids_matching("animal", text)))
    return {row.id for row in query}


def test_every_word_is_found_by_its_beginning_without_accents_or_case(store: Store) -> None:
    rex, other = add(store, "Réx O’Brien-Łukasz", "Max")
    assert found("re obri") == set()  # the sign splits the name, as it does when it is indexed
    assert found("RE o bri") == {rex}
    assert found("m") == {other}
    assert search.find("rex luk", ["animal"], 9) == [] or found("rex łuk") == {rex}


def test_a_changed_record_is_found_by_its_new_words_only(store: Store) -> None:
    (rex,) = add(store, "Rex")
    with store.change("animals.change", "Renamed") as change:
        change.update(Animal, rex, name="Max", notes="was lost")
    assert (found("rex"), found("max lost")) == (set(), {rex})


def test_a_binned_record_is_not_found_and_a_restored_one_is(store: Store) -> None:
    (rex,) = add(store, "Rex")
    with store.change("animals.bin", "Binned") as change:
        change.bin(Animal, rex)
    assert found("rex") == set()
    with store.change("animals.restore", "Back") as change:
        change.restore(Animal, rex)
    assert found("rex") == {rex}


def test_what_was_added_and_changed_in_one_change_is_found_once(store: Store) -> None:
    with store.change("animals.add", "Added") as change:
        rex = change.insert(Animal, name="Rex")
        change.update(Animal, rex, name="Max")
    assert search.find("max", ["animal"], 9) == [("animal", rex)]
    assert search.find("rex", ["animal"], 9) == []


def test_records_are_found_in_the_registers_asked_for(store: Store) -> None:
    (rex,) = add(store, "Rex")
    assert search.find("rex", ["animal", "keyholder"], 9) == [("animal", rex)]
    assert search.find("rex", ["keyholder", "nowhere"], 9) == []


def test_no_more_are_found_than_asked_for(store: Store) -> None:
    add(store, *(f"Rex {n}" for n in range(30)))
    assert len(search.find("rex", ["animal"], 7)) == 7


def test_a_text_without_a_word_finds_nothing(store: Store) -> None:
    add(store, "Rex")
    for text in ("", "   ", '"', "*-()", "🙂", "\x00"):
        assert search.match(text) == ""
        assert search.find(text, ["animal"], 9) == []
        assert found(text) == set()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    st.text() | st.lists(st.sampled_from(['"', "*", "NEAR(", "AND", "a", "text:", "^", "+", "-", "ŵ"])).map(" ".join)
)
def test_nothing_typed_can_break_a_search(store: Store, text: str) -> None:
    found(text)
    search.find(text, ["animal"], 5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40))
def test_whatever_a_record_says_can_be_indexed(store: Store, name: str) -> None:
    add(store, name)
