"""The recovery key as text: 160 bits and a checksum in nine groups of four, such as `7K2M-9QXA-…`.

Letters and digits are Crockford's base 32 (no I, L, O, U; typed ones of the first three are read as 1, 1, 0).
Each two of them are a symbol of GF(1024) (x¹⁰ + x³ + 1); the eighteen symbols, of which two are checks, are
a Reed–Solomon word: one wrong symbol is not only noticed but found, so the group to look at can be named.
"""

import secrets

from db.errors import Refused

SECRET_BYTES = 20
GROUPS = 9
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ = {letter: value for value, letter in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}
SYMBOLS = 18
ORDER = 1023


def new_secret() -> bytes:
    """160 random bits."""
    return secrets.token_bytes(SECRET_BYTES)


def to_text(secret: bytes) -> str:
    """The nine groups, joined by hyphens, for a secret of 20 bytes."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery secret is 20 bytes")
    number = int.from_bytes(secret)
    symbols = [number >> shift & 1023 for shift in range(150, -1, -10)]
    letters = "".join(ALPHABET[one >> 5] + ALPHABET[one & 31] for one in symbols + _checks(symbols))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def to_secret(text: str) -> bytes:
    """The secret that the groups stand for. Refused: a slip, saying in which group it is where that is known."""
    symbols = _symbols(text)
    plain, weighted = _syndromes(symbols)
    if plain or weighted:
        raise Refused({"recovery": _slip(plain, weighted)})
    number = 0
    for symbol in symbols[: SYMBOLS - 2]:
        number = number << 10 | symbol
    return number.to_bytes(SECRET_BYTES)


def _symbols(text: str) -> list[int]:
    groups = text.upper().replace("-", " ").split()
    letters = "".join(groups)
    for place, letter in enumerate(letters):
        if letter not in READ:
            raise Refused({"recovery": f"Group {place // 4 + 1}: “{letter}” is not in a recovery key."})
    if len(letters) != SYMBOLS * 2:
        raise Refused({"recovery": _wrong_length(groups, len(letters))})
    values = [READ[letter] for letter in letters]
    return [values[i] << 5 | values[i + 1] for i in range(0, len(values), 2)]


def _wrong_length(groups: list[str], letters: int) -> str:
    odd = [place for place, group in enumerate(groups, 1) if len(group) != 4]
    if len(groups) == GROUPS and len(odd) == 1:
        return f"Group {odd[0]} has {len(groups[odd[0] - 1])} letters and digits, and should have four."
    return f"A recovery key has nine groups of four, 36 letters and digits; this has {letters}."


def _slip(plain: int, weighted: int) -> str:
    if plain and weighted:
        place = (LOG[weighted] - LOG[plain]) % ORDER
        if place < SYMBOLS:
            return f"There is a slip in group {place // 2 + 1}: compare it with the sheet."
    return "There are slips in more than one group: compare the whole key with the sheet."


def _powers() -> list[int]:
    powers = [1]
    while len(powers) < ORDER:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b10000001001 if doubled > ORDER else doubled)
    return powers


POWER = _powers()
LOG = {value: power for power, value in enumerate(POWER)}


def _times(symbol: int, power: int) -> int:
    return POWER[(LOG[symbol] + power) % ORDER] if symbol else 0


def _syndromes(symbols: list[int]) -> tuple[int, int]:
    plain = weighted = 0
    for place, symbol in enumerate(symbols):
        plain ^= symbol
        weighted ^= _times(symbol, place)
    return plain, weighted


def _checks(symbols: list[int]) -> list[int]:
    # The two that make both syndromes nought: c16 + c17 = plain, c16·α¹⁶ + c17·α¹⁷ = weighted.
    plain, weighted = _syndromes(symbols)
    mixed = _times(plain, 16) ^ weighted
    last = _times(mixed, -LOG[POWER[16] ^ POWER[17]])
    return [plain ^ last, last]
