"""The table of roles: every command, given in every role and in three places, does what the table says."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

import resources
from db import keys
from metdesk import (
    accounts,
    answering,
    approaches,
    attachments,
    authorisations,
    confidential,
    declarations,
    declaring,
    forms,
    keyholders,
    people,
    policy,
    reporting,
    reviewing,
    roles,
    rounds,
    schools,
    sitting,
    term_dates,
)
from metdesk.account_record import Account
from metdesk.acknowledgement_record import Acknowledgement, Round
from metdesk.approach_record import Approach
from metdesk.attachments import ReadIn
from metdesk.authorisations import Authorisation
from metdesk.case_record import Report
from metdesk.declaration_record import Decision, Declaration
from metdesk.desk import Desk, start
from metdesk.errors import Refused
from metdesk.intake import accounts as account_list
from metdesk.intake import approaches as approach_list
from metdesk.intake import declarations as declaration_list
from metdesk.intake import people as staff_list
from metdesk.intake import policy as reader
from metdesk.intake import schools as school_list
from metdesk.intake.plan import Plan, carry_out
from metdesk.intake.spreadsheet import parse
from metdesk.people import Person
from metdesk.roles import COMMANDS, Role, Scope
from metdesk.term_dates import TermDate
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.metdesk.files import csv_file

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
WHY = re.compile(
    "you can look but not do this|This is for the whole trust|Your key is not for|you see how many there are"
    "|your key is not for"
)
HERS, ELSEWHERE = "Ash Hill", "Elm Grove"


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text("utf-8") == roles.document(), "write docs/roles.md anew from metdesk.roles.document()"


@dataclass
class Office:
    """A register with a keyholder for every role, for all schools and for each of two; the manager prepares things
    and then somebody else sits down."""

    desk: Desk
    school: int
    elsewhere: int
    head: int
    unlocked: dict[tuple[str, str], keys.Unlocked]
    made: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    def seat(self, role: str, where: str) -> None:
        """Somebody of that role, for all schools or one, sits down."""
        self.desk.store.seat(replace(self.unlocked[role, where], database_key=self.desk.store.unlocked.database_key))

    def manage(self) -> None:
        """The manager who prepares things sits down."""
        self.seat("", "")

    def name(self) -> str:
        """A name that was not used yet."""
        return f"No {next(self.made)}"

    def person(self) -> int:
        """A further person of the school."""
        return people.add(self.desk, Person(surname=self.name(), forename="Kofi", school_id=self.school))

    def account(self) -> int:
        """A further account of the school."""
        return accounts.add(self.desk, self.new_account())

    def new_account(self) -> Account:
        return Account(school_id=self.school, platform="Facebook", handle=self.name().replace(" ", ""))

    def permission(self) -> Authorisation:
        """A permission that could be given for a further account."""
        today = self.desk.today()
        return Authorisation(self.account(), self.person(), granted_by_id=self.head, granted_on=today, starts=today)


def _rows(*rows: tuple[str, ...]) -> bytes:
    return csv_file(*rows)


# -- how each command is given: a function prepares what it needs, as the manager, and returns what is to be tried ----

Trial = Callable[[], object]


def _change_school(at: Office) -> Trial:
    changed = replace(schools.get(at.desk, at.school), town=at.name())
    return lambda: schools.change(at.desk, at.school, changed)


def _bin_school(at: Office) -> Trial:
    number = schools.add(at.desk, schools.School(name=at.name()))
    return lambda: schools.put_in_bin(at.desk, number)


def _import_schools(at: Office) -> Trial:
    table = parse(_rows(("School", "Town"), (at.name(), "Melton")), "schools.csv")
    return lambda: carry_out(at.desk, school_list.plan(at.desk, table))


def _term(at: Office) -> Trial:
    closed = TermDate(kind="closure", name=at.name(), starts=at.desk.today(), ends=at.desk.today(), school_id=at.school)
    return lambda: term_dates.add(at.desk, closed)


def _change_person(at: Office) -> Trial:
    number = at.person()
    changed = replace(people.get(at.desk, number), job="Teacher")
    return lambda: people.change(at.desk, number, changed)


def _bin_person(at: Office) -> Trial:
    number = at.person()
    return lambda: people.put_in_bin(at.desk, [number])


def _import_people(at: Office) -> Trial:
    table = parse(_rows(("Surname", "Forename", "School"), (at.name(), "Kofi", HERS)), "staff.csv")
    return lambda: _all_taken(carry_out(at.desk, staff_list.plan(at.desk, table)))


def _import_accounts(at: Office) -> Trial:
    handle = at.name().replace(" ", "")
    table = parse(_rows(("School", "Platform", "Handle"), (HERS, "Facebook", handle)), "accounts.csv")
    return lambda: _all_taken(carry_out(at.desk, account_list.plan(at.desk, table)))


def _all_taken(summary: dict[str, object]) -> None:
    """Rows that a list may not bring are left out: here that is what is refused."""
    if summary["refused"]:
        raise Refused(str(summary["refused"]))


def _change_account(at: Office) -> Trial:
    number = at.account()
    return lambda: accounts.close(at.desk, number, at.desk.today(), "No longer used.")


def _bin_account(at: Office) -> Trial:
    number = at.account()
    return lambda: accounts.put_in_bin(at.desk, number)


def _check_account(at: Office) -> Trial:
    number = at.account()
    return lambda: accounts.look(at.desk, number, "In order.")


def _grant(at: Office) -> Trial:
    permission = at.permission()
    return lambda: authorisations.grant(at.desk, permission)


def _end(at: Office) -> Trial:
    number = authorisations.grant(at.desk, at.permission())
    return lambda: authorisations.end(at.desk, number, at.desk.today(), "Other duties.")


def _import_policy(at: Office) -> Trial:
    text = reader.read(resources.read("policy/starter.md").replace(b"social media", at.name().encode()), "starter.md")
    return lambda: policy.adopt(at.desk, text, source_name="starter.md")


def _starter(at: Office) -> None:
    if policy.current(at.desk) is None:
        policy.adopt(at.desk, reader.read(resources.read("policy/starter.md"), "s.md"), source_name="s.md")


def _reference(at: Office) -> Trial:
    _starter(at)
    edition = policy.current(at.desk)
    assert edition
    return lambda: policy.record_check(at.desk, edition.references[0].id, at.desk.today(), place=at.name())


def _print_forms(at: Office) -> Trial:
    number = at.person()
    return lambda: forms.issue(at.desk, forms.FormKind.ACKNOWLEDGEMENT, [number])


def _ask(at: Office) -> Trial:
    _starter(at)
    for one in rounds.listed(at.desk, closed=False):
        rounds.close(at.desk, one.id)
    return lambda: rounds.ask(at.desk, Round(school_id=at.school, due_on=at.desk.today()))


def _close_round(at: Office) -> Trial:
    _ask(at)
    number = rounds.ask(at.desk, Round(school_id=at.school, due_on=at.desk.today()))
    return lambda: rounds.close(at.desk, number)


def _answer(at: Office) -> Acknowledgement:
    _starter(at)
    return Acknowledgement(person_id=at.person(), signed_on=at.desk.today())


def _enter(at: Office) -> Trial:
    answer = _answer(at)
    return lambda: answering.enter(at.desk, answer)


def _correct(at: Office) -> Trial:
    number = answering.enter(at.desk, _answer(at))
    wrong = Acknowledgement(answer="mistake", correction="The wrong person.")
    return lambda: answering.correct(at.desk, number, wrong)


def _import_answers(at: Office) -> Trial:
    answer = _answer(at)
    return lambda: answering.enter_many(at.desk, [answer])


def _new_declaration(at: Office) -> Declaration:
    told = {"with_kind": "other", "with_whom": at.name(), "relationship": "family member"}
    return Declaration(person_id=at.person(), declared_on=at.desk.today(), **told)


def _declare(at: Office) -> Trial:
    new = _new_declaration(at)
    return lambda: declaring.add(at.desk, new)


def _declared(at: Office) -> int:
    return declaring.add(at.desk, _new_declaration(at))


def _correct_declaration(at: Office) -> Trial:
    number = _declared(at)
    right = replace(declarations.get(at.desk, number), since="2019", correction="Left out.")
    return lambda: declaring.correct(at.desk, number, right)


def _bin_declaration(at: Office) -> Trial:
    number = _declared(at)
    return lambda: declaring.put_in_bin(at.desk, number)


def _confirm_declaration(at: Office) -> Trial:
    number = _declared(at)
    return lambda: declaring.confirm(at.desk, [number], at.desk.today())


def _file_decision(at: Office) -> Trial:
    number, today = _declared(at), at.desk.today()
    said = Decision(outcome="approved", reason="Known.", decided_on=today, decided_by_id=at.head)
    return lambda: reviewing.file_decision(at.desk, number, said)


def _open_declaration(at: Office) -> Trial:
    number = _declared(at)
    return lambda: confidential.note_opening(at.desk, "declaration", [number], f"Declaration {number} was opened")


def _new_approach(at: Office) -> Approach:
    told = {"student": at.name(), "platform": "Instagram", "said": "Hi."}
    return Approach(person_id=at.person(), happened_on=at.desk.today(), **told)


def _enter_approach(at: Office) -> Trial:
    new = _new_approach(at)
    return lambda: approaches.add(at.desk, new)


def _correct_approach(at: Office) -> Trial:
    number = approaches.add(at.desk, _new_approach(at))
    right = replace(approaches.get(at.desk, number), platform="X", correction="It was X.")
    return lambda: approaches.correct(at.desk, number, right)


def _report_approach(at: Office) -> Trial:
    number = approaches.add(at.desk, _new_approach(at))
    return lambda: approaches.report(at.desk, number, at.desk.today())


def _bin_approach(at: Office) -> Trial:
    number = approaches.add(at.desk, _new_approach(at))
    return lambda: approaches.put_in_bin(at.desk, number)


def _import_declarations(at: Office) -> Trial:
    header = ("Surname", "Forename", "Nothing to declare", "Declared on")
    return _import_of(at, declaration_list.plan, header, "yes", "1/3/2026")


def _import_approaches(at: Office) -> Trial:
    header = ("Surname", "Forename", "Student", "What was said", "Platform", "Happened on")
    return _import_of(at, approach_list.plan, header, "L. B.", "A request.", "X", "1/3/2026")


def _import_of(at: Office, plan: Callable[..., Plan], header: tuple[str, ...], *cells: str) -> Trial:
    person = people.get(at.desk, at.person())
    table = parse(csv_file(header, (person.surname, person.forename, *cells)), "list.csv")
    return lambda: _all_taken(carry_out(at.desk, plan(at.desk, table)))


def _say_who(at: Office) -> Trial:
    person = at.person()
    return lambda: sitting.say_who(at.desk, KEYHOLDER, person)


def _report_breach(at: Office) -> Trial:
    today = at.desk.today()
    told = {"category": "other", "clauses": "6.1.1", "school_id": at.school, "happened_on": today, "reported_on": today}
    return lambda: reporting.report(
        at.desk, Report(what=at.name(), reported_by="A parent", harm="no sign of harm", **told)
    )


def _keyholder(at: Office) -> str:
    name = at.name()
    keyholders.add(at.desk, name, Role.READER, [], PASSPHRASE, cost=keys.CHEAPEST)
    return name


def _change_keyholder(at: Office) -> Trial:
    name = _keyholder(at)
    return lambda: keyholders.change(at.desk, name, Role.INVESTIGATOR, [])


def _remove_keyholder(at: Office) -> Trial:
    name = _keyholder(at)
    return lambda: keyholders.remove(at.desk, name)


def _undo(at: Office) -> Trial:
    number = at.account()
    accounts.look(at.desk, number, "In order.")
    return lambda: at.desk.undo()


def _attach(at: Office) -> Trial:
    number, name = at.person(), at.name()
    file = ReadIn("note.txt", "text/plain", "", None, name.encode())
    return lambda: attachments.add(at.desk, "person", number, file, "Handed in")


def _bin_attachment(at: Office) -> Trial:
    file = ReadIn("note.txt", "text/plain", "", None, at.name().encode())
    number = attachments.add(at.desk, "person", at.person(), file, "Handed in")
    return lambda: attachments.put_in_bin(at.desk, number)


CALLS: dict[str, Callable[[Office], Trial]] = {
    "trust.change": lambda at: lambda: schools.change_trust(at.desk, at.name(), None, None),
    "settings.change": lambda at: lambda: at.desk.choose("lock_minutes", 3 + next(at.made) % 50),
    "schools.add": lambda at: lambda: schools.add(at.desk, schools.School(name=at.name())),
    "schools.change": _change_school,
    "schools.bin": _bin_school,
    "schools.import": _import_schools,
    "calendar.change": _term,
    "people.add": lambda at: at.person,
    "people.change": _change_person,
    "people.bin": _bin_person,
    "people.import": _import_people,
    "accounts.add": lambda at: at.account,
    "accounts.change": _change_account,
    "accounts.bin": _bin_account,
    "accounts.check": _check_account,
    "accounts.import": _import_accounts,
    "accounts.grant": _grant,
    "accounts.end": _end,
    "rounds.ask": _ask,
    "rounds.close": _close_round,
    "acknowledgements.add": _enter,
    "acknowledgements.correct": _correct,
    "acknowledgements.import": _import_answers,
    "declarations.add": _declare,
    "declarations.correct": _correct_declaration,
    "declarations.bin": _bin_declaration,
    "declarations.step": _confirm_declaration,
    "declarations.file": _file_decision,
    "declarations.open": _open_declaration,
    "declarations.import": _import_declarations,
    "approaches.import": _import_approaches,
    "approaches.add": _enter_approach,
    "approaches.correct": _correct_approach,
    "approaches.step": _report_approach,
    "approaches.bin": _bin_approach,
    "attachments.add": _attach,
    "attachments.bin": _bin_attachment,
    "breaches.report": _report_breach,
    "policy.import": _import_policy,
    "policy.reference": _reference,
    "forms.print": _print_forms,
    "keyholders.add": lambda at: lambda: _keyholder(at),
    "keyholders.change": _change_keyholder,
    "keyholders.person": _say_who,
    "keyholders.remove": _remove_keyholder,
    "keyholders.recovery_key": lambda at: lambda: keyholders.new_recovery_key(at.desk),
    "keyholders.sheet_kept": lambda at: lambda: keyholders.sheet_kept(at.desk),
    "undo": _undo,
}
"""How each command of the table is given. A command of yours that is new comes here too."""

OF_THEIR_OWN = {
    "breaches.write": "asks as well who is named on the case: test_cases",
    "breaches.name": "asks as well who is named on the case: test_cases",
    "breaches.conclude": "asks as well who is named on the case: test_cases",
    "declarations.decide": "asks as well which person it is who sits there: test_reviewing",
    "figures.keep": "passes over whoever may not: test_figures",
    "keyholders.passphrase": "needs each one's own passphrase: test_keyholders",
    "keyholders.hand_over": "ends with nobody else at the desk: test_keyholders",
    "register.restore": "is for a register that is closed: test_restoring",
}


def test_every_command_of_the_table_is_tried() -> None:
    assert set(CALLS) | set(OF_THEIR_OWN) == set(COMMANDS)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The register, made once; its keyholders are real, with a passphrase each."""
    folder = tmp_path_factory.mktemp("roles") / "Roles.metdesk"
    desk, _ = start(folder, "Mowbray", None, KEYHOLDER, "business manager", PASSPHRASE, cost=keys.CHEAPEST)
    desk.close()
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as opened:
        here, there = (schools.add(opened, schools.School(name=name)) for name in (HERS, ELSEWHERE))
        head = people.add(opened, Person(surname="Patel", forename="Asha", school_id=here))
        schools.appoint(opened, here, head)
        for role in Role:
            for where, ids in (("all", []), ("here", [here]), ("there", [there])):
                keyholders.add(opened, f"{role} {where}", role, ids, PASSPHRASE, cost=keys.CHEAPEST)
        unlocked = {
            (str(role), where): keys.unlock(folder, f"{role} {where}", PASSPHRASE)
            for role in Role
            for where in ("all", "here", "there")
        }
        unlocked["", ""] = opened.store.unlocked
        yield Office(opened, here, there, head, unlocked)


def allowed(command: str, role: Role, where: str) -> bool:
    """What the table says."""
    about = COMMANDS[command]
    reaches = where == "all" or about.scope is Scope.ANY or (about.scope is Scope.SCHOOL and where == "here")
    return role in about.roles and reaches


@pytest.mark.parametrize("command", CALLS)
def test_a_command_is_allowed_to_whom_the_table_says(command: str, office: Office) -> None:
    said, why = {}, {}
    for role in Role:
        for where in ("all", "here", "there"):
            office.manage()
            trial = CALLS[command](office)
            office.seat(role, where)
            said[role, where] = allowed(command, role, where)
            why[role, where] = refusal(office, trial)
    office.manage()
    assert {one: not words for one, words in why.items()} == said
    assert all(WHY.search(words) for words in why.values() if words), why


def refusal(office: Office, trial: Trial) -> str:
    """Why the trial was refused, which then has changed nothing; nothing where it was not."""
    seal = office.desk.seal_words()
    try:
        trial()
    except Refused as refused:
        assert office.desk.seal_words() == seal
        return str(refused)
    return ""
