"""The states of a case’s evidence that are photographed: seen inline, large, and changed on disk."""

from ui.case_evidence import EvidenceBlock
from ui.kept_file import Thumbnail
from ui.stage import Reach, Stage
from ui.states_breaches import tab, worked_on


def _to_sight(stage: Stage) -> EvidenceBlock:
    """The first piece of evidence in the panel, brought to sight and drawn."""
    panel = tab(stage).panel
    stage.settle()
    block = next(one for one in panel.findChildren(EvidenceBlock) if one.isVisible())
    panel.verticalScrollBar().setValue(block.y() - 48)
    stage.settle()
    return block


def _seen(stage: Stage) -> None:
    tab(stage).finder.open_all()
    tab(stage).show_id(worked_on(stage))
    _to_sight(stage)


def _large(stage: Stage) -> None:
    shown = tab(stage).panel.findChildren(Thumbnail)
    max(shown, key=lambda one: one.height()).click()


def _changed(stage: Stage) -> None:
    """Read as if it were changed, while a view stands before its table; nothing is written, and the seal stays."""
    raw = stage.room.desk.store.database.raw
    changed = "CASE id WHEN (SELECT MAX(id) FROM main.breach_file) THEN x'00' ELSE content END AS content"
    columns = [row[1] for row in raw.execute("PRAGMA table_info(breach_file)")]
    listed = ", ".join(changed if one == "content" else one for one in columns)
    raw.execute(f"CREATE TEMP VIEW breach_file AS SELECT {listed} FROM main.breach_file")  # noqa: S608 - our own names
    shown = tab(stage)
    shown.pictures.show_case(0)
    shown.refresh()
    blocks = [one for one in shown.panel.findChildren(EvidenceBlock) if not one.isHidden()]
    shown.panel.ensureWidgetVisible(blocks[-1], 0, 120)
    stage.settle()
    raw.execute("DROP VIEW temp.breach_file")


EVIDENCE: list[tuple[str, Reach]] = [
    ("breach-evidence-seen", _seen),
    ("breach-evidence-large", _large),
    ("breach-evidence-changed", _changed),
]
