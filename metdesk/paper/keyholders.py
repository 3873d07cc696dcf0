"""The recovery sheet: the one key that opens a register when no passphrase does, to be kept in the safe."""

from dataclasses import dataclass
from typing import BinaryIO

from reportlab.platypus import Flowable, Table, TableStyle

from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, codes, fields, fonts
from metdesk.paper.furniture import Sheet, Words
from metdesk.paper.page import build
from metdesk.paper.theme import FIELD, HAIRLINE, INK, MM, MUTED, PORTRAIT_WIDTH, colour

TITLE = "Recovery key"

_CODE_SIZE = 38 * MM
_CELL_WIDTH, _CELL_HEIGHT = 8.2 * MM, 11.5 * MM
_GROUPS_A_ROW = 3
_GROUP_WIDTH = 4 * _CELL_WIDTH + 6 * MM
_ROW_HEIGHT = _CELL_HEIGHT + 3.2 * MM


@dataclass(frozen=True)
class RecoverySheet:
    """What the sheet shows: the register's name, and its key in nine groups of four."""

    register: str
    key: str


def print_recovery(sheet: Sheet, recovery: RecoverySheet, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes the sheet on one page and returns 1. The key is on it twice: to type, and to scan."""
    story: list[Flowable] = [
        blocks.para(
            f"Opens the register “{recovery.register}” of {sheet.trust} when nobody can open it with a passphrase.",
            "lead",
        ),
        _key(recovery.key),
        blocks.gap(4),
        blocks.heading("What it is", 2),
        blocks.para(
            "Whoever holds this sheet can open everything in the register. It is printed once and kept nowhere else: "
            "Metdesk cannot show it again, and nobody can make another without opening the register."
        ),
        blocks.heading("Where to keep it, and who may use it", 2),
        blocks.para(
            "In the school’s or the trust’s safe, in a sealed envelope, never beside the computer and never as a "
            "photograph. Agree in the trust who may take it out; two people together is best."
        ),
        blocks.heading("How to use it", 2),
        *blocks.bullets(
            [
                "Open the register in Metdesk, choose the recovery key in place of a passphrase, and type the nine "
                "groups or read the code with a scanner. The key has no letters O, I, L and U: what is round is a "
                "nought, what is upright is a one.",
                "Choose a new passphrase. Metdesk then prints a new sheet, and this one no longer opens the register.",
                "Put the new sheet in the safe, and shred this one.",
            ]
        ),
        blocks.heading("Kept in the safe", 2),
        fields.WriteLines([("Where it is kept", "", 2), ("Sealed and put there on", "", 1)], height=13 * MM),
        *[
            fields.WriteLines(
                [(f"Witness {number}: name", "", 1.2), ("Signature", "", 1.4), ("Date", "", 0.7)], height=15 * MM
            )
            for number in (1, 2)
        ],
    ]
    return build(sheet, story, out, progress=progress)


def _key(key: str) -> Table:
    grid, code = _KeyGrid(key.split("-")), _Code(key)
    look = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), fonts.BODY),
            ("BOX", (0, 0), (-1, -1), 1.1, colour(INK)),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("ALIGN", (1, 0), (1, 0), "RIGHT"),
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("RIGHTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 10),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
        ]
    )
    room = _CODE_SIZE + 24
    return Table([[grid, code]], colWidths=[PORTRAIT_WIDTH - room, room], style=look)


class _KeyGrid(Flowable):
    """Groups in rows of three, a box for each letter, and the group's number before it."""

    def __init__(self, groups: list[str]) -> None:
        super().__init__()
        self._groups = groups
        self.width = _GROUPS_A_ROW * _GROUP_WIDTH
        self.height = -(-len(groups) // _GROUPS_A_ROW) * _ROW_HEIGHT - 3.2 * MM

    def draw(self) -> None:
        for place, group in enumerate(self._groups):
            row, column = divmod(place, _GROUPS_A_ROW)
            bottom = self.height - row * _ROW_HEIGHT - _CELL_HEIGHT
            self._draw_group(place + 1, group, column * _GROUP_WIDTH + 4 * MM, bottom)

    def _draw_group(self, number: int, group: str, left: float, bottom: float) -> None:
        canvas = self.canv
        Words(str(number), fonts.BODY, 7, MUTED).draw(canvas, left - 4, bottom + _CELL_HEIGHT - 7, "right")
        canvas.setLineWidth(0.5)
        for place, letter in enumerate(group):
            canvas.setStrokeColor(colour(HAIRLINE))
            canvas.rect(left + place * _CELL_WIDTH, bottom, _CELL_WIDTH, _CELL_HEIGHT)
            Words(letter, fonts.STRONG, 19, INK).draw(
                canvas, left + (place + 0.5) * _CELL_WIDTH, bottom + 9.5, "centre"
            )
        canvas.setStrokeColor(colour(FIELD))
        canvas.rect(left, bottom, len(group) * _CELL_WIDTH, _CELL_HEIGHT)


class _Code(Flowable):
    """The key as a QR code."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.width = self.height = _CODE_SIZE

    def draw(self) -> None:
        path, side = codes.text_path(self._key)
        scale = _CODE_SIZE / side
        self.canv.addLiteral(f"q 0 g {scale:.4f} 0 0 {scale:.4f} 0 0 cm {path} f Q")
