"""Forms about keys: saving derives them, which takes a second or more, beside the window."""

from collections.abc import Callable, Sequence
from typing import Any

from metdesk.desk import Desk
from metdesk.errors import Refused
from ui.form import FormDialog
from ui.lending import Lending
from ui.shell import Shell
from ui.theme import px
from ui.working import Worker, WorkStrip

Job = Callable[[], Any]
_SPARE = 56  # for what is said once something was typed


class KeyForm(FormDialog):
    """A form that lends the desk to its work and closes once that is done.

    `prepare(values, …)` returns the work; it also gets what each of `checks` returned, which name their own problems
    in place and refuse. `words` say what is being done; `after` gets what the work returned. Where the work fails in
    another way than by refusing, `broken` gets the error.
    """

    finishes = True
    """A lock waits for the work that was begun: a key half made is no key."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        title: str,
        record: type,
        prepare: Callable[..., Job],
        after: Callable[[Any], object],
        *,
        checks: Sequence[Callable[[], Any]] = (),
        words: str,
        save_words: str,
        intro: str = "",
        broken: Callable[[Exception], object] | None = None,
    ) -> None:
        super().__init__(shell.window(), title, record, shell.lookups, prepare, save_words=save_words, intro=intro)
        self._desk = desk
        self.worker = Worker(self)
        self._lending = Lending(desk, self.worker, shell.window())
        self._prepare, self._checks, self._words = prepare, checks, words
        self._after, self._broken = after, broken
        strip = WorkStrip(self.worker)
        strip.cancel_button.hide()  # a key half made is no key
        layout = self.layout()
        if layout is not None:
            layout.addWidget(strip)

    def try_to_save(self) -> None:
        """Does the work beside the window, or says what is missing."""
        if self.worker.busy:
            return
        work = self._prepared()
        if work is None:
            return
        self._busy(True)
        self._lending.work(self._words, lambda _: work(), self._worked, self._failed, lambda: self._busy(False))

    def _prepared(self) -> Job | None:
        """The work; None where something is missing, which then stands beside its field."""
        found: list[Any] = []
        problems: dict[str, str] = {}
        for check in (self.values, *self._checks):
            try:
                found.append(check())
            except Refused as refused:
                problems |= refused.problems if check == self.values else {}
        self.show_problems(problems)
        return self._prepare(*found) if len(found) == 1 + len(self._checks) else None

    def _fit(self) -> None:
        super()._fit()
        if self._checks:
            room = self.screen().availableGeometry().height() - 60
            self.resize(self.width(), min(self.height() + px(_SPARE), room))

    def _worked(self, result: Any) -> None:
        self.accept()
        self._after(result)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if isinstance(error, Refused):
            self.show_problems(error.problems)
        elif self._broken is not None:
            self.accept()
            self._broken(error)
        else:
            self.show_problems({"": str(error)})

    def _busy(self, busy: bool) -> None:
        for one in (self._area, self.save_button, self.cancel_button):
            one.setEnabled(not busy)

    def reject(self) -> None:
        if not self.worker.busy:
            super().reject()

    def done(self, result: int) -> None:
        """Waits for what is being done and takes the desk back before the dialog goes."""
        self.worker.stop()
        self._lending.end()
        super().done(result)
