"""What a file is by what it holds: every kind that is kept is known, and no program comes in under any name."""

import io
import struct

import pytest

from metdesk.attachment_kinds import KINDS, identify
from metdesk.errors import Refused
from tests.hostile import good
from tests.hostile.corpus import is_plain
from tests.hostile.zips import zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def office(main: str, *more: str, says: str = "") -> bytes:
    return zipped({"[Content_Types].xml": f"<Types>{says}</Types>", main: "<a/>", **dict.fromkeys(more, "x")})


def boxed(brand: str) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand.encode() + bytes(12)


MPEG = (b"\xff\xfb\x90\x00" + bytes(413)) * 3  # 128 kbit/s at 44.1 kHz: 417 bytes a frame

KNOWN: dict[str, tuple[bytes, str]] = {
    "page.png": (good.picture("PNG"), "image/png"),
    "page.jpeg": (good.picture("JPEG"), "image/jpeg"),
    "page.gif": (good.picture("GIF"), "image/gif"),
    "page.webp": (good.picture("WEBP"), "image/webp"),
    "page.tif": (good.picture("TIFF"), "image/tiff"),
    "page.bmp": (good.picture("BMP"), "image/bmp"),
    "page.heic": (boxed("heic"), "image/heic"),
    "letter.pdf": (good.pdf(), "application/pdf"),
    "talk.txt": ("Kofi: see you at 6 – café".encode(), "text/plain"),
    "windows.txt": ("Kofi: café – £5".encode("cp1252"), "text/plain"),
    "notepad.txt": ("Kofi: café".encode("utf-16"), "text/plain"),
    "staff.csv": (good.csv(), "text/csv"),
    "letter.rtf": (rb"{\rtf1\ansi Dear Sam}", "application/rtf"),
    "letter.docx": (good.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "staff.xlsx": (good.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "slides.pptx": (
        office("ppt/presentation.xml"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "letter.odt": (good.odt(), "application/vnd.oasis.opendocument.text"),
    "staff.ods": (good.ods(), "application/vnd.oasis.opendocument.spreadsheet"),
    "mail.eml": (b"From: a@b.example\r\nTo: c@d.example\r\nSubject: The page\r\n\r\nHello", "message/rfc822"),
    "mail.msg": (OLE + "__properties_version1.0".encode("utf-16-le"), "application/vnd.ms-outlook"),
    "film.mp4": (boxed("isom"), "video/mp4"),
    "film.mov": (boxed("qt  "), "video/quicktime"),
    "memo.m4a": (boxed("M4A "), "audio/mp4"),
    "memo.mp3": (MPEG, "audio/mpeg"),
    "tagged.mp3": (b"ID3\x04\0\0\0\0\0\0" + MPEG, "audio/mpeg"),
    "memo.wav": (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_kind_is_known_by_what_the_file_holds(name: str) -> None:
    data, media_type = KNOWN[name]
    assert identify(data, name).media_type == media_type
    if media_type not in ("text/csv", "message/rfc822"):  # texts, of which the name has a say
        assert identify(data, "anything.dat").media_type == media_type


def test_every_kind_that_is_kept_is_tried() -> None:
    assert {media_type for _, media_type in KNOWN.values()} == set(KINDS)


PROGRAMS = {
    "windows.png": b"MZ\x90\0" + bytes(60),
    "linux.pdf": b"\x7fELF" + bytes(60),
    "mac.jpg": b"\xcf\xfa\xed\xfe" + bytes(60),
    "both.jpg": b"\xca\xfe\xba\xbe" + bytes(60),
    "shell.txt": b"#!/bin/sh\nrm -rf ~\n",
    "marked.txt": b"\xef\xbb\xbf#!/bin/sh\n",
    "link.txt": b"L\0\0\0\x01\x14\x02\0" + bytes(60),
    "batch.txt": b"\r\n@echo off\r\ndel *.*\r\n",
    "shell16.txt": "Set-ExecutionPolicy Bypass\n".encode("utf-16"),
    "basic.txt": b'Set x = CreateObject("WScript.Shell")\n',
    "java.docx": zipped({"META-INF/MANIFEST.MF": "Main-Class: A", "A.class": "x"}),
    "shortcut.txt": b"[InternetShortcut]\nURL=http://a.example\n",
    "run.exe": b"not a program",
    "run.PS1": b"hello",
    "run.bat": b"hello",
    "run.vbs": b"hello",
    "run.js": b"hello",
    "run.hta": b"hello",
    "run.jar": good.picture("PNG"),
    "run.lnk": b"hello",
    "C:\\Users\\a\\run.Scr": b"hello",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_or_a_script_is_refused_by_content_or_by_name(name: str) -> None:
    with pytest.raises(Refused, match="is a program or a script, which is never kept here") as refused:
        identify(PROGRAMS[name], name)
    assert is_plain(str(refused.value))


MACROS = {
    "letter.docx": office("word/document.xml", "word/vbaProject.bin"),
    "said.docx": office("word/document.xml", says="application/vnd.ms-word.document.macroEnabled.main+xml"),
    "old.xlsx": office("xl/workbook.xml", "xl/macrosheets/sheet1.xml"),
    "basic.odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/script-lc.xml": "x"}),
    "python.ods": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "Scripts/python/a.py": "x"}),
    "named.docm": good.docx(),
    "named.xlsb": good.xlsx(),
}


@pytest.mark.parametrize("name", MACROS)
def test_a_document_with_macros_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="holds macros, which are programs"):
        identify(MACROS[name], name)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("none.png", b"", "is empty: there is nothing in it to keep"),
        ("all.zip", zipped({"a.txt": "x"}), "is an archive: unpack it"),
        ("cut.docx", good.docx()[:400], "is damaged: open it in its own program"),
        ("old.doc", OLE + bytes(600), "is an Office file of before 2007"),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "is locked with a password"),
        ("page.html", b"<!DOCTYPE html><p>Hello", "is a web page or a drawing that can hold scripts"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "is a web page or a drawing"),
        ("noise.bin", bytes(range(256)), "is not among the kinds that can be attached"),
        ("film.avif", boxed("avif"), "is not among the kinds that can be attached"),
        ("film.mkv", b"\x1a\x45\xdf\xa3" + bytes(60), "is not among the kinds that can be attached"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        identify(data, name)
    assert is_plain(str(refused.value))
    assert f"“{name}”" in str(refused.value)


def test_a_talk_in_angle_brackets_is_a_text() -> None:
    assert identify(b"<Sam 14:02> hello\n<Kofi> hi\n", "talk.txt").media_type == "text/plain"


def test_a_mail_with_its_technical_lines_is_known_whatever_it_is_called() -> None:
    data = b"Received: from a\r\nFrom: a@b.example\r\nDate: today\r\nSubject: x\r\n\r\nHello"
    assert identify(data, "saved.txt").media_type == "message/rfc822"


def test_a_zip_of_many_parts_is_looked_at_in_no_time_and_no_memory() -> None:
    import zipfile

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text" + " " * 5_000_000)
        made.writestr("content.xml", "<a/>")
    assert identify(data.getvalue(), "wide.odt").media_type == "application/vnd.oasis.opendocument.text"
