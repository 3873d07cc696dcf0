"""The words by which policies name their own particulars: labels of metadata, columns of a change log, headings."""

import re

from metdesk.intake.documents.block import clean

_DETAILS: dict[str, tuple[str, ...]] = {
    "title": ("title", "policy title", "document title", "policy name", "name of policy", "title of policy"),
    "version": ("version", "version number", "version no", "policy version", "document version", "edition"),
    "last_revision": (
        "last revision date",
        "last revision",
        "last revised",
        "date of last revision",
        "last review date",
        "date of last review",
        "last reviewed",
        "last reviewed on",
        "last review",
        "date last reviewed",
        "date reviewed",
        "reviewed on",
        "last updated",
        "revision date",
        "issue date",
        "date of issue",
        "date approved",
        "date of approval",
        "approval date",
        "approved on",
        "date adopted",
        "date of adoption",
        "adopted on",
        "effective date",
        "effective from",
        "date",
    ),
    "next_revision": (
        "next revision date",
        "next revision",
        "date of next revision",
        "next review date",
        "date of next review",
        "next review due",
        "next review due by",
        "next review",
        "date for review",
        "review due",
        "review due date",
        "due for review",
        "to be reviewed",
        "review date",
    ),
    "owner": (
        "owner",
        "policy owner",
        "document owner",
        "owned by",
        "policy lead",
        "responsible officer",
        "responsible person",
        "person responsible",
    ),
    "authors": ("authors", "author", "policy author", "document author", "written by", "prepared by", "produced by"),
    "status": ("status", "policy status", "document status", "approval status"),
    "note": ("note", "please note"),
    "": (
        "document type",
        "type of document",
        "type",
        "policy type",
        "category",
        "approved by",
        "approved",
        "approval",
        "approving body",
        "ratified by",
        "adopted by",
        "reviewed by",
        "audience",
        "target audience",
        "applies to",
        "distribution",
        "published",
        "publication",
        "published on website",
        "location",
        "reference",
        "policy reference",
        "document reference",
        "reference number",
        "policy number",
        "review cycle",
        "review frequency",
        "frequency of review",
        "review period",
        "statutory",
        "signed",
        "signed by",
        "contact",
        "school",
        "trust",
        "academy",
        "classification",
        "supersedes",
        "replaces",
    ),
}
_RANKED = {label: (field, rank) for field, labels in _DETAILS.items() for rank, label in enumerate(labels)}
_LONGEST_FIRST = sorted(_RANKED, key=len, reverse=True)

_COLUMNS: dict[str, tuple[str, ...]] = {
    "version": ("version", "version number", "version no", "ver", "v", "issue", "edition", "revision"),
    "date": ("date", "date of change", "date changed", "revision date", "when", "date amended", "review date"),
    "page": ("page", "pages", "page number", "page numbers", "page no", "page/section", "section", "sections"),
    "change": (
        "change",
        "changes",
        "changes made",
        "change made",
        "description",
        "description of change",
        "description of changes",
        "details",
        "details of change",
        "details of changes",
        "summary",
        "summary of changes",
        "amendment",
        "amendments",
        "nature of change",
        "reason",
        "reason for change",
        "comments",
    ),
    "approver": ("approver", "approved by", "approval", "authorised by", "approved", "approving body"),
}
_COLUMN_OF = {name: field for field, names in _COLUMNS.items() for name in names}
_CONTENTS = {"contents", "table of contents", "contents page", "list of contents", "index", "contents:"}


def _plain(text: str) -> str:
    words = re.sub(r"\(s\)|[’']s\b", "s", clean(text).casefold())
    return clean(re.sub(r"[:*]", " ", words)).rstrip(".-–—")


def detail_of(label: str) -> tuple[str, int] | None:
    """The field that a metadata label names, with its rank among rival labels (0 is best).

    The field is "" for a label that is known but has no field ("Document type"). None for no such label.
    """
    return _RANKED.get(_plain(label)) if len(label) < 60 else None


def labelled(text: str) -> tuple[str, str] | None:
    """ "Version: 2.0" as its label and value, where the label is known and a colon stands between."""
    before, colon, after = text.partition(":")
    if colon and after.strip() and detail_of(before):
        return clean(before), clean(after)
    return None


def labelled_without_colon(text: str) -> tuple[str, str] | None:
    """ "Version 2.0" as its label and value: what remains of a table that was copied as plain lines."""
    words = clean(text)
    for label in _LONGEST_FIRST:
        value = words[len(label) :]
        if words[: len(label)].casefold() == label and words[0].isupper() and (value[:1] == " " or value[:1].isupper()):
            return words[: len(label)], value.strip()
    return None


def columns_of(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that the heads of a change log name, "" for an unknown head; empty when it is no such head.

    A head has three known columns at least, a version or date and the change itself among them.
    """
    fields = tuple(_COLUMN_OF.get(_plain(cell), "") for cell in cells)
    known = {field for field in fields if field}
    is_head = len(known) >= 3 and "change" in known and known & {"version", "date"}
    return fields if is_head else ()


def is_contents_heading(text: str) -> bool:
    """Whether a line is the title of a contents page."""
    return clean(text).casefold().strip(":. ") in _CONTENTS
