"""Paper about declarations and approaches, for window and command line; as `metdesk.printing`.

Whoever may not read a record cannot print it, and what is printed by somebody else than its keeper was opened.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metdesk import approaches, attachments, declarations, forms, people, reconfirming, reviewers, schools
from metdesk.approaches import ApproachFilter
from metdesk.calendar import count_of
from metdesk.confidential import keeps, note_openings, require_sight, sight
from metdesk.declaration_record import OPEN
from metdesk.declarations import DeclarationFilter, File
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import FormKind
from metdesk.people import Person, listed_name
from metdesk.printing import Job, file_name, new_sheet, people_of

if TYPE_CHECKING:
    from metdesk.paper.approaches import ApproachForm
    from metdesk.paper.declarations import DeclarationForm, Reviewer
    from metdesk.paper.furniture import FormCode, Sheet


def blank_declaration(desk: Desk, person_id: int | None = None) -> Job:
    """The form to declare on, for this person, or for whoever takes it. Refused: a person who is not there."""
    from metdesk.paper.declarations import DeclarationForm

    who = _who(desk, person_id) if person_id is not None else None
    form = _code(forms.issue(desk, FormKind.DECLARATION, [person_id])[0])
    if person_id is None or who is None:
        return _declaration_job(desk, DeclarationForm(form), "")
    person, there = who
    filled = DeclarationForm(form, reviewer(desk, person_id), person.name, person.job, there)
    return _declaration_job(desk, filled, person.name)


def declaration(desk: Desk, declaration_id: int) -> Job:
    """What somebody declared, with what was done about it, and the box in which the head decides.

    Refused: no such declaration, no sight of it.
    """
    from metdesk.paper.declarations import DeclarationForm

    file = declarations.read(desk, declaration_id)
    seen, found = file.seen, attachments.of(desk, "declaration", declaration_id)
    form = _code(forms.issue(desk, FormKind.DECLARATION, [None], declaration_id=declaration_id)[0])
    filled = DeclarationForm(form, reviewer(desk, seen.person_id), seen.person, seen.job, seen.school, file, found)
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

    person, there = _who(desk, person_id)
    sheet = _sheet(desk, paper.COPY_TITLE, there)
    return Job(
        paper.COPY_TITLE,
        file_name(sheet, "own-copy", f"{subject} {person.surname}"),
        lambda out, progress: paper.print_own_copy(sheet, person.name, there, files, out, progress),
    )


def reconfirmation(desk: Desk, person_ids: Sequence[int]) -> Job:
    """A sheet for each of these people, in their order, to say whether what they declared is still so (6.5.4).

    Refused: nobody to print for, somebody who is no longer in the register, no sight of somebody's declarations.
    """
    from metdesk.paper import reconfirmation as paper

    who, names, may = people_of(desk, person_ids), schools.names(desk), sight(desk)
    for number in person_ids:
        if not may.reaches(number, who[number].school_id):
            require_sight(desk, number)
    only = person_ids[0] if len(person_ids) == 1 else None
    wanted = DeclarationFilter(states=tuple(OPEN), person_id=only)
    found = [one for one in declarations.files(desk, wanted) if one.seen.person_id in who]
    standing: dict[int, list[File]] = {number: [] for number in who}
    for one in found:
        standing[one.seen.person_id].append(one)
    issued = forms.issue(desk, FormKind.DECLARATION, person_ids)
    note_printing(desk, found, (), "Reconfirmation sheets were printed")
    pages: list[paper.PersonSheet] = []
    for number, form in zip(person_ids, issued, strict=True):
        person = who[number]
        listed, school = listed_name(person.surname, person.forename), names.get(person.school_id or 0, "")
        pages.append(paper.PersonSheet(_code(form), person.name, listed, person.job, school, standing[number]))
    homes = {page.school for page in pages}
    home = homes.pop() if len(homes) == 1 else ""
    sheet = _sheet(desk, paper.TITLE, home)
    name = file_name(sheet, "reconfirmation", pages[0].person if only else home)
    return Job(paper.TITLE, name, lambda out, progress: paper.print_sheets(sheet, pages, out, progress))


def outstanding_sheets(desk: Desk, school_id: int | None = None) -> Job:
    """A sheet for everyone who has yet to reconfirm this year, as the office hands them out. Refused: nobody is
    outstanding, or no sight of what is declared."""
    require_sight(desk)
    return reconfirmation(desk, [row.id for row in reconfirming.outstanding(desk, school_id)])


def blank_approach(desk: Desk, person_id: int | None = None) -> Job:
    """The form to record an approach on (6.5.5), for this person, or for whoever takes it. Refused: a person who is
    not there."""
    from metdesk.paper.approaches import ApproachForm

    who = _who(desk, person_id) if person_id is not None else None
    form = _code(forms.issue(desk, FormKind.APPROACH, [person_id])[0])
    if person_id is None or who is None:
        return _approach_job(desk, ApproachForm(form), "")
    person, there = who
    return _approach_job(
        desk, ApproachForm(form, reviewer(desk, person_id), person.name, person.job, there), person.name
    )


def approach(desk: Desk, approach_id: int) -> Job:
    """The record of an approach as it stands, with what is attached to it, to be signed and filed.

    Refused: no such approach, no sight of it.
    """
    from metdesk.paper.approaches import ApproachForm

    file = approaches.read(desk, approach_id)
    seen, found = file.seen, attachments.of(desk, "approach", approach_id)
    form = _code(forms.issue(desk, FormKind.APPROACH, [None], approach_id=approach_id)[0])
    filled = ApproachForm(form, reviewer(desk, seen.person_id), seen.person, seen.job, seen.school, file, found)
    return _approach_job(desk, filled, seen.title)


def _approach_job(desk: Desk, form: "ApproachForm", subject: str) -> Job:
    from metdesk.paper import approaches as paper

    sheet = _sheet(desk, paper.TITLE, form.school)
    name = file_name(sheet, "approach", subject.removeprefix("Approach "))
    return Job(paper.TITLE, name, lambda out, progress: paper.print_record(sheet, form, out, progress))


def register(desk: Desk, school_id: int | None = None) -> Job:
    """Everything that stands of declarations and approaches, in full, of one school or of all that the keyholder sees.

    Refused: who sees counts alone; the redacted one is for them.
    """
    from metdesk.paper import declaration_register as paper

    require_sight(desk)
    files = declarations.files(desk, DeclarationFilter(school_id=school_id))
    found = approaches.everything(desk, ApproachFilter(school_id=school_id))
    note_printing(desk, files, found, "The declarations register was printed")
    names = _seen_schools(desk, school_id)
    listed = list(names.values())
    sheet = _sheet(desk, paper.TITLE, listed[0] if school_id else "")
    name = file_name(sheet, "declarations-register", sheet.school)
    return Job(
        paper.TITLE, name, lambda out, progress: paper.print_register(sheet, files, found, listed, out, progress)
    )


def redacted(desk: Desk, school_id: int | None = None) -> Job:
    """The register without names, small numbers hidden, of one school or of all: for everybody, and for a meeting."""
    from metdesk.paper import redacted_register as paper

    names = {school_id: schools.get(desk, school_id).name} if school_id else schools.names(desk)
    told = paper.Redacted(
        schools=names,
        declarations=declarations.nameless(desk, school_id),
        approaches={number: approaches.figures(desk, number) for number in names},
        one_school=school_id is not None,
    )
    sheet = new_sheet(desk, paper.TITLE, names[school_id] if school_id else "")
    name = file_name(sheet, "declarations-register-redacted", sheet.school)
    return Job(paper.TITLE, name, lambda out, progress: paper.print_redacted(sheet, told, out, progress))


def _seen_schools(desk: Desk, school_id: int | None) -> dict[int, str]:
    """The schools that the register lists: that one, or all that the keyholder sees. Refused: one out of sight."""
    may, names = sight(desk).school_ids, schools.names(desk)
    if school_id is not None:
        names = {school_id: schools.get(desk, school_id).name}
        if may is not None and school_id not in may:
            raise Refused(f"Your key is not for {names[school_id]}: print the redacted register instead.")
    return {number: name for number, name in names.items() if may is None or number in may}


def note_printing(desk: Desk, files: Sequence[File], found: Sequence[approaches.Seen], words: str) -> None:
    """Keeps in one entry which declarations and approaches were printed that the keyholder does not keep."""
    opened = {
        "declaration": [one.seen.id for one in files if not keeps(desk, one.seen.person_id)],
        "approach": [one.id for one in found if not keeps(desk, one.person_id)],
    }
    counts = (
        count_of(len(opened["declaration"]), "declaration"),
        count_of(len(opened["approach"]), "approach", "approaches"),
    )
    told = [words for words, ids in zip(counts, opened.values(), strict=True) if ids]
    note_openings(desk, opened, f"{words}: {' and '.join(told)} opened")


def reviewer(desk: Desk, person_id: int) -> "Reviewer":
    """Who decides on what this person declares, as the form names them."""
    from metdesk.paper.declarations import Reviewer

    number, home = reviewers.reviewer(desk, person_id), people.get(desk, person_id).school_id
    if number is None or home is None:
        return Reviewer()
    school = schools.get(desk, home)
    role = school.head_title if number == school.head_id else "Trust officer"
    if number not in (school.head_id, desk.trust.officer_id):
        role = "Chair of governors"
    return Reviewer(people.get(desk, number).name, role)


def _who(desk: Desk, person_id: int) -> tuple[Person, str]:
    """The person and the name of their school. Refused: they are no longer there."""
    person = people.get(desk, person_id)
    return person, schools.names(desk).get(person.school_id or 0, "")


def _code(form: forms.Form) -> "FormCode":
    from metdesk.paper.furniture import FormCode

    return FormCode(form.code, form.reference)


def _sheet(desk: Desk, title: str, school: str) -> "Sheet":
    from metdesk.paper.furniture import Marking

    return new_sheet(desk, title, school, Marking.CONFIDENTIAL)
