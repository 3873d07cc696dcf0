"""PDFs that go round in circles, swell, claim, or would run something."""

import zlib
from collections.abc import Mapping

from tests.hostile import good
from tests.hostile.kept import hostile
from tests.hostile.zips import squeezed

_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_WORDS = b"BT /F 12 Tf 72 700 Td (1. Scope) Tj 0 -20 Td (1.1. This policy is for everybody.) Tj ET"


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream object, as it is."""
    return b"<</Length %d%s>>stream\n" % (len(data), more) + data + b"\nendstream"


def flate(data: bytes, more: bytes = b"") -> bytes:
    """A stream object, squeezed."""
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode" + more)


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, those of a page of words where they are not given."""
    sound = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: _PAGE % b"",
        4: stream(_WORDS),
        5: _FONT,
    }
    body, places = b"%PDF-1.7\n", {}
    for number, content in sorted({**sound, **objects}.items()):
        places[number] = len(body)
        body += b"%d 0 obj" % number + content + b"\nendobj\n"
    lines = b"".join(
        b"%010d 00000 %s \n" % (places.get(at, 0), b"n" if at in places else b"f") for at in range(max(places) + 1)
    )
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (max(places) + 1, trailer, len(body))
    return body + b"xref\n0 %d\n" % (max(places) + 1) + lines + end


