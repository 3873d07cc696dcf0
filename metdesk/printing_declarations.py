"""Paper about declarations and approaches, for window and command line; as `metdesk.printing`.

Whoever may not read a record cannot print it, and what is printed by somebody else than its keeper was opened.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metdesk import declarations, forms, people, reviewers, schools
from metdesk.calendar import count_of
from metdesk.confidential import keeps, note_openings, require_sight
from metdesk.declarations import DeclarationFilter, File
from metdesk.desk import Desk
from metdesk.forms import FormKind
from metdesk.people import Person
from metdesk.printing import Job, file_name, new_sheet
from metdesk.schools import School

if TYPE_CHECKING:
    from metdesk.paper.declarations import DeclarationForm, Reviewer
    from metdesk.paper.furniture import FormCode, Sheet


def blank_declaration(desk: Desk, person_id: int | None = None) -> Job:
    """The form to declare on, for this person, or for whoever takes it. Refused: a person who is not there."""
    from metdesk.paper.declarations import DeclarationForm, Reviewer

    form = _code(forms.issue(desk, FormKind.DECLARATION, [person_id])[0])
    if person_id is None:
        return _declaration_job(desk, DeclarationForm(form, Reviewer()), "")
    person, school = _who(desk, person_id)
    filled = DeclarationForm(form, reviewer(desk, person_id), person.name, person.job, school.name if school else "")
    return _declaration_job(desk, filled, person.name)


def declaration(desk: Desk, declaration_id: int) -> Job:
    """What somebody declared, with what was done about it, and the box in which the head decides.

    Refused: no such declaration, no sight of it.
    """
    from metdesk.paper.declarations import DeclarationForm

    file = declarations.read(desk, declaration_id)
    seen = file.seen
    form = _code(forms.issue(desk, FormKind.DECLARATION, [None], declaration_id=declaration_id)[0])
    filled = DeclarationForm(form, reviewer(desk, seen.person_id), seen.person, seen.job, seen.school, file)
    return _declaration_job(desk, filled, seen.title)


def _declaration_job(desk: Desk, form: "DeclarationForm", subject: str) -> Job:
    from metdesk.paper import declarations as paper

    sheet = _sheet(desk, paper.FORM_TITLE, form.school)
    name = file_name(sheet, "declaration", subject.removeprefix("Declaration "))
    return Job(paper.FORM_TITLE, name, lambda out, progress: paper.print_form(sheet, form, out, progress))


def own_copy(desk: Desk, declaration_id: int) -> Job:
    """What somebody declared and what was decided, for them to keep. Refused: no such declaration, no sight of it."""
    file = declarations.read(desk, declaration_id)
    return _copy_job(desk, file.seen.person_id, [file], file.seen.title)


def own_copies(desk: Desk, person_id: int) -> Job:
    """Everything that stands of what somebody declared, for them to keep. Refused: no sight of it."""
    require_sight(desk, person_id)
    found = declarations.files(desk, DeclarationFilter(person_id=person_id))
    note_printing(desk, found, (), "The copy of a person’s declarations was printed")
    return _copy_job(desk, person_id, found, "")


def _copy_job(desk: Desk, person_id: int, files: Sequence[File], subject: str) -> Job:
    from metdesk.paper import declarations as paper

    person, school = _who(desk, person_id)
    there = school.name if school else ""
    sheet = _sheet(desk, paper.COPY_TITLE, there)
    return Job(
        paper.COPY_TITLE,
        file_name(sheet, "own-copy", f"{subject} {person.surname}"),
        lambda out, progress: paper.print_own_copy(sheet, person.name, there, files, out, progress),
    )


def note_printing(desk: Desk, files: Sequence[File], approaches: Sequence[tuple[int, int]], words: str) -> None:
    """Keeps in one entry which records were printed that the keyholder does not keep; `approaches` are ids, each with
    that of its person."""
    opened = {
        "declaration": [one.seen.id for one in files if not keeps(desk, one.seen.person_id)],
        "approach": [number for number, person_id in approaches if not keeps(desk, person_id)],
    }
    told = ", ".join(
        count_of(len(ids), kind, f"{kind}es" if kind == "approach" else "") for kind, ids in opened.items() if ids
    )
    note_openings(desk, opened, f"{words}: {told} opened")


def reviewer(desk: Desk, person_id: int) -> "Reviewer":
    """Who decides on what this person declares, as the form names them."""
    from metdesk.paper.declarations import Reviewer

    number = reviewers.reviewer(desk, person_id)
    _, school = _who(desk, person_id)
    if number is None or school is None:
        return Reviewer()
    role = school.head_title if number == school.head_id else "Trust officer"
    if number not in (school.head_id, desk.trust.officer_id):
        role = "Chair of governors"
    return Reviewer(people.get(desk, number).name, role)


def _who(desk: Desk, person_id: int) -> tuple[Person, School | None]:
    person = people.get(desk, person_id)
    return person, schools.get(desk, person.school_id) if person.school_id else None


def _code(form: forms.Form) -> "FormCode":
    from metdesk.paper.furniture import FormCode

    return FormCode(form.code, form.reference)


def _sheet(desk: Desk, title: str, school: str) -> "Sheet":
    from metdesk.paper.furniture import Marking

    return new_sheet(desk, title, school, Marking.CONFIDENTIAL)
