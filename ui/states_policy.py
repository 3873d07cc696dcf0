"""The Policy tab and the imports, as they are photographed."""

import csv
from dataclasses import replace
from pathlib import Path

import resources
from metdesk import people, policy
from metdesk.intake.draft import Into
from metdesk.intake.plan import Action
from metdesk.intake.policy import read
from metdesk.people import PeopleFilter
from ui.importing import ImportDialog, import_list
from ui.policy import PolicyTab
from ui.policy_contents import About
from ui.policy_forms import check_form
from ui.reading import ReadingDialog, read_document
from ui.reading_tree import Branch, Spot
from ui.stage import Reach, Stage

_DOCUMENT = """Social Media Policy
Version: 2.0
Last revision date: May 2026
Next revision date: May 2028
Owner: Trust officer
Agreed with the unions on <b>4 May</b>; to be read with the letter of the same day.
1. Definitions
"Users": everybody who uses social media for the trust, for a school or for themselves, where others can see it.
2. Rules
2.1 Keep to this policy and to 2.2.
2.2 Ask when unsure:
- about pictures of students
- about names
"""
_HEADS = ("Staff code", "Surname", "Forename", "Work email", "Role", "Site", "Leaving date", "Password", "Room")
_SHORT = 26


def tab(stage: Stage) -> PolicyTab:
    """The Policy tab, in sight."""
    shown = stage.tab("policy")
    if not isinstance(shown, PolicyTab):
        raise TypeError(f"PolicyTab was expected, {type(shown).__name__} is shown")
    return shown


def _search(stage: Stage) -> None:
    tab(stage).search.setText("students")
    tab(stage).finder.next.click()


def _nothing_found(stage: Stage) -> None:
    tab(stage).search.setText("zebra")


def _list(stage: Stage, about: About) -> None:
    tab(stage).clear()
    tab(stage).choose(about)


def _check(stage: Stage) -> None:
    edition = tab(stage).edition
    if edition is not None:
        form = check_form(stage.room.desk, stage.room, edition.legislation()[0])
        form.editor("checked_on").control.setText("31/2/26")  # type: ignore[attr-defined]  # a date is typed in a line
        form.try_to_save()


def _earlier(stage: Stage) -> None:
    desk = stage.room.desk
    text = read(resources.read("policy/starter.md"), "starter.md")
    policy.adopt(desk, replace(text, version="1.1", last_revision="May 2026", note=""), source_name="Policy 2026.docx")
    tab(stage).read_edition(policy.editions(desk)[1].id)


def _all_editions(stage: Stage) -> None:
    tab(stage).go_clause("1")
    tab(stage).choose(About.EDITIONS)


# -- reading a document ----------------------------------------------------------------------------


def _document(stage: Stage) -> ReadingDialog:
    path = stage.folder / "Social Media Policy 2026.txt"
    path.write_text(_DOCUMENT, encoding="utf-8")
    tab(stage)
    read_document(stage.room.desk, stage.room, path)
    stage.settle()
    return stage.window.findChildren(ReadingDialog)[-1]


def _all_lines(stage: Stage) -> None:
    dialog = _document(stage)
    dialog.lines.all_button.click()
    dialog.lines.table.go_to(len(dialog.draft.source) - 1)


def _clause_form(stage: Stage) -> None:
    dialog = _document(stage)
    dialog.tree.choose(Spot(Branch.CLAUSES, dialog.draft.parts[-1].key))
    dialog.edit()


def _damaged(stage: Stage) -> None:
    path = stage.folder / "Policy.docx"
    path.write_bytes(b"PK\x03\x04 torn in two")
    read_document(stage.room.desk, stage.room, path)


# -- bringing lists in -----------------------------------------------------------------------------


def _staff_list(stage: Stage) -> Path:
    """A list of people of the sample, some of whom changed, with new ones and with rows that cannot be taken."""
    desk = stage.room.desk
    path = stage.folder / "Staff list.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADS)
        for number, row in enumerate(people.page(desk, PeopleFilter(), limit=_SHORT).rows):
            one = people.get(desk, row.id)
            job = f"{one.job} and cover" if number % 7 == 0 else one.job
            leaves = "31/2/26" if number == 3 else ""
            writer.writerow([one.staff_code, one.surname, one.forename, one.email, job, row.school, leaves, "x", "B12"])
        writer.writerow(["N1", "<b>O’Neil</b>", "Ann", "ann@school.example", "=1+1", row.school, "", "x", ""])
        writer.writerow(["N2", "Ştefan", "Ŵyn", "wyn at school", "Cook", "Nowhere School", "", "x", ""])
    return path


def _import(stage: Stage, kind: str, path: Path | None) -> ImportDialog:
    stage.tab("people")
    dialog = import_list(stage.room.desk, stage.room, kind, path)
    stage.settle()
    return dialog


def _columns(stage: Stage) -> ImportDialog:
    return _import(stage, "people", _staff_list(stage))


def _plan(stage: Stage) -> ImportDialog:
    dialog = _columns(stage)
    dialog.go_on()
    stage.settle()
    return dialog


def _accounts_columns(stage: Stage) -> None:
    path = stage.folder / "Accounts.csv"
    path.write_text("School,Platform,Handle,Link,Password,Followers\nAsh Hill Primary,X,@ashhill2,,secret,12\n")
    _import(stage, "accounts", path)


def _no_list(stage: Stage) -> None:
    path = stage.folder / "Holiday.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n picture")
    _import(stage, "people", path)


POLICY: list[tuple[str, Reach]] = [
    ("policy", tab),
    ("policy-clause", lambda stage: tab(stage).go_clause("5.2.4")),
    ("policy-long-clause", lambda stage: tab(stage).go_clause("6.1.5")),
    ("policy-section", lambda stage: tab(stage).go_clause("6")),
    ("policy-search", _search),
    ("policy-nothing-found", _nothing_found),
    ("policy-legislation", lambda stage: _list(stage, About.LEGISLATION)),
    ("policy-record-check", _check),
    ("policy-related", lambda stage: _list(stage, About.RELATED)),
    ("policy-definitions", lambda stage: _list(stage, About.DEFINITIONS)),
    ("policy-change-log", lambda stage: tab(stage).go_clause("8")),
    ("reading-not-understood", _document),
    ("reading-all-lines", _all_lines),
    ("reading-which-clause", lambda stage: _document(stage).make(Into.ITEM)),
    ("reading-clause-form", _clause_form),
    ("reading-import-anyway", lambda stage: _document(stage).try_to_import()),
    ("reading-damaged", _damaged),
    ("policy-earlier-edition", _earlier),
    ("policy-all-editions", _all_editions),
    ("policy-undone", lambda stage: stage.room.undo()),
]

IMPORTS: list[tuple[str, Reach]] = [
    ("import-choose", lambda stage: _import(stage, "people", None)),
    ("import-columns", _columns),
    ("import-plan", _plan),
    ("import-changed", lambda stage: _plan(stage).preview.show_only(str(Action.CHANGED))),
    ("import-accounts", _accounts_columns),
    ("import-schools", lambda stage: _import(stage, "schools", None)),
    ("import-no-list", _no_list),
]