@hostile("pages-recursive.pdf")
def pages_recursive() -> bytes:
    """A tree of pages whose branch is its own root."""
    return pdf({2: b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 1000>>"})


@hostile("pages-deep.pdf")
def pages_deep() -> bytes:
    """A tree of pages 5,000 deep."""
    nodes = {at: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (at + 1) for at in range(10, 5_010)}
    return pdf({2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", **nodes, 5_010: _PAGE % b""})


@hostile("pages-many.pdf")
def pages_many() -> bytes:
    """Says it has two billion pages."""
    return pdf({2: b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"})


@hostile("pages-same.pdf")
def pages_same() -> bytes:
    """One page, 100,000 times."""
    return pdf({2: b"<</Type/Pages/Count 100000/Kids[" + b"3 0 R " * 100_000 + b"]>>"})


@hostile("form-recursive.pdf", heavy=True)
def form_recursive() -> bytes:
    """A form that draws itself."""
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return pdf({3: _PAGE % b"/XObject<</X 6 0 R>>", 4: stream(_WORDS + b" /X Do"), 6: form})


@hostile("forms-doubling.pdf", heavy=True)
def forms_doubling() -> bytes:
    """Forms, each of which draws the next ten times: ten to the power of nine in the end. 35 seconds and more."""
    body = b" ".join([b"/X Do"] * 10)
    forms = {
        at: stream(body, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (at + 1))
        for at in range(6, 14)
    }
    last = stream(b"BT /F 9 Tf (a) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>")
    return pdf({3: _PAGE % b"/XObject<</X 6 0 R>>", 4: stream(_WORDS + b" /X Do"), **forms, 14: last})


@hostile("pattern-costly.pdf", heavy=True)
def pattern_costly() -> bytes:
    """A shading whose function is worked out for every point of an endless page."""
    program = b"{" + b"dup mul sin cos " * 2_000 + b"pop pop 0 0 0}"
    function = stream(program, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]")
    shading = b"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[9999 0 0 9999 0 0]/Function 7 0 R>>"
    return pdf({3: _PAGE % b"/Shading<</S 6 0 R>>", 4: stream(_WORDS + b" /S sh" * 500), 6: shading, 7: function})


@hostile("media-box.pdf")
def media_box() -> bytes:
    """A page a thousand kilometres wide."""
    return pdf({3: (_PAGE % b"").replace(b"[0 0 595 842]", b"[-2147483648 -1e30 2147483647 1e30]")})


@hostile("media-box-none.pdf")
def media_box_none() -> bytes:
    """A page of no size, turned by 45 degrees, magnified 10 billion times."""
    return pdf({3: (_PAGE % b"").replace(b"[0 0 595 842]", b"[0 0 0 0]/Rotate 45/UserUnit 1e10")})


@hostile("arrays-deep.pdf")
def arrays_deep() -> bytes:
    """An array 200,000 deep."""
    return pdf({6: b"[" * 200_000 + b"]" * 200_000}, b"/Info 6 0 R")


@hostile("dictionaries-deep.pdf")
def dictionaries_deep() -> bytes:
    """A dictionary 50,000 deep in the page itself."""
    return pdf({3: b"<</A" * 50_000 + b" 1" + b">>" * 50_000})


@hostile("content-deep.pdf")
def content_deep() -> bytes:
    """Arrays 100,000 deep in what draws the page, and a state saved as often."""
    return pdf({4: flate(b"q " * 100_000 + b"[" * 100_000 + _WORDS)})


@hostile("objects-bomb.pdf", heavy=True)
def objects_bomb() -> bytes:
    """An object stream that says it holds a million objects and inflates to 500 MB."""
    data = squeezed(b"0", 500_000_000)
    return pdf(
        {4: stream(_WORDS), 6: stream(data, b"/Type/ObjStm/N 1000000/First 10/Filter/FlateDecode")}, b"/Info 6 0 R"
    )


@hostile("content-bomb.pdf", heavy=True)
def content_bomb() -> bytes:
    """What draws the page inflates to 1 GB of blanks."""
    return pdf({4: stream(squeezed(b" ", 1_000_000_000), b"/Filter/FlateDecode")})


@hostile("content-bomb-twice.pdf", heavy=True)
def content_bomb_twice() -> bytes:
    """The same squeezed twice: 1.2 kB that become 1 GB."""
    twice = zlib.compress(squeezed(b" ", 1_000_000_000), 9)
    return pdf({4: stream(twice, b"/Filter[/FlateDecode/FlateDecode]")})


@hostile("predictor.pdf", heavy=True)
def predictor() -> bytes:
    """A predictor with two billion columns."""
    how = b"/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32/BitsPerComponent 16>>"
    return pdf({4: flate(b"x" * 10_000, how)})


@hostile("filters.pdf")
def filters() -> bytes:
    """A stream squeezed by a thousand filters, most of which do not exist."""
    return pdf({4: stream(_WORDS, b"/Filter[" + b"/ASCIIHexDecode/LZWDecode/Nothing" * 300 + b"]")})


@hostile("letters.pdf", heavy=True)
def letters() -> bytes:
    """Three million letters on one page."""
    return pdf({4: flate(b"BT /F 1 Tf 1 1 Td " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj 0 1 Td " * 100_000 + b" ET")})


@hostile("rules.pdf", heavy=True)
def rules() -> bytes:
    """300,000 lines drawn on a page."""
    return pdf({4: flate(_WORDS + b" 0 0 m 9 9 l S" * 300_000)})


@hostile("font-recursive.pdf")
def font_recursive() -> bytes:
    """A font whose letters are drawn in the font itself."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255/Widths[9]"
        b"/CharProcs<</a 6 0 R>>/Encoding<</Differences[0/a]>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    return pdf({5: font, 6: stream(b"9 0 d0 BT /F 9 Tf <00> Tj ET")})


@hostile("unicode-map.pdf", heavy=True)
def unicode_map() -> bytes:
    """A map by which each letter stands for 10,000 others."""
    table = (
        b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <31> <" + b"0061" * 10_000 + b"> endbfchar"
    )
    return pdf({5: _FONT.replace(b">>", b"/ToUnicode 6 0 R>>"), 6: stream(table)})


@hostile("xref-loop.pdf")
def xref_loop() -> bytes:
    """A table of objects whose previous one is itself."""
    sound = pdf({})
    place = sound[sound.rindex(b"startxref") + 10 :].split(b"\n")[0]
    return sound.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev " + place)


@hostile("xref-nowhere.pdf")
def xref_nowhere() -> bytes:
    """A table of objects beyond the file, of four billion entries."""
    return pdf({}).replace(b"startxref\n", b"startxref\n9").replace(b"/Size 6", b"/Size 4294967295")


@hostile("length-refers-to-itself.pdf")
def length_refers_to_itself() -> bytes:
    """A stream whose length is the stream."""
    return pdf({4: b"<</Length 4 0 R>>stream\n" + _WORDS + b"\nendstream"})


@hostile("lengths-lie.pdf")
def lengths_lie() -> bytes:
    """A stream that says it is two billion bytes long."""
    return pdf({4: b"<</Length 2147483647>>stream\n" + _WORDS + b"\nendstream"})


@hostile("picture-huge.pdf")
def picture_huge() -> bytes:
    """A page with nothing but a picture of 60,000 by 60,000 points."""
    picture = stream(
        b"x", b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    )
    return pdf({3: _PAGE % b"/XObject<</X 6 0 R>>", 4: stream(b"/X Do"), 6: picture})


@hostile("actions.pdf")
def actions() -> bytes:
    """JavaScript on opening, a program to be started, an address to be sent to, a file within."""
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\);while\\(1\\);)>>"
            b"/AA<</WC<</S/Launch/F(/bin/sh)>>>>/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>>>",
            3: (_PAGE % b"").replace(b"/Type/Page/", b"/Type/Page/AA<</O<</S/URI/URI(http://127.0.0.1:9/)>>>>/"),
            6: b"<</Type/Filespec/F(evil.exe)/EF<</F 7 0 R>>>>",
            7: stream(b"MZ"),
        }
    )


@hostile("encrypted.pdf")
def encrypted() -> bytes:
    """Says that it is encrypted, with keys of no length."""
    return pdf({6: b"<</Filter/Standard/V 4/R 4/Length 0/O()/U()/P -1>>"}, b"/Encrypt 6 0 R/ID[()()]")


@hostile("locked.pdf")
def locked() -> bytes:
    """Locked with a password."""
    from tests.metdesk import documents

    return documents.as_pdf(good.starter(), password="secret")


@hostile("header-late.pdf")
def header_late() -> bytes:
    """A kilobyte of something else before the document."""
    return b"<html>" + b" " * 900 + pdf({})


@hostile("title.pdf")
def title() -> bytes:
    """A title that turns the line, of 100,000 letters."""
    name = ("\ufeff\u202e" + "x\u0000\n" * 30_000).encode("utf-16-be")
    return pdf({6: b"<</Title<" + name.hex().encode() + b">>>"}, b"/Info 6 0 R")
