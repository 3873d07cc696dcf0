"""The forms of a case: what is written in it, who is named on it, how it ends, and the correction of an entry."""

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from metdesk import case_course, cases, casework, keyholders, reporting
from metdesk.attachments import ReadIn, most_bytes, read_in
from metdesk.calendar import count_of, show_date
from metdesk.case_record import (
    RECORDS,
    CaseAction,
    Conclusion,
    Done,
    EntryKind,
    Evidence,
    Handled,
    Note,
    Referral,
    Reopened,
    Statement,
)
from metdesk.case_seen import Case, Entry
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind, field, fields
from ui.form import FormDialog
from ui.panel import notice_box, stack
from ui.parts import Words
from ui.shell import Shell
from ui.tokens import Tone

_FILES = (
    "What can be taken in (*.png *.jpg *.jpeg *.gif *.webp *.tif *.tiff *.bmp *.heic *.pdf *.txt *.csv *.rtf *.docx "
    "*.xlsx *.pptx *.odt *.ods *.eml *.msg *.mp4 *.mov *.m4a *.mp3 *.wav)"
)
Save = Callable[[dict[str, Any]], object]


@dataclasses.dataclass(frozen=True)
class _Sort:
    """A kind of entry: its record, its form's title and intro, what the toast says, and which day is today."""

    record: type
    title: str
    intro: str
    said: str
    today: str = ""


SORTS = {
    "note": _Sort(Note, "Add to the chronology", "Write the day on which it happened; when you enter it is kept "
                  "beside it. Entries are never changed: a mistake is corrected by a further one.",
                  "entered in the chronology"),
    "statement": _Sort(Statement, "Add a statement", "In their own words, as they gave it.", "statement entered"),
    "action": _Sort(CaseAction, "Add an action", "A case is concluded once every action is done.", "action entered"),
    "referral": _Sort(Referral, "Record a referral", "A referral to the LADO stops the clock of 6.1.2.",
                      "referral entered", "referred_on"),
    "notified": _Sort(Note, "Record the notification", "That the Information Commissioner was notified, or why that "
                      "is not needed. It stops the 72 hours.", "notification recorded", "happened_on"),
    "lifted": _Sort(Note, "Taken off the file", "That the warning was taken off the person’s file. It is asked for "
                    "from the day on which it lapsed.", "the warning is off the file", "happened_on"),
}  # fmt: skip
"""The kinds of entry that a form of their own asks for, by their words."""


def entry_form(desk: Desk, shell: Shell, case_id: int, sort: str) -> FormDialog:
    """The form for a further entry, opened; `sort` is one of `SORTS`. Refused: not named on the case."""
    case, asked = cases.read(desk, case_id), SORTS[sort]

    def save(values: dict[str, Any]) -> None:
        record = asked.record(**values)
        if sort == "notified":
            casework.notified(desk, case_id, record)
        elif sort == "lifted":
            case_course.lifted(desk, case_id, record)
        else:
            casework.write(desk, case_id, EntryKind(sort), record)
        _said(shell, case, asked.said)

    form = _form(shell, case, asked.title, asked.record, save, "Enter", asked.intro, f"{sort} {case_id}")
    _all_rows(form, asked.record)
    if asked.today:
        form.editor(asked.today).set_value(desk.today())
    form.open()
    return form


def done_form(desk: Desk, shell: Shell, case_id: int, action: str) -> FormDialog:
    """The form that records that an action, named by its uuid, was done, opened. Refused: it is done already."""
    case = cases.read(desk, case_id)
    entry = next((one for one in case.open_actions if one.uuid == action), None)
    if entry is None:
        raise Refused("This is done already: look at the actions again.")

    def save(values: dict[str, Any]) -> None:
        casework.act_done(desk, case_id, action, Done(**values))
        _said(shell, case, "an action is done")

    intro = f"{entry.record.what} ({entry.record.owner}, by {show_date(entry.record.due_on)})."
    form = _form(shell, case, "Record that it was done", Done, save, "Record", intro, f"done {case_id} {action}")
    _all_rows(form, Done)
    form.editor("done_on").set_value(desk.today())
    form.open()
    return form


def choose_evidence(desk: Desk, shell: Shell, case_id: int) -> None:
    """Asks for a file and takes it in."""
    shell.open_files("Evidence", _FILES, lambda paths: take_in(desk, shell, case_id, paths[0]) if paths else None)


