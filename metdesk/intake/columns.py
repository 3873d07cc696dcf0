"""Which column of a list is which field: the wordings of school systems, and what must never be read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from metdesk.record import fields

_SCHOOL = (
    "School", "School name", "Establishment", "Establishment name", "Site", "Location", "Academy", "Base", "Setting",
    "Workplace", "Place of work", "Main school", "Work location",
)  # fmt: skip
_URN = ("URN", "School URN", "Establishment URN", "Academy URN", "Unique reference number")

_WHOM: Mapping[str, tuple[str, ...]] = {
    "surname": ("Surname", "Last name", "Family name", "Legal surname"),
    "forename": ("Forename", "First name", "Given name", "Preferred forename", "Legal forename"),
    "full_name": ("Person", "Full name", "Name", "Staff name", "Employee name", "Staff member", "Employee"),
    "staff_code": (
        "Staff code", "Employee number", "Payroll number", "Staff ID", "Employee ID", "Staff number", "Code",
    ),
    "email": ("E-mail", "Email", "Work email", "School email", "Email address", "E-mail address"),
    "school_id": _SCHOOL,
}  # fmt: skip
"""Whom a row is about, in the lists that name people of the register."""

WORDINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Person": {
        "surname": (
            "Surname", "Last name", "Legal surname", "Family name", "Legal last name", "Preferred surname",
            "Preferred last name", "Preferred family name", "Legal family name", "Staff surname", "Second name",
        ),
        "forename": (
            "Preferred forename", "Preferred first name", "Known as", "Preferred name", "Chosen name", "Forename",
            "First name", "Legal forename", "Legal first name", "Given name", "Given names", "Forename(s)",
            "First name(s)", "Christian name", "Staff forename",
        ),
        "full_name": (
            "Full name", "Name", "Staff name", "Employee name", "Display name", "Staff member", "Preferred full name",
            "Legal full name", "Person", "Employee", "Governor name", "Governor", "Member of staff", "Contact name",
        ),
        "title": ("Title", "Salutation", "Name title", "Prefix"),
        "staff_code": (
            "Staff code", "Employee number", "Payroll number", "Staff ID", "Employee ID", "Staff number",
            "Employee code", "Employee no", "Payroll no", "Payroll ref", "Payroll reference", "Staff no", "Staff ref",
            "Personnel number", "Arbor ID", "Arbor staff ID", "Bromcom ID", "MIS ID", "SIMS ID", "Person ID",
            "External ID", "Teacher code", "Code", "Staff initials",
        ),
        "email": (
            "Work email", "Work e-mail", "Work email address", "School email", "School email address", "Email",
            "E-mail", "Email address", "E-mail address", "Primary email", "Main email", "Primary email address",
            "Staff email", "Default email", "Email (work)", "Work email(s)", "User principal name",
        ),
        "category": (
            "Category", "Staff type", "Person type", "Staff category", "Staff group", "User type",
            "Teaching/Support", "Teaching or support", "Employee type", "Workforce group", "Type of person",
        ),
        "governor_type": ("Governor type", "Type of governor", "Governor category", "Trustee type"),
        "job": (
            "Role", "Job title", "Post", "Position", "Post title", "Job", "Job role", "Main role", "Roles",
            "Job description", "Occupation", "Business role", "Primary role", "Current role", "Role title",
        ),
        "team": (
            "Team", "Department", "Faculty", "Year group", "Dept", "Departments", "Year", "Year team", "Subject",
            "Class", "Registration group", "Section", "Phase",
        ),
        "school_id": _SCHOOL,
        "school_urn": _URN,
        "starts": (
            "Starts", "Start date", "Date started", "Employment start", "Date of arrival", "Employment start date",
            "Arrival date", "Date joined", "Joining date", "Joined", "Contract start", "Contract start date",
            "Date of joining", "Service start", "Date of appointment", "Appointed", "Appointment date", "From",
            "Continuous service start date", "Hire date", "Started",
        ),
        "ends": (
            "Leaves", "Leaving date", "End date", "Date left", "Contract end", "Date of leaving", "Contract end date",
            "Employment end", "Employment end date", "Leave date", "Last day", "Date of departure", "Departure date",
            "Left", "Term of office ends", "Term ends", "Service end", "Last working day", "Termination date", "Until",
        ),
    },
    "School": {
        "urn": _URN,
        "name": ("Name", "School name", "Establishment name", "School", "Establishment", "Academy name", "Academy"),
        "kind": ("Kind", "School kind"),
        "phase": ("Phase of education", "Phase", "School phase"),
        "type": ("Type of establishment", "Establishment type", "School type", "Type"),
        "town": ("Town", "Town or city", "Address town", "Town/City", "Post town"),
        "email": (
            "Office e-mail", "Office email", "Main email", "Email", "E-mail", "Email address", "School email",
            "E-mail address",
        ),
        "head_title": (
            "Title of the head", "Head preferred job title", "Headteacher job title", "Head job title",
            "Head's job title",
        ),
        "head_id": (
            "Head", "Headteacher", "Head teacher", "Headteacher name", "Head teacher name", "Head name", "Principal",
            "Head of School", "Head's name", "Centre Manager", "Name of headteacher", "Headteacher / Principal",
        ),
        "head_prefix": ("Head title", "Headteacher title", "Head teacher title"),
        "head_forename": ("Head first name", "Headteacher first name", "Head teacher first name", "Head forename"),
        "head_surname": (
            "Head last name", "Headteacher last name", "Head teacher last name", "Head surname", "Headteacher surname",
        ),
        "chair_id": (
            "Chair of governors", "Chair of the governing body", "Chair", "Chair of governors name", "Chair's name",
        ),
        "route": ("What concerns the head goes to",),
        "authority": ("Local authority", "LA (name)", "LA name", "LA", "Local authority (name)"),
        "lado_time": ("Its LADO is to be told within",),
        "devices": ("Personal devices", "Devices"),
        "status": ("Establishment status", "Status", "School status"),
        "closed_on": ("Close date", "Closed on", "Closed", "Date closed", "Closed date", "Closing date"),
        "successor": ("Successor URN", "Link URN", "Linked URN", "Linked establishment URN", "Successor"),
    },
    "Account": {
        "school_id": _SCHOOL,
        "school_urn": _URN,
        "platform": ("Platform", "Social media platform", "Network", "Service", "Site type", "Channel", "Social media"),
        "handle": (
            "Account name", "Handle", "Username", "User name", "Account", "Name", "Page name", "Profile", "Page",
            "Profile name", "Account handle",
        ),
        "address": (
            "Address", "URL", "Link", "Web address", "Account address", "Page address", "Website", "Account URL",
        ),
        "purpose": ("Purpose", "Used for", "Use", "Description", "What it is for", "Reason"),
        "reaches_students": (
            "Reaches students", "Students", "Reaches pupils", "Student facing", "Pupil facing", "Used with students",
            "Used with pupils",
        ),
        "held_with": ("Held with", "Registered email", "Account email", "Email", "Registered to", "Email address"),
        "personal": ("Held with a personal account", "Personal account", "Personal"),
        "state": ("State", "Status", "Account status"),
        "opened": ("Opened", "Date opened", "Opened on", "Created", "Start date", "Date created"),
        "closed": ("Closed", "Date closed", "Closed on", "Closing date", "End date"),
        "next_check": ("Next check", "Check due", "Review date", "Next review", "Next check due"),
        "notes": ("Notes", "Note", "Comments", "Comment", "Remarks"),
    },
    "Acknowledgement": {
        **_WHOM,
        "edition_id": ("Edition", "Version", "Policy version", "Policy edition"),
        "answer": ("Answer", "Status", "Signed?", "Acknowledged", "Response", "Result"),
        "signed_on": (
            "Signed on", "Date signed", "Signed", "Date acknowledged", "Acknowledged on", "Signature date", "Date",
            "Date completed", "Completed",
        ),
        "received_on": ("Received on", "Date received", "Received", "Returned", "Returned on", "Date returned"),
        "reason": ("Reason", "Note", "Notes", "Comment", "Comments"),
        "stands": ("Stands",),
    },
    "Declaration": {
        **_WHOM,
        "nothing": ("Nothing to declare", "Nil return", "Nil", "None to declare"),
        "with_kind": ("With", "With whom", "Kind of person", "Relationship with"),
        "with_whom": ("Named as", "Student", "Pupil", "Parent", "Other person", "Declared about", "Name of student"),
        "relationship": ("Relationship", "Nature of relationship", "Kind of relationship", "Type of relationship"),
        "platforms": ("Platforms", "Platform", "Social media", "Where"),
        "since": ("Since when", "Since", "Known since"),
        "words": ("In their words", "Details", "Description", "Comments", "Notes"),
        "declared_on": ("Declared on", "Date declared", "Date of declaration", "Date", "Signed on", "Date signed"),
        "received_on": ("Received on", "Date received", "Received"),
        "state": ("State", "Status", "How it stands"),
    },
    "Approach": {
        **_WHOM,
        "student": ("Student", "Pupil", "Student name", "Pupil name", "Approached by", "Name of student"),
        "student_kind": ("They were a", "Kind of student", "Student or ex-student"),
        "platform": ("Platform", "Social media", "Where", "Network"),
        "happened_on": ("Happened on", "Date", "Date of approach", "When", "Date of contact"),
        "said": ("What was said", "What happened", "Details", "Message", "Description"),
        "reply": ("The reply", "Reply", "Response"),
        "replied_on": ("Replied on", "Date of reply", "Reply sent on"),
        "tone": ("Tone of the reply", "Tone"),
        "solely": ("Only through the school", "Solely"),
        "solely_reason": ("What that rests on",),
        "reported_on": ("Reported to the head on", "Reported on", "Date reported", "Head told on"),
    },
}  # fmt: skip
"""Record → field → its wordings; the first of them that a list has is taken."""

_OTHER_LABELS = {
    "surname": "Surname",
    "forename": "Forename",
    "staff_code": "Staff code",
    "email": "E-mail",
    "school_id": "School",
    "stands": "Whether it stands",
    "state": "How it stands",
    "full_name": "Full name",
    "governor_type": "Kind of governor",
    "school_urn": "URN of the school",
    "phase": "Phase of education",
    "type": "Type of establishment",
    "head_prefix": "Head: Mr, Mrs, …",
    "head_forename": "Head: forename",
    "head_surname": "Head: surname",
    "status": "Open or closed",
    "closed_on": "Closed on",
    "successor": "URN of the successor",
}
"""What a list may hold beside the fields of the record."""

_SEVERAL = {"surname", "forename"}
"""Fields for which a list may have several columns (preferred, legal): the first that is filled counts."""

_INSTEAD = {"full_name": ("surname", "forename"), "head_id": ("head_forename", "head_surname")}
"""Columns that are left alone where the list has both of the others."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_SECRET_WORDS = {
    "pass", "passes", "password", "passwords", "passwd", "passcode", "passcodes", "passphrase", "passkey", "passwort",
    "pwd", "pw", "pword", "psw", "pswd", "pin", "pins", "pincode", "secret", "secrets", "credential", "credentials",
    "otp", "2fa", "mfa",
}  # fmt: skip
_SECRET_PARTS = (
    "password", "passwd", "passcode", "passphrase", "passwort", "securityanswer", "recoverycode", "logindetails",
)  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+[a-z]*|[^\W\d_]+")


