"""The form's code: what is drawn is what a scanner reads."""

import random

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from metdesk.errors import Refused
from metdesk.paper import codes

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
CODES = st.text(ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


def read(modules: int) -> zxingcpp.Barcode | None:
    """What zxing reads from the modules, eight pixels each, with a quiet zone."""
    side, scale, quiet = codes.MODULES, 8, 4
    width = (side + 2 * quiet) * scale
    pixels = bytearray(b"\xff" * width * width)
    for module in range(side * side):
        if modules >> module & 1:
            row, column = divmod(module, side)
            for line in range(scale):
                start = ((row + quiet) * scale + line) * width + (column + quiet) * scale
                pixels[start : start + scale] = bytes(scale)
    return zxingcpp.read_barcode(memoryview(pixels).cast("B", (width, width)))


@given(CODES)
def test_every_code_reads_back(code: str):
    found = read(codes.code_modules(code))
    assert found is not None
    assert found.text == code
    assert found.ec_level == "M"


def test_the_quick_way_draws_what_zxing_draws():
    letters = random.Random(5)
    for _ in range(50):
        code = "".join(letters.choices(ALPHABET[:26], k=codes.LENGTH))
        drawn = zxingcpp.create_barcode(
            code, zxingcpp.BarcodeFormat.QRCode, ec_level="M", version=2, data_mask=3
        ).to_image(scale=1, add_quiet_zones=False)
        dark = sum(1 << at for at, light in enumerate(bytes(memoryview(drawn))) if not light)
        assert codes.code_modules(code) == dark


def test_the_path_covers_each_dark_module_once():
    code = "M1AF7K2M9QXFABCDEFGHJKLMNPQRSTUV"
    numbers = [int(part) for part in codes.code_path(code).split() if part != "re"]
    covered = [
        (24 - numbers[at + 1]) * 25 + numbers[at] + step
        for at in range(0, len(numbers), 4)
        for step in range(numbers[at + 2])
    ]
    assert len(covered) == len(set(covered))
    assert sum(1 << module for module in covered) == codes.code_modules(code)


@pytest.mark.parametrize("code", ["", "A" * 31, "a" * 32, "A" * 31 + "-", "A" * 31 + "É"])
def test_another_kind_of_code_is_refused(code: str):
    with pytest.raises(Refused):
        codes.code_path(code)