def take_in(desk: Desk, shell: Shell, case_id: int, path: Path) -> None:
    """Reads a file in beside the window, and asks where it came from; says why one is not taken in."""
    most = most_bytes(desk)
    shell.work(
        "Reading the file…",
        lambda progress: read_in(path, most, progress),
        lambda file: evidence_form(desk, shell, case_id, file),
    )


def evidence_form(desk: Desk, shell: Shell, case_id: int, file: ReadIn) -> FormDialog:
    """The form that takes in a file that was read, opened."""
    case = cases.read(desk, case_id)

    def save(values: dict[str, Any]) -> None:
        casework.add_evidence(desk, case_id, Evidence(**values), file.data, file.media_type)
        _said(shell, case, "evidence taken in")

    intro = "A copy is sealed in the case, byte for byte, with its SHA-256. The file itself stays where it is."
    form = FormDialog(
        shell.window(),
        "Take in evidence",
        Evidence,
        shell.lookups,
        save,
        save_words="Take in",
        intro=f"{case.row.title}. {intro}",
    )
    told = [Words(file.told, "small")] if file.told else []
    form.widget("File", stack(Words(file.about, "muted"), *told, Words(f"SHA-256 {file.sha256}", "small"), gap=1))
    _all_rows(form, Evidence)
    form.editor("name").set_value(file.name)
    form.editor("handled_by").set_value(desk.keyholder.name)
    form.editor("handled_on").set_value(desk.today())
    form.open()
    return form


def handled_form(desk: Desk, shell: Shell, case_id: int, evidence: str) -> FormDialog:
    """The form that records who else had a piece of evidence, named by its uuid, in hand, opened. Refused: there is
    none."""
    case = cases.read(desk, case_id)
    entry = case.piece(evidence)
    if entry is None:
        raise Refused("This evidence is no longer there: look at the case again.")

    def save(values: dict[str, Any]) -> None:
        casework.handled(desk, case_id, evidence, Handled(**values))
        _said(shell, case, "recorded who had the evidence")

    intro = f"Whoever else has “{entry.record.name}” in hand stands beside it, with the day and why."
    step = f"handled {case_id} {evidence}"
    form = _form(shell, case, "Who else had it", Handled, save, "Record", intro, step)
    _all_rows(form, Handled)
    form.editor("handled_on").set_value(desk.today())
    form.open()
    return form


def name_form(desk: Desk, shell: Shell, case_id: int, *, investigator: bool) -> FormDialog:
    """The form that names somebody with a key on a case, as its investigator or to see it, opened."""
    case = cases.read(desk, case_id)
    about = case.report.subjects
    names = tuple(
        one.name
        for one in keyholders.everyone(desk)
        if one.person_id not in about and (investigator or one.name not in case.named)
    )
    asked = dataclasses.make_dataclass(
        "Asked", [("name", str, field("Keyholder", Kind.SUGGESTED, choices=names, required=True))], frozen=True
    )

    def save(values: dict[str, Any]) -> None:
        if values["name"] not in names:
            raise Refused({"name": "Choose somebody from the list: who has a key, and whom the case does not concern."})
        case_course.name(desk, case_id, values["name"], "investigator" if investigator else "to see it")
        who = values["name"]
        _said(shell, case, f"{who} investigates it" if investigator else f"{who} reads it now")

    title = "Name an investigator" if investigator else "Name somebody to see it"
    starts = " The investigation starts with it." if investigator else ""
    intro = f"They read all of the case from now on, and of no other.{starts} Whoever it is about is not in the list."
    step = f"{'investigator' if investigator else 'see'} {case_id}"
    form = _form(shell, case, title, asked, save, "Name", intro, step)
    form.row("name")
    form.open()
    return form


def pass_on_form(desk: Desk, shell: Shell, case_ids: Sequence[int]) -> FormDialog:
    """The form that names somebody to see several cases, opened."""
    names = tuple(one.name for one in keyholders.everyone(desk) if not one.here)
    asked = dataclasses.make_dataclass(
        "Asked", [("name", str, field("Keyholder", Kind.SUGGESTED, choices=names, required=True))], frozen=True
    )

    def save(values: dict[str, Any]) -> None:
        named, left = case_course.pass_on(desk, case_ids, values["name"])
        also = f" Not {', '.join(left)}: about them." if left else ""
        shell.said(f"{values['name']} reads {count_of(named, 'case')} more now.{also}", undo=False)

    intro = "They read all of each case from now on, concluded ones too, but none that is about themselves."
    title = f"Name somebody to see {count_of(len(case_ids), 'case')}"
    form = FormDialog(shell.window(), title, asked, shell.lookups, save, save_words="Name", intro=intro)
    form.row("name")
    form.open()
    return form


