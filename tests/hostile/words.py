"""Texts that are too long, too odd, or bait for a search that tries everything."""

import random

from tests.hostile.kept import hostile

_ALL = ("txt", "md", "csv")


@hostile("one-line.txt", "one-line.md", "one-line.csv", heavy=True)
def one_line() -> bytes:
    """Nearly 20 MB on one line."""
    return b"1. Scope " + b"word " * 3_990_000


@hostile("one-line-short.txt", "one-line-short.md", "one-line-short.csv", heavy=True)
def one_line_short() -> bytes:
    """A line as long as a policy may be."""
    return b"1. Scope " + b"word " * 199_990


@hostile("long-word.txt", "long-word.md", "long-word.csv")
def long_word() -> bytes:
    """A word of 200,000 letters."""
    return b"Surname,Forename\n1. Scope\n\n1.1. " + b"x" * 200_000 + b"\n"


@hostile("many-lines.txt", "many-lines.md", "many-lines.csv")
def many_lines() -> bytes:
    """Nearly a million lines."""
    return b"1. a\n" + b"\n" * 900_000


@hostile("clauses.txt", "clauses.md")
def clauses() -> bytes:
    """100,000 clauses of a letter."""
    return b"".join(b"%d. a\n" % at for at in range(1, 100_000))


@hostile("numbers.txt", "numbers.md")
def numbers() -> bytes:
    """Clause numbers of thousands of parts and thousands of digits."""
    return b"1. a\n\n" + b"1." * 20_000 + b" b\n\n" + b"9" * 50_000 + b". c\n\n(" + b"i" * 50_000 + b") d\n"


@hostile("blanks.txt", "blanks.md", "blanks.csv")
def blanks() -> bytes:
    """Runs of blanks, tabs and dots: bait for searches that go back over them."""
    return (
        b"1. a\n" + b" " * 200_000 + b"x\n" + b"\t" * 100_000 + b"x\n" + b". " * 100_000 + b"\n" + b"...... " * 20_000
    )


@hostile("bait.txt", "bait.md")
def bait() -> bytes:
    """Nearly a title, nearly a number, nearly a contents page, over and over."""
    lines = (
        b"Contents",
        b"1. a .......... 1",
        b"Version 1.0 | 1 January 2020",
        b"1.1.1.1.1.1.1.1.1",
        b"(a)(b)(c)(d)",
        b"a\ta\ta",
        b"-",
    )
    return b"\n".join(line for _ in range(3_000) for line in lines)


@hostile("quotation-marks.txt", "quotation-marks.md")
def quotation_marks() -> bytes:
    """20,000 definitions, none of which ends, each within the other."""
    return b"4. Definitions\n\n" + "“Term means “".encode() * 20_000 + b"\n" + b'"A": ' * 20_000


@hostile("nul.txt", "nul.md", "nul.csv", "nul.json")
def nul() -> bytes:
    """NUL bytes among the words."""
    return b"1. Sc\x00ope\n\nSurname,Forename\nSm\x00ith,Ann\n" * 50


@hostile("controls.txt", "controls.csv")
def controls() -> bytes:
    """Controls of terminals: a colour, a title, a bell, a line rubbed out."""
    return b"Surname,Forename\n1. \x1b[31mScope\x1b]0;title\x07 \x08\x08\x7f,b\n" * 20


@hostile("invalid-utf-8.txt", "invalid-utf-8.md", "invalid-utf-8.csv", "invalid-utf-8.json")
def invalid_utf_8() -> bytes:
    """Bytes that are no UTF-8: cut short, too long, halves of pairs."""
    return b"Surname,Forename\n1. Scope \xc3\n\n1.1. \xc0\xaf \xed\xa0\x80 \xf8\x88\x80\x80\x80 \xff\n"


@hostile("utf-16.txt", "utf-16.md", "utf-16.csv", "utf-16.json")
def utf_16() -> bytes:
    """UTF-16 without the mark that says so."""
    return "Surname,Forename\r\n1. Scope\r\n\r\n1.1. Everybody.\r\n".encode("utf-16-le")


@hostile("utf-16-cut.txt", "utf-16-cut.csv")
def utf_16_cut() -> bytes:
    """UTF-16 that ends in the middle of a character, with halves of pairs in it."""
    return b"\xff\xfe" + "Surname,Forename\r\n1. Scope ".encode("utf-16-le") + b"\x00\xd8\x00\xd8\x41"


@hostile("utf-32.txt", "utf-32.csv")
def utf_32() -> bytes:
    """UTF-32 with characters beyond the last one."""
    return b"\xff\xfe\x00\x00" + "1. Scope".encode("utf-32-le") + b"\xff\xff\xff\x7f" * 20


@hostile("utf-7.txt", "utf-7.csv")
def utf_7() -> bytes:
    """Markup in UTF-7, which an eager guess would unpack."""
    return b"Surname,Forename\n1. +ADw-script+AD4-alert(1)+ADw-/script+AD4-,b\n"


@hostile("direction.txt", "direction.md", "direction.csv")
def direction() -> bytes:
    """Marks that turn the direction of writing and are never taken back; letters with 3,000 accents."""
    turned = "Surname,Forename\n1. Scope \u202e\u2066\u200f\n\n1.1. " + "\u202e\u2066" * 5_000
    return (turned + "a" + "\u0301" * 3_000 + " 👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿,b\n").encode()


@hostile("grows.txt", "grows.csv")
def grows() -> bytes:
    """Letters that grow to eighteen when they are normalised, and some that grow in capitals."""
    return ("Surname,Forename\n1. Scope\n\n1.1. " + "\ufdfa" * 50_000 + "ß" * 50_000 + "ŉ" * 50_000 + ",b\n").encode()


@hostile("line-ends.txt", "line-ends.csv")
def line_ends() -> bytes:
    """Every kind of line end, mixed."""
    return "Surname,Forename\r1. a\u2028\u2029\x85\x0b\x0c\r\r\n\n\r1.1. b\u2028c,d\n".encode() * 50


@hostile("shell.txt", "shell.csv")
def shell() -> bytes:
    """Words that a shell, a database, a template or a page would run."""
    words = (
        "$(reboot)",
        "`reboot`",
        "'; DROP TABLE person; --",
        "{{7*7}}",
        "<script>alert(1)</script>",
        "%n%s",
        "../../x",
    )
    return ("Surname,Forename\n1. Scope\n" + "".join(f"1. {word},{word}\n" for word in words)).encode()


@hostile("noise.txt", "noise.csv", "noise.md", "noise.json")
def noise() -> bytes:
    """Letters at random, from all of Unicode."""
    chance = random.Random(7)
    return "".join(
        chr(chance.choice((chance.randrange(32, 127), chance.randrange(160, 0xD800)))) for _ in range(100_000)
    ).encode()


@hostile("nothing.txt", "nothing.md", "nothing.csv", "nothing.docx", "nothing.odt", "nothing.pdf", "nothing.xlsx",
         "nothing.xls", "nothing.ods", "nothing.png", "nothing.jpg", "nothing.json")  # fmt: skip
def nothing() -> bytes:
    """No bytes at all."""
    return b""
