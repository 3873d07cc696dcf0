"""The code on every form: QR version 2, level M, 32 capital letters and digits, drawn as one path.

At a fixed version and mask each module of a QR code is an XOR of bits of its text, so the code is an
affine map over GF(2) of the sixteen 11-bit character pairs (ISO/IEC 18004, 7.4.5, alphanumeric mode).
zxing-cpp draws the 177 codes from which all others follow; a code then costs microseconds, not 90 of them.
"""

import functools
import itertools
from typing import Any, cast

from metdesk.errors import Refused

LENGTH = 32
MODULES = 25
_MASK = 3
_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # digits alone would make the encoder choose numeric mode
_BASE = "A" * LENGTH
_PAIR_BITS = 11


def code_path(code: str) -> str:
    """The dark modules of `code` as PDF path operators, one unit a module, origin at the lower left.

    Refused: anything but 32 capital letters and digits.
    """
    dark = code_modules(code).to_bytes((MODULES * MODULES + 7) // 8, "little")
    return " ".join(filter(None, map(_strokes, range(len(dark)), dark)))


def code_modules(code: str) -> int:
    """The 625 modules of `code` as bits, row by row from the top left, lowest bit first; 1 is dark."""
    if len(code) != LENGTH or not set(code) <= _VALUES.keys():
        raise Refused(f"A form’s code is {LENGTH} capital letters and digits.")
    modules = _drawn(_BASE)
    for position in range(0, LENGTH, 2):
        modules ^= _difference(position, code[position : position + 2])
    return modules


def text_path(text: str) -> tuple[str, int]:
    """Any `text` as a QR code: its path as `code_path` draws it, and its modules a side."""
    import zxingcpp

    picture = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    pixels: Any = memoryview(cast(Any, picture.to_image(scale=1, add_quiet_zones=False)))
    side: int = pixels.shape[0]
    runs = []
    for row in range(side):
        column = 0
        for light, run in itertools.groupby(pixels[row, at] for at in range(side)):
            length = len(list(run))
            if not light:
                runs.append(f"{column} {side - 1 - row} {length} 1 re")
            column += length
    return " ".join(runs), side


@functools.cache
def _strokes(index: int, byte: int) -> str:
    """The runs of dark modules among the eight that start at module `index` × 8."""
    runs: list[list[int]] = []
    for module in range(index * 8, index * 8 + 8):
        if byte >> (module - index * 8) & 1:
            row, column = divmod(module, MODULES)
            if runs and runs[-1][0] == row and runs[-1][1] + runs[-1][2] == column:
                runs[-1][2] += 1
            else:
                runs.append([row, column, 1])
    return " ".join(f"{column} {MODULES - 1 - row} {length} 1 re" for row, column, length in runs)


@functools.cache
def _difference(position: int, pair: str) -> int:
    """How the modules change when the base code has `pair` at `position`."""
    value, modules = _pair_value(pair) ^ _pair_value(_BASE[:2]), 0
    for known, change in _basis(position):
        if value ^ known < value:
            value, modules = value ^ known, modules ^ change
    return modules


@functools.cache
def _basis(position: int) -> tuple[tuple[int, int], ...]:
    """Eleven independent pair values, each with the modules it changes; each has a leading bit of its own."""
    basis: list[tuple[int, int]] = []
    for letters in itertools.product(_LETTERS, repeat=2):
        pair = "".join(letters)
        value, modules = _pair_value(pair) ^ _pair_value(_BASE[:2]), 0
        for known, change in basis:
            if value ^ known < value:
                value, modules = value ^ known, modules ^ change
        if value:
            drawn = _drawn(_BASE[:position] + pair + _BASE[position + 2 :])
            basis.append((value, modules ^ drawn ^ _drawn(_BASE)))
        if len(basis) == _PAIR_BITS:
            break
    return tuple(basis)


def _pair_value(pair: str) -> int:
    return 45 * _VALUES[pair[0]] + _VALUES[pair[1]]


@functools.cache
def _drawn(code: str) -> int:
    """The modules of `code` as zxing-cpp draws them."""
    import zxingcpp

    picture = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M", version=2, data_mask=_MASK)
    pixels = bytes(memoryview(cast(Any, picture.to_image(scale=1, add_quiet_zones=False))))
    return sum(1 << module for module, light in enumerate(pixels) if not light)
