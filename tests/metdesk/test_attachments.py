"""Attachments: kept byte for byte, held against their hash, refused in a sentence, opened from copies that go."""

import hashlib
import io
from datetime import date
from pathlib import Path

import pytest

from db import attachments as tables
from db import keys
from metdesk import accounts, attachments, declaring, history, keyholders, people, schools, seal
from metdesk.account_record import Account
from metdesk.attachments import ReadIn, looked_at, read_in, read_in_all
from metdesk.declaration_record import Declaration
from metdesk.desk import Desk, Role
from metdesk.errors import Refused, Unavailable
from metdesk.people import Person
from metdesk.seal import Notes
from tests.conftest import PASSPHRASE
from tests.hostile import good

SOURCE = "Handed in by Ms Patel"


@pytest.fixture
def account(desk: Desk, school: int) -> int:
    return accounts.add(desk, Account(school_id=school, platform="Facebook", handle="@ashhill", state="active"))


@pytest.fixture(scope="session")
def png() -> ReadIn:
    return looked_at(good.picture("PNG"), "page.png")


@pytest.fixture(scope="session")
def note() -> ReadIn:
    return looked_at(b"Seen on the page on 5 March.\nNobody answered.", "note.txt")


def test_a_file_is_kept_byte_for_byte_with_what_is_known_of_it(desk: Desk, account: int, png: ReadIn) -> None:
    number = attachments.add(desk, "account", account, png, f" {SOURCE} ")
    (one,) = attachments.of(desk, "account", account)
    assert (one.id, one.name, one.source, one.added_on, one.added_by) == (
        number,
        "page.png",
        SOURCE,
        date.today(),
        "Jo Marsh",
    )
    assert one.about == "PNG picture · 64 × 32 · 1 kB" or one.about.startswith("PNG picture · 64 × 32 · ")
    assert one.sha256 == hashlib.sha256(good.picture("PNG")).hexdigest()
    assert one.thumbnail is not None
    assert attachments.read(desk, number) == good.picture("PNG")
    assert history.page(desk).rows[0].words == "Attached “page.png” to @ashhill (Facebook)"
    assert attachments.counts(desk, "account", [account, 99]) == {account: 1}


def test_several_are_added_in_one_change_that_undo_takes_back(
    desk: Desk, account: int, png: ReadIn, note: ReadIn
) -> None:
    added = attachments.add_many(desk, "account", account, [png, note, png], SOURCE)
    assert len(added.ids) == 2
    assert added.refused == ("“page.png” is the same file as “page.png”: it is attached once.",)
    assert desk.undo() == "Attached 2 files to @ashhill (Facebook)"
    assert attachments.of(desk, "account", account) == []
    attachments.add(desk, "account", account, png, SOURCE)


def test_the_same_file_twice_on_one_record_is_refused_and_on_another_is_not(
    desk: Desk, account: int, school: int, png: ReadIn
) -> None:
    attachments.add(desk, "account", account, png, SOURCE)
    with pytest.raises(Refused, match=r"“page.png” is attached here already, since "):
        attachments.add(desk, "account", account, png, SOURCE)
    attachments.add(desk, "school", school, png, SOURCE)
    with pytest.raises(Refused, match=r"already as “page.png”"):
        attachments.add(desk, "school", school, looked_at(png.data, "again.png"), SOURCE)


@pytest.mark.parametrize(
    ("kind", "record_id", "source", "sentence"),
    [
        ("account", 99, SOURCE, "no longer in the register"),
        ("person", 99, SOURCE, "no longer in the register|no such person|There is no"),
        ("acknowledgement", 99, SOURCE, "no longer in the register"),
        ("secrets", 1, SOURCE, "There is no register “secrets”"),
        ("school", 1, "  ", "Where it came from is needed"),
        ("school", 1, "x" * 201, "200 is the most"),
    ],
)
def test_no_record_or_no_word_of_where_it_came_from_is_refused(
    desk: Desk, school: int, png: ReadIn, kind: str, record_id: int, source: str, sentence: str
) -> None:
    before = desk.seal_words()
    with pytest.raises(Refused, match=sentence):
        attachments.add(desk, kind, record_id, png, source)
    assert desk.seal_words() == before