def conclude_form(desk: Desk, shell: Shell, case_id: int) -> FormDialog:
    """The form for how a case ended, opened."""
    case = cases.read(desk, case_id)

    def save(values: dict[str, Any]) -> None:
        case_course.conclude(desk, case_id, Conclusion(**values))
        _said(shell, case, "concluded. It stands under “Concluded” now")

    intro = (
        f"Reported on {show_date(case.row.reported_on)}. All of it stays readable to those named; it can be reopened."
    )
    form = _form(shell, case, "Conclude", Conclusion, save, "Conclude", intro, f"conclude {case_id}")
    if case.open_actions:
        what = "; ".join(one.record.what for one in case.open_actions[:3])
        words = f"Something is still to be done: {what}. Record that it was done first."
        form.widget("Before that", notice_box(Tone.BAD, words))
    _all_rows(form, Conclusion)
    form.editor("decided_on").set_value(desk.today())
    form.open()
    return form


def reopen_form(desk: Desk, shell: Shell, case_id: int) -> FormDialog:
    """The form that takes a concluded case up again, opened."""
    case = cases.read(desk, case_id)

    def save(values: dict[str, Any]) -> None:
        case_course.reopen(desk, case_id, values["words"])
        _said(shell, case, "reopened")

    intro = "All that was written stays, the outcome too; the case goes on."
    form = _form(shell, case, "Reopen", Reopened, save, "Reopen", intro, f"reopen {case_id}")
    _all_rows(form, Reopened)
    form.open()
    return form


def correct_form(desk: Desk, shell: Shell, case_id: int, uuid: str) -> FormDialog:
    """The form for what stands in the place of an entry, named by its uuid, opened. Refused: it was corrected
    already."""
    case = cases.read(desk, case_id)
    entry = next((one for one in case.standing if one.uuid == uuid), None)
    if entry is None:
        raise Refused("This entry was corrected already: correct the one that stands in its place.")
    record = RECORDS[entry.kind]
    names = tuple(one.name for one in fields(record))
    why = field("Why", Kind.TEXT, required=True, help="Both entries stay readable, this beside them.")
    asked = dataclasses.make_dataclass("Corrected", [("why", str, why)], bases=(record,), frozen=True)

    def save(values: dict[str, Any]) -> None:
        reason = values.pop("why")
        right = dataclasses.replace(entry.record, **values)
        if entry.kind is EntryKind.REPORT:
            sent = reporting.correct(desk, case_id, uuid, right, reason)
            _said(shell, case, f"the report corrected. Who can read it now: {', '.join(sent.names)}")
        else:
            casework.write(desk, case_id, entry.kind, right, corrects=uuid, why=reason)
            _said(shell, case, "an entry corrected")

    form = _form(
        shell,
        case,
        "Correct the report" if entry.kind is EntryKind.REPORT else "Correct the entry",
        asked,
        save,
        "Enter the correction",
        _stays(entry),
        f"correct {case_id} {uuid}",
    )
    for name in names:
        form.row(name)
    form.row("why")
    for name in names:
        form.editor(name).set_value(getattr(entry.record, name))
    form.open()
    return form


def _stays(entry: Entry) -> str:
    if entry.kind is EntryKind.REPORT:
        return (
            "What was written stays readable. Where the case goes and which clocks run follow from the correction: "
            "whoever it goes to now reads it, and whom it turns out to be about no longer."
        )
    return "What was written stays readable; the correction stands in its place."


def _form(
    shell: Shell, case: Case, title: str, record: type, save: Save, words: str, intro: str, step: str
) -> FormDialog:
    draft = shell.drafts.of("breaches", step)
    told = f"{case.row.title}. {intro}"
    return FormDialog(shell.window(), title, record, shell.lookups, save, save_words=words, intro=told, draft=draft)


def _all_rows(form: FormDialog, record: type) -> None:
    for one in fields(record):
        form.row(one.name)


def _said(shell: Shell, case: Case, words: str) -> None:
    shell.said(f"{case.row.title}: {words}.", undo=False)
