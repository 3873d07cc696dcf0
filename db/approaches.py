"""Approaches by students and ex-students that were rejected (6.5.5): table."""

from __future__ import annotations

from typing import ClassVar

from peewee import DateField, IntegerField, TextField

from db.base import Table


class Approach(Table):
    """One approach and the reply to it; `student_key` makes the student's name comparable, `corrects_id` is the row
    in whose place this one stands."""

    SEARCH: ClassVar[tuple[str, ...]] = ("student", "platform")

    person_id = IntegerField()
    student = TextField()
    student_key = TextField()
    student_kind = TextField()
    platform = TextField(default="")
    happened_on = DateField()
    said = TextField(default="")
    reply = TextField(default="")
    replied_on = DateField(null=True)
    tone = TextField(default="")
    solely = TextField(default="")
    solely_reason = TextField(default="")
    reported_on = DateField(null=True)
    form_id = IntegerField(null=True)
    corrects_id = IntegerField(null=True)
    correction = TextField(default="")