def test_the_limit_is_a_setting(desk: Desk, school: int, tmp_path: Path) -> None:
    desk.choose("attachment_mb", 1)
    large = ReadIn("large.txt", "text/plain", "", None, b"x" * 1_000_001)
    with pytest.raises(Refused, match=r"“large.txt” is larger than 1 MB, which is the most"):
        attachments.add(desk, "school", school, large, SOURCE)
    empty = ReadIn("empty.txt", "text/plain", "", None, b"")
    with pytest.raises(Refused, match=r"“empty.txt” is empty"):
        attachments.add(desk, "school", school, empty, SOURCE)
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 1_000_001)
    with pytest.raises(Refused, match="larger than 1 MB"):
        read_in(path, attachments.most_bytes(desk))


def test_a_file_of_300_mb_is_refused_by_its_size_unread(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as stream:
        stream.truncate(300_000_000)
    with pytest.raises(Refused, match=r"“film.mp4” is larger than 20 MB"):
        read_in(path, 20_000_000)


def test_of_several_files_those_that_cannot_be_read_leave_the_others_alone(tmp_path: Path) -> None:
    (tmp_path / "run.exe").write_bytes(b"MZ" + bytes(90))
    (tmp_path / "none.txt").write_bytes(b"")
    (tmp_path / "note.txt").write_text("Seen.", "utf-8")
    paths = [tmp_path / name for name in ("run.exe", "none.txt", "note.txt", "gone.txt")]
    files, refused = read_in_all(paths, 1_000_000)
    assert [one.name for one in files] == ["note.txt"]
    assert [sentence.split("”")[0] for sentence in refused] == ["“run.exe", "“none.txt", "There is no file “gone.txt"]


def test_a_picture_that_is_damaged_or_claims_too_much_is_kept_without_a_thumbnail(desk: Desk, school: int) -> None:
    data = good.picture("PNG")[:60]
    file = looked_at(data, "cut.png")
    assert (file.media_type, file.thumbnail) == ("image/png", None)
    number = attachments.add(desk, "school", school, file, SOURCE)
    assert attachments.read(desk, number) == data
    assert not attachments.get(desk, number).can_be_seen
    assert attachments.drawn(data, "image/png").picture is None


def test_what_was_changed_behind_the_programs_back_is_told_and_never_opened(
    desk: Desk, school: int, png: ReadIn, notes: Notes
) -> None:
    number = attachments.add(desk, "school", school, png, SOURCE)
    assert seal.Check(desk, notes).whole(lambda done: None).sound
    changed = bytearray(png.data)
    changed[-1] ^= 1
    desk.store.database.raw.execute("UPDATE attachment SET content = ? WHERE id = ?", (bytes(changed), number))
    with pytest.raises(Unavailable, match=r"“page.png” is no longer what was attached on "):
        attachments.read(desk, number)
    with pytest.raises(Unavailable, match="Metdesk’s back"):
        attachments.open_copy(desk, number)
    (problem,) = seal.Check(desk, notes).whole(lambda done: None).problems
    assert problem == f"The attachment {number} was changed without an entry: Content."


def test_a_copy_to_be_opened_has_a_harmless_name_and_goes_with_the_register(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Desk.open(folder, None, PASSPHRASE) as desk:
        school = schools.add(desk, schools.School(name="Ash Hill"))
        file = looked_at(good.picture("PNG"), "../../O’Neill-Ştefănescu <b>.exe.jpg")
        path = attachments.open_copy(desk, attachments.add(desk, "school", school, file, SOURCE))
        assert path.name == "Attachment 1.png"
        assert path.parent.parent == tmp_path
        assert path.read_bytes() == file.data
    assert not path.parent.exists()


def test_the_bin_takes_it_out_of_sight_and_undo_brings_it_back(desk: Desk, school: int, png: ReadIn) -> None:
    number = attachments.add(desk, "school", school, png, SOURCE)
    attachments.put_in_bin(desk, number)
    with pytest.raises(Refused, match="no longer there"):
        attachments.read(desk, number)
    with pytest.raises(Refused, match="no longer there"):
        attachments.put_in_bin(desk, number)
    desk.undo()
    assert attachments.read(desk, number) == png.data
    assert tables.total() == 1


def test_a_key_for_one_school_attaches_nothing_to_another_ones_records(
    desk: Desk, school: int, account: int, png: ReadIn, folder: Path
) -> None:
    other = schools.add(desk, schools.School(name="Elm Green"))
    person = people.add(desk, Person(surname="Osei", forename="Kofi", school_id=other))
    keyholders.add(desk, "Ana", Role.HEADTEACHER, [school], PASSPHRASE, cost=keys.CHEAPEST)
    desk.close()
    with Desk.open(folder, "Ana", PASSPHRASE) as hers:
        mine = attachments.add(hers, "account", account, png, SOURCE)
        for kind, number in (("person", person), ("school", other)):
            with pytest.raises(Refused, match="Your key is not for Elm Green"):
                attachments.add(hers, kind, number, png, SOURCE)
        attachments.put_in_bin(hers, mine)


def test_exif_turns_the_picture_but_not_what_is_kept() -> None:
    from PIL import Image

    picture = Image.new("RGB", (90, 30), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    data = io.BytesIO()
    picture.save(data, "JPEG", exif=exif)
    file = looked_at(data.getvalue(), "phone.jpg")
    assert file.measure == "30 × 90"
    assert file.data == data.getvalue()
    assert file.thumbnail
    with Image.open(io.BytesIO(file.thumbnail)) as small:
        assert small.size == (30, 90)
        assert not small.getexif()


def test_a_pdf_shows_its_first_page_and_a_text_its_first_lines() -> None:
    pdf = looked_at(good.pdf(), "letter.pdf")
    assert (pdf.measure, pdf.media_type) == ("1 page", "application/pdf")
    assert pdf.thumbnail
    large = attachments.drawn(good.pdf(), "application/pdf")
    assert (large.measure, large.picture is None) == ("1 page", False)
    assert len(large.picture or b"") > len(pdf.thumbnail)
    text = looked_at("One\nTwo \u202eenO\nThree".encode(), "talk.txt")
    assert (text.measure, text.about) == ("3 lines", "Text · 3 lines · 20 bytes")
    assert text.thumbnail


def test_what_is_attached_to_a_declaration_is_seen_by_who_sees_that_and_its_opening_is_noted(
    desk: Desk, school: int, note: ReadIn, folder: Path, today: date
) -> None:
    person = people.add(desk, Person(surname="Osei", forename="Kofi", school_id=school))
    declared = declaring.add(desk, Declaration(person_id=person, nothing=True, declared_on=today))
    number = attachments.add(desk, "declaration", declared, note, SOURCE)
    assert history.page(desk).rows[0].words == f"Attached a file to declaration {declared}"
    before = desk.seal_words()
    assert attachments.read(desk, number) == note.data
    assert desk.seal_words() == before, "its keeper reads it without a note"
    for name, role in (("Ana", Role.READER), ("Una", Role.TRUST_OFFICER)):
        keyholders.add(desk, name, role, [], PASSPHRASE, cost=keys.CHEAPEST)
    desk.close()
    with Desk.open(folder, "Ana", PASSPHRASE) as hers:
        for look in (
            lambda: attachments.of(hers, "declaration", declared),
            lambda: attachments.get(hers, number),
            lambda: attachments.read(hers, number),
            lambda: attachments.open_copy(hers, number),
        ):
            with pytest.raises(Refused, match="how many there are"):
                look()
        assert attachments.counts(hers, "declaration", [declared]) == {declared: 1}
    with Desk.open(folder, "Una", PASSPHRASE) as hers:
        assert attachments.read(hers, number) == note.data
        assert history.page(hers).rows[0].words == f"What is attached to declaration {declared} was opened"
