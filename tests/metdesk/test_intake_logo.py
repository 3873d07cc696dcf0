"""A logo is drawn anew: what is kept is small, upright and ours; what is no picture is said."""

import io

import pytest
from PIL import Image, PngImagePlugin

import resources
from metdesk.errors import Refused
from metdesk.intake.logo import LARGEST, read_logo, redrawn


def picture(data: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(data), formats=("PNG",))
    made.load()
    return made


def file(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **how)
    return data.getvalue()


def test_a_picture_is_drawn_anew_in_a_process_of_its_own() -> None:
    sample = resources.read("icons/sample-logo.png")
    again = read_logo(sample, "logo.png")
    assert again == redrawn(sample, "logo.png")
    assert picture(again).tobytes() == picture(sample).tobytes()


@pytest.mark.parametrize("size", [(4_000, 3_000), (3_000, 20), (20, 3_000), (1, 1)])
def test_a_large_picture_becomes_a_small_one(size: tuple[int, int]) -> None:
    small = picture(redrawn(file(Image.effect_noise(size, 60), "JPEG"), "logo.jpg"))
    assert small.width <= LARGEST[0]
    assert small.height <= LARGEST[1]


def test_the_largest_logo_is_small_whatever_it_shows() -> None:
    noise = Image.merge("RGBA", [Image.effect_noise(LARGEST, 200) for _ in range(4)])
    assert len(redrawn(file(noise), "logo.png")) < 2_000_000


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode: str) -> None:
    image = Image.new("L", (8, 8), 200).convert(mode) if mode != "I;16" else Image.new(mode, (8, 8), 200 * 256)
    grey = 255 if mode == "1" else 200
    assert picture(redrawn(file(image), "logo.png")).convert("RGB").getpixel((4, 4)) == (grey, grey, grey)


def test_a_jpeg_for_printers_is_taken() -> None:
    shown = picture(redrawn(file(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"), "logo.jpg"))
    red, green, blue = shown.getpixel((4, 4))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


def test_a_photograph_taken_sideways_stands_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Taken at 52.77 N, 0.88 W"
    again = redrawn(file(Image.new("RGB", (40, 20), "teal"), "JPEG", exif=exif), "logo.jpg")
    assert picture(again).size == (20, 40)
    assert b"52.77" not in again


def test_nothing_but_the_picture_is_kept() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "planted")
    again = redrawn(
        file(Image.new("RGB", (8, 8)), pnginfo=words, icc_profile=b"planted") + b"PK\x03\x04planted", "l.png"
    )
    assert b"planted" not in again
    assert not picture(again).info


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a PNG or JPEG picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG picture"),
        (b"GIF89a", "not a PNG or JPEG picture"),
        (b"\x89PNG\r\n\x1a\n cut", "is damaged"),
        (b"\xff\xd8\xff", "is damaged"),
        (file(Image.new("RGB", (80, 80)))[:-40], "is damaged"),
        (file(Image.new("1", (10_000, 5_001))), "larger than 50 megapixels"),
    ],
)
def test_what_is_no_logo_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        redrawn(data, "logo.png")


def test_fifty_megapixels_are_taken() -> None:
    assert read_logo(file(Image.new("RGBA", (10_000, 5_000))), "logo.png")
