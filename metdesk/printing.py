"""The one place where window and command line ask for paper.

Each function gathers what its paper shows, records the forms it hands out, and returns a `Job`, which knows
neither the register nor the window: its `run` may be done elsewhere, with progress.
"""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO
from unicodedata import normalize

from metdesk import accounts as account_register
from metdesk import authorisations, forms, people, policy, schools
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import FormKind
from metdesk.jobs import Progress, quietly
from metdesk.people import Category, PeopleFilter, Person
from metdesk.record import sentence_case

if TYPE_CHECKING:
    from metdesk.paper.acknowledgements import PersonForm
    from metdesk.paper.furniture import Marking, Sheet

_EVERYBODY = 10_000_000
_AT_ONCE = 500
_LONGEST_NAME = 60

Draw = Callable[[BinaryIO, Progress], int]


@dataclass(frozen=True)
class Printed:
    """A finished PDF: its title, its bytes, its pages, and a good name to save it under."""

    title: str
    pdf: bytes
    pages: int
    file_name: str


@dataclass(frozen=True)
class Job:
    """Paper that is ready to be drawn; `draw` writes it to a stream and returns its pages."""

    title: str
    file_name: str
    draw: Draw

    def run(self, progress: Progress = quietly) -> Printed:
        """Draws the pages. Raises what `progress` raises to cancel; then nothing was made."""
        out = io.BytesIO()
        pages = self.draw(out, progress)
        return Printed(self.title, out.getvalue(), pages, self.file_name)


def people_for_forms(
    desk: Desk, school_id: int | None = None, category: str = "", *, pupils: bool = False
) -> list[int]:
    """The ids of everybody there now who is asked to sign: by school, team and name, as forms are handed out.

    Pupils are left out (section 2) unless wanted (section 4) or asked for as `category`.
    """
    found = people.page(desk, PeopleFilter(school_id=school_id, category=category), limit=_EVERYBODY).rows
    with_pupils = pupils or category == Category.PUPIL
    wanted = [row for row in found if with_pupils or row.category != Category.PUPIL]
    wanted.sort(key=lambda row: (row.school.casefold(), row.team.casefold()))  # and by name, as they came
    return [row.id for row in wanted]


def acknowledgements(desk: Desk, person_ids: Sequence[int], *, by_team: bool = False) -> Job:
    """A form for each of these people to sign the edition in force, in their order.

    `by_team` adds the list of what is handed out and a sheet before each team's forms.

    Refused: nobody to print for, no edition yet, somebody who is no longer in the register.
    """
    from metdesk.paper import acknowledgements as paper

    edition = edition_of(desk, None)
    who = people_of(desk, person_ids)
    names = schools.names(desk)
    issued = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, person_ids, edition_id=edition.facts.id)
    pages = [_person_form(form, who[form.person_id or 0], names) for form in issued]
    homes = {who[number].school_id for number in person_ids}
    home = names.get(homes.pop() or 0, "") if len(homes) == 1 else ""
    sheet = new_sheet(desk, paper.TITLE, home)
    facts = edition.facts
    about = paper.FormEdition(facts.title, facts.version, facts.last_revision, facts.status)
    subject = who[person_ids[0]].name if len(person_ids) == 1 else home
    return Job(
        paper.TITLE,
        file_name(sheet, "acknowledgements", subject),
        lambda out, progress: paper.print_forms(sheet, about, pages, out, progress, by_team=by_team),
    )


def _person_form(form: forms.Form, person: Person, names: dict[int, str]) -> "PersonForm":
    from metdesk.paper.acknowledgements import PersonForm

    return PersonForm(
        code=form.code,
        reference=form.reference,
        surname=person.surname,
        forename=person.forename,
        school=names.get(person.school_id or 0, ""),
        category=sentence_case(person.category),
        job=", ".join(word for word in (person.job, person.team) if word),
        staff_code=person.staff_code,
        team=person.team,
    )


def people_of(desk: Desk, person_ids: Sequence[int]) -> dict[int, Person]:
    """These people. Refused: somebody who is no longer in the register."""
    found: dict[int, Person] = {}
    for start in range(0, len(person_ids), _AT_ONCE):
        found |= people.get_many(desk, person_ids[start : start + _AT_ONCE])
    if any(number not in found for number in person_ids):
        raise Refused("Somebody on this list is no longer in the register: look at the list again.")
    return found


def authorisation(desk: Desk, authorisation_id: int) -> Job:
    """The form of a permission that is in the register, for the head and the person to sign (6.2.1, 6.3.1)."""
    return permission_form(desk, authorisations.get(desk, authorisation_id))


