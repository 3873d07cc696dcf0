"""The recovery key as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import recovery
from db.errors import Refused

SECRETS = st.binary(min_size=20, max_size=20)


@given(SECRETS)
def test_a_key_typed_in_any_case_and_spacing_is_read_back(secret: bytes) -> None:
    text = recovery.to_text(secret)
    assert [len(group) for group in text.split("-")] == [4] * 9
    assert recovery.to_secret(text) == secret
    assert recovery.to_secret(f" {text.lower().replace('-', ' ')}\n") == secret
    assert recovery.to_secret(text.replace("0", "o").replace("1", "l")) == secret


@given(SECRETS, st.integers(0, 35), st.sampled_from(recovery.ALPHABET))
def test_one_slip_is_pointed_out_by_its_group(secret: bytes, place: int, letter: str) -> None:
    letters = recovery.to_text(secret).replace("-", "")
    wrong = letters[:place] + letter + letters[place + 1 :]
    if wrong == letters:
        return
    with pytest.raises(Refused, match=f"slip in group {place // 4 + 1}:"):
        recovery.to_secret(wrong)


@given(SECRETS, st.permutations(range(36)), st.data())
def test_two_slips_never_pass(secret: bytes, places: list[int], data: st.DataObject) -> None:
    letters = list(recovery.to_text(secret).replace("-", ""))
    for place in places[:2]:
        letters[place] = data.draw(st.sampled_from([one for one in recovery.ALPHABET if one != letters[place]]))
    with pytest.raises(Refused):
        recovery.to_secret("".join(letters))


def test_a_group_that_is_too_short_or_has_a_foreign_letter_is_named() -> None:
    groups = recovery.to_text(bytes(range(20))).split("-")
    with pytest.raises(Refused, match="Group 3 has 3"):
        recovery.to_secret("-".join([*groups[:2], groups[2][:3], *groups[3:]]))
    with pytest.raises(Refused, match="Group 9: “U”"):
        recovery.to_secret("-".join([*groups[:8], "UUUU"]))
    with pytest.raises(Refused, match="nine groups of four"):
        recovery.to_secret("-".join(groups[:5]))


def test_secrets_are_of_160_bits_and_never_the_same() -> None:
    assert len({recovery.new_secret() for _ in range(50)}) == 50
    assert {len(recovery.new_secret()) for _ in range(50)} == {20}
    with pytest.raises(ValueError, match="20 bytes"):
        recovery.to_text(bytes(19))
