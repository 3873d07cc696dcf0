"""Paper as window and command line ask for it: who is on it, what it is called, which forms it leaves behind."""

import re
from pathlib import Path

import pypdfium2
import pytest

from metdesk import accounts, authorisations, forms, people, policy, printing, schools
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.jobs import Cancelled
from metdesk.people import Category, PeopleFilter, Person
from metdesk.printing import Printed


def words(printed: Printed, page: int = 0) -> str:
    """The words on a page, their line ends as spaces."""
    with pypdfium2.PdfDocument(printed.pdf) as document:
        return re.sub(r"\s+", " ", document[page].get_textpage().get_text_bounded())


def test_everybody_there_gets_a_form_but_pupils(sample_desk: Desk) -> None:
    asked = people.get_many(sample_desk, printing.people_for_forms(sample_desk))
    assert len(asked) == 512
    assert Category.PUPIL not in {one.category for one in asked.values()}
    assert len(printing.people_for_forms(sample_desk, pupils=True)) == 520
    assert len(printing.people_for_forms(sample_desk, category=Category.PUPIL)) == 8


def test_forms_come_in_the_order_in_which_they_are_handed_out(sample_desk: Desk) -> None:
    names = schools.names(sample_desk)
    asked = printing.people_for_forms(sample_desk)
    who = people.get_many(sample_desk, asked)
    piles = [(names[who[number].school_id or 0], who[number].team.casefold()) for number in asked]
    assert piles == sorted(piles)


def test_each_person_has_a_page_of_their_own_with_a_reference_that_finds_it(sample_desk: Desk) -> None:
    asked = printing.people_for_forms(sample_desk, schools.named(sample_desk, "Copse"))
    printed = printing.acknowledgements(sample_desk, asked).run()
    assert printed.pages == len(asked) == 46
    assert re.fullmatch(r"acknowledgements-copse-centre-\d{4}-\d\d-\d\d\.pdf", printed.file_name)
    page = words(printed, 7)
    reference = re.search(r"AF-\w{4}-\w{4}", page)
    assert reference
    form = forms.find(sample_desk, reference[0])
    assert form.person_id == asked[7]
    assert people.get(sample_desk, asked[7]).surname in page


def test_the_form_of_one_person_is_called_after_them(sample_desk: Desk) -> None:
    [number] = [
        row.id for row in people.page(sample_desk, PeopleFilter(find="Ştefănescu"), limit=5).rows
    ]  # fmt: skip
    job = printing.acknowledgements(sample_desk, [number])
    assert job.file_name.startswith("acknowledgements-ms-ioana-oneill-stefanescu-")


def test_nobody_to_print_for_is_refused(sample_desk: Desk) -> None:
    with pytest.raises(Refused, match="nobody"):
        printing.acknowledgements(sample_desk, [])


def test_somebody_gone_is_refused_and_no_form_is_left(sample_desk: Desk) -> None:
    with pytest.raises(Refused, match="no longer"):
        printing.acknowledgements(sample_desk, [1, 99_999])
    assert forms.of_person(sample_desk, 1) == []


def test_without_a_policy_there_is_nothing_to_acknowledge(desk: Desk, school: int) -> None:
    person = people.add(desk, Person(surname="Marsh", forename="Jo", school_id=school))
    with pytest.raises(Refused, match="no edition"):
        printing.acknowledgements(desk, [person])
    with pytest.raises(Refused, match="no edition"):
        printing.policy_edition(desk)


def test_a_permission_is_printed_for_the_head_who_gives_it(sample_desk: Desk) -> None:
    unsigned = next(one for account in accounts.everything(sample_desk) for one in account.unsigned)
    printed = printing.authorisation(sample_desk, unsigned.id).run()
    assert printed.pages == 1
    assert unsigned.person in words(printed)
    assert "Headteacher" in words(printed)


def test_where_there_is_no_head_the_trust_officer_signs(sample_desk: Desk) -> None:
    copse = schools.named(sample_desk, "Copse")
    account = next(one for one in accounts.everything(sample_desk, copse) if one.account.state == "active")
    printed = printing.permission_form(sample_desk, Authorisation(account_id=account.id)).run()
    officer = authorisations.who_grants(sample_desk, copse)
    assert officer
    assert people.get(sample_desk, officer).name in words(printed)
    assert "Trust officer" in words(printed)


def test_a_permission_for_no_account_is_refused(sample_desk: Desk) -> None:
    with pytest.raises(Refused):
        printing.permission_form(sample_desk, Authorisation(person_id=1))


def test_the_account_register_of_a_school_names_it(sample_desk: Desk) -> None:
    printed = printing.accounts(sample_desk, schools.named(sample_desk, "Dean")).run()
    assert "Dean Street Infants" in words(printed)
    assert "Brook Lane" not in words(printed)
    assert printed.file_name.startswith("account-register-dean-street-infants-")


def test_an_earlier_edition_can_be_printed(sample_desk: Desk) -> None:
    first = policy.editions(sample_desk)[-1]
    printed = printing.policy_edition(sample_desk, first.id).run()
    assert first.title in words(printed)


def test_the_recovery_sheet_is_confidential(desk: Desk) -> None:
    key = "-".join(["7K2M"] * 9)
    printed = printing.recovery_sheet(desk, key).run()
    assert printed.pages == 1
    assert "CONFIDENTIAL" in words(printed)


def test_every_page_says_who_printed_it_and_bears_the_seal(sample_desk: Desk) -> None:
    printed = printing.accounts(sample_desk).run()
    assert "by Jo Marsh" in words(printed, 3)
    assert sample_desk.seal_words() in words(printed, 3)


def test_drawing_can_be_given_up(sample_desk: Desk) -> None:
    def cancel(fraction: float, words: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        printing.acknowledgements(sample_desk, printing.people_for_forms(sample_desk)).run(cancel)


def test_a_file_name_holds_only_what_every_system_takes(sample_desk: Desk, tmp_path: Path) -> None:
    number = schools.named(sample_desk, "Dean")
    hostile = schools.School(name='../CON:<"é|?*' + "ŵ" * 150, kind="other", head_title="Headteacher")
    schools.change(sample_desk, number, hostile)
    name = printing.accounts(sample_desk, number).file_name
    assert re.fullmatch(r"[a-z0-9-]+\.pdf", name)
    assert len(name) < 100