def permission_form(desk: Desk, permission: Authorisation) -> Job:
    """The form of a permission that is still to be given: what is known is filled in, the rest left to write.

    Refused: no account, or one that is not in the register; a person who is not.
    """
    from metdesk.paper import accounts as paper

    if permission.account_id is None:
        raise Refused({"account_id": "Choose the account that the permission is for."})
    account = account_register.get(desk, permission.account_id)
    person = people.get(desk, permission.person_id) if permission.person_id else None
    school = schools.get(desk, account.school_id) if account.school_id else None
    granter = permission.granted_by_id or (account.school_id and authorisations.who_grants(desk, account.school_id))
    head = people.get(desk, granter) if granter else None
    is_officer = granter is not None and granter == desk.trust.officer_id and school and granter != school.head_id
    form = forms.issue(
        desk, FormKind.AUTHORISATION, [permission.person_id], account_id=permission.account_id
    )[0]  # fmt: skip
    filled = paper.AuthorisationForm(
        code=form.code,
        reference=form.reference,
        person=person.name if person else "",
        job=person.job if person else "",
        platform=account.platform,
        account=account.handle,
        address=account.address,
        purpose=account.purpose,
        starts=permission.starts,
        ends=permission.ends,
        on_account=person is not None,
        with_students=permission.with_students,
        head_title="Trust officer" if is_officer else school.head_title if school else "Headteacher",
        head=head.name if head else "",
    )
    sheet = new_sheet(desk, paper.FORM_TITLE, school.name if school else "")
    subject = f"{account.handle} {person.surname if person else ''}"
    return Job(
        paper.FORM_TITLE,
        file_name(sheet, "permission", subject),
        lambda out, progress: paper.print_authorisation(sheet, filled, out, progress),
    )


def accounts(desk: Desk, school_id: int | None = None) -> Job:
    """The account register of one school, or of the trust with a nil return for schools without accounts."""
    from metdesk.paper import accounts as paper

    names = schools.names(desk)
    school = schools.get(desk, school_id).name if school_id else ""
    held = account_register.everything(desk, school_id)
    listed = [school] if school else list(names.values())
    sheet = new_sheet(desk, paper.REGISTER_TITLE, school)
    return Job(
        paper.REGISTER_TITLE,
        file_name(sheet, "account-register", school),
        lambda out, progress: paper.print_register(sheet, held, listed, out, progress),
    )


def policy_edition(desk: Desk, edition_id: int | None = None) -> Job:
    """An edition of the policy; the one in force where none is named. Refused: there is none."""
    from metdesk.paper.policy import print_policy

    edition = edition_of(desk, edition_id)
    sheet = new_sheet(desk, edition.facts.title or "Social Media Policy", "")
    return Job(
        sheet.title,
        file_name(sheet, "policy", f"edition {edition.facts.version}"),
        lambda out, progress: print_policy(sheet, edition, out, progress),
    )


def edition_of(desk: Desk, edition_id: int | None) -> policy.Edition:
    """The edition, or the one in force where none is named. Refused: there is none."""
    edition = policy.get(desk, edition_id) if edition_id else policy.current(desk)
    if edition is None:
        raise Refused("There is no edition of the policy yet: read the starter edition or import your document first.")
    return edition


def recovery_sheet(desk: Desk, key: str) -> Job:
    """The sheet with the recovery key in nine groups, for the safe."""
    from metdesk.paper import keyholders as paper
    from metdesk.paper.furniture import Marking

    sheet = new_sheet(desk, paper.TITLE, "", Marking.CONFIDENTIAL)
    facts = paper.RecoverySheet(desk.folder.stem, key)
    return Job(
        paper.TITLE,
        file_name(sheet, "recovery-key", desk.folder.stem),
        lambda out, progress: paper.print_recovery(sheet, facts, out, progress),
    )


def new_sheet(desk: Desk, title: str, school: str, marking: "Marking | None" = None) -> "Sheet":
    """What every page of a paper says, at this moment; OFFICIAL unless it is marked otherwise."""
    from metdesk.paper.furniture import Marking, Sheet

    trust = desk.trust
    now: datetime = desk.store.now().astimezone().replace(microsecond=0)
    return Sheet(
        title=title,
        trust=trust.name,
        school=school,
        logo=trust.logo,
        printed_at=now,
        printed_by=desk.keyholder.name,
        marking=marking or Marking.OFFICIAL,
        seal=desk.seal_words(),
    )


def file_name(sheet: "Sheet", what: str, subject: str) -> str:
    """`acknowledgements-ash-hill-primary-2026-11-22.pdf`: letters that every file system takes."""
    plain = normalize("NFKD", subject.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")
    return "-".join(part for part in (what, words, f"{sheet.printed_at:%Y-%m-%d}") if part) + ".pdf"
