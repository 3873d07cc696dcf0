"""Which school a record belongs to."""

from db.accounts import Account, Authorisation
from db.attachments import Attachment
from db.forms import Form
from db.people import Person
from db.schools import School, Setting
from db.scope import is_blank, school_of
from db.store import Store


def test_a_record_belongs_to_the_school_it_names_or_its_account_or_else_its_person_does(store: Store) -> None:
    with store.change("test", "Two schools, a person of one and an account of the other") as change:
        ash = change.insert(School, name="Ash", kind="school", head_title="Headteacher")
        elm = change.insert(School, name="Elm", kind="school", head_title="Headteacher")
        kofi = change.insert(
            Person, surname="Osei", forename="Kofi", category="staff", school_id=ash, sorted_as="osei kofi"
        )
        page = change.insert(
            Account, school_id=elm, platform="Facebook", handle="elm", identity="facebook elm", state="active"
        )
    assert school_of(School, {"id": elm}) == elm
    assert school_of(Person, {"id": 9, "school_id": ash}) == ash
    assert school_of(Authorisation, {"id": 9, "account_id": page, "person_id": kofi}) == elm
    assert school_of(Form, {"id": 9, "account_id": None, "person_id": kofi}) == ash
    assert school_of(Authorisation, {"id": 9, "account_id": 99, "person_id": kofi}) is None


def test_an_attachment_belongs_to_the_school_of_its_record(store: Store) -> None:
    with store.change("test", "A school and a person of it") as change:
        ash = change.insert(School, name="Ash", kind="school", head_title="Headteacher")
        kofi = change.insert(
            Person, surname="Osei", forename="Kofi", category="staff", school_id=ash, sorted_as="osei kofi"
        )
    assert school_of(Attachment, {"id": 1, "kind": "person", "record_id": kofi}) == ash
    assert school_of(Attachment, {"id": 1, "kind": "school", "record_id": ash}) == ash
    assert school_of(Attachment, {"id": 1, "kind": "person", "record_id": 99}) is None


def test_what_names_no_school_is_the_whole_trusts_and_a_blank_form_is_everybodys(store: Store) -> None:
    assert school_of(Setting, {"id": 1, "name": "lock_minutes", "value": "5"}) is None
    assert not is_blank(Setting, {"id": 1, "name": "lock_minutes", "value": "5"})
    blank = {"id": 1, "account_id": None, "person_id": None, "edition_id": 3}
    assert is_blank(Form, blank)
    assert not is_blank(Form, blank | {"person_id": 4})