def normal(wording: str) -> str:
    """A heading as it is compared: letters and digits in small, without `(name)`, which GIAS puts behind."""
    return _NOT_LETTERS.sub("", wording.casefold().replace("(name)", ""))


def is_secret(heading: str) -> bool:
    """Whether a column of this name holds passwords or the like, which no list should carry."""
    plain = normal(heading)
    if plain in _SECRET_WORDS or any(part in plain for part in _SECRET_PARTS):
        return True
    return not _SECRET_WORDS.isdisjoint(word.casefold() for word in _WORD.findall(heading))


def known(row: Iterable[str]) -> int:
    """How many cells of a row are the names of columns."""
    return sum(normal(cell) in _all_wordings() or is_secret(cell) for cell in row if 0 < len(cell) < 60)


def propose(header: Sequence[str], record: type) -> dict[int, str]:
    """Which column fills which field of `record` (Person, School, Account, …), as far as the names say.

    Where several columns may fill one field, the one that comes first in the answer counts first.
    """
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        places.setdefault(normal(heading), place)
    found: dict[int, str] = {}
    for name, wordings in WORDINGS[record.__name__].items():
        there = [places[key] for key in map(normal, wordings) if key in places]
        found |= dict.fromkeys(dict.fromkeys(there if name in _SEVERAL else there[:1]), name)
    for whole, parts in _INSTEAD.items():
        if set(parts) <= set(found.values()):
            found = {place: name for place, name in found.items() if name != whole}
    return found


def choices(record: type) -> dict[str, str]:
    """What a column of a list of `record` can be: name of the field → its label, in their order."""
    labels = {one.name: one.label for one in fields(record)}
    return {name: labels.get(name) or _OTHER_LABELS[name] for name in WORDINGS[record.__name__]}


@cache
def _all_wordings() -> frozenset[str]:
    return frozenset(normal(word) for one in WORDINGS.values() for words in one.values() for word in words)
