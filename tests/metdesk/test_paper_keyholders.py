"""The recovery sheet: the key to read, to scan and to keep."""

from metdesk.paper.furniture import Marking
from metdesk.paper.keyholders import TITLE, RecoverySheet, print_recovery
from tests.metdesk.paper import HOSTILE, codes_on, printed, sheet, texts

KEY = "7K2M-9QXA-0Z1B-HJKM-NPQR-STVW-XYZ0-1234-5678"


def test_the_sheet_is_one_page_with_the_key_in_letters_and_as_a_code():
    confidential = sheet(title=TITLE, marking=Marking.CONFIDENTIAL, seal="")
    made = printed(lambda out: print_recovery(confidential, RecoverySheet(HOSTILE, KEY), out))
    (words,) = texts(made)
    assert HOSTILE in words
    letters = words.replace(" ", "")
    for number, group in enumerate(KEY.split("-"), 1):
        assert f"{number}{group}" in letters
    assert codes_on(made, 0, 150) == [KEY]
    assert words.count("CONFIDENTIAL") == 2
