"""Archives that swell, lie about themselves, or hold what no document holds."""

from tests.hostile import good
from tests.hostile.kept import hostile
from tests.hostile.zips import archive, overlapping, zipped

_MOST = 101_000_000


@hostile("bomb.docx", "bomb.odt")
def bomb() -> bytes:
    """One part of 101 MB of blanks, in 100 kB."""
    return archive([("word/document.xml", _MOST, _MOST), ("content.xml", 1, 1)])


@hostile("bomb.xlsx")
def bomb_workbook() -> bytes:
    """A sheet of 101 MB of blanks, in 100 kB."""
    return archive([("xl/workbook.xml", 1, 1), ("xl/worksheets/sheet1.xml", _MOST, _MOST)])


@hostile("bomb-gigabyte.xlsx", "bomb-gigabyte.docx")
def bomb_gigabyte() -> bytes:
    """A part of 1 GB that says it is 1 kB."""
    return archive([("xl/workbook.xml", 1, 1), ("word/document.xml", 1_000_000_000, 1_000)])


@hostile("bomb-nested.zip", "bomb-nested.docx")
def bomb_nested() -> bytes:
    """An archive of archives of blanks: each layer is small."""
    inner = archive([("blanks", 50_000_000, 50_000_000)])
    for _ in range(4):
        inner = zipped({f"{at}.zip": inner for at in range(16)})
    return zipped({"word/document.xml": "<a/>", "word/media/1.zip": inner})


@hostile("bomb-overlapping.xlsx", "bomb-overlapping.docx")
def bomb_overlapping() -> bytes:
    """Two thousand lines of the directory point at the same 60 kB of blanks."""
    return overlapping("xl/workbook.xml", 60_000, 2_000)


@hostile("size-lies.docx")
def size_lies() -> bytes:
    """The directory says 10 bytes where 90 MB come."""
    return archive([("word/document.xml", 90_000_000, 10)])


@hostile("size-lies-up.docx")
def size_lies_up() -> bytes:
    """The directory says 4 GB where 10 bytes come."""
    return archive([("word/document.xml", 10, 0xFFFFFFFE)])


@hostile("crowd.docx", "crowd.xlsx")
def crowd() -> bytes:
    """2,001 entries and more."""
    return zipped({"word/document.xml": "<a/>", "xl/workbook.xml": "<a/>"} | {f"x{at}": "" for at in range(2_001)})


@hostile("crowd-of-60000.docx", "crowd-of-60000.xlsx")
def larger_crowd() -> bytes:
    """60,000 lines of the directory, which take the reader's time before any is opened."""
    return overlapping("xl/workbook.xml", 10, 60_000)


@hostile("names-lead-out.docx")
def names_lead_out() -> bytes:
    """Entries whose names would leave a folder they were unpacked into."""
    paths = ("../../evil.txt", "/etc/evil", "C:\\evil", "word/../../evil", "word/document.xml")
    return zipped(dict.fromkeys(paths, "<a/>"))


@hostile("same-name-twice.docx")
def same_name_twice() -> bytes:
    """Two parts of one name: a scanner may look at the one and a reader at the other."""
    return archive([("word/document.xml", 10, 10), ("word/document.xml", 90_000_000, 90_000_000)])


@hostile("directory-points-nowhere.xlsx")
def directory_points_nowhere() -> bytes:
    """The end of the archive says that its directory lies beyond the file."""
    sound = bytearray(good.xlsx())
    at = sound.rindex(b"PK\x05\x06")
    sound[at + 16 : at + 20] = b"\xf0\xff\xff\xff"
    return bytes(sound)


@hostile("locked.xlsx", "locked.docx", "locked.ods", "locked.odt")
def locked() -> bytes:
    """Every entry says that it is encrypted."""
    sound = bytearray(zipped({"word/document.xml": "<a/>", "xl/workbook.xml": "<a/>", "content.xml": "<a/>"}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := sound.find(sign, at + 1)) >= 0:
            sound[at + place] |= 1
    return bytes(sound)


@hostile("unknown-method.docx", "unknown-method.xlsx")
def unknown_method() -> bytes:
    """Parts squeezed in a way that nobody knows."""
    sound = bytearray(archive([("word/document.xml", 10, 10), ("xl/workbook.xml", 10, 10)]))
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        sound[sound.index(sign) + place] = 99
    return bytes(sound)
