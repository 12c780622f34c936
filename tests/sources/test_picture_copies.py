"""Copies of pictures: what becomes of every kind of file that a publisher may have."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from digest.core.errors import InvalidInput
from digest.core.picture import Copies, PictureFile
from digest.sources.picture_copies import HERO_BYTES, THUMB_BYTES, make_copies

ORIENTATION = 0x0112


def a_file(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def a_picture(width: int = 1600, height: int = 1000, mode: str = "RGB") -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), "red")
    ImageDraw.Draw(image).rectangle((0, height // 2, width, height), fill="blue")
    return image.convert(mode)


def opened(file: PictureFile) -> Image.Image:
    image = Image.open(io.BytesIO(file.body))
    image.load()
    return image


def shape(copies: Copies) -> list[tuple[str, int, int]]:
    return [(file.kind, file.width, file.height) for file in (copies.hero, copies.thumb)]


def is_near(found: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_copies_have_the_shape_of_their_places(kind: str) -> None:
    copies = make_copies("a", a_file(a_picture(), kind))

    assert shape(copies) == [("jpg", 1200, 675), ("jpg", 288, 288)]
    assert [(opened(f).format, opened(f).size) for f in (copies.hero, copies.thumb)] == [
        ("JPEG", (1200, 675)),
        ("JPEG", (288, 288)),
    ]
    assert opened(copies.hero).info["progressive"]


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_copies_of_other_colours_are_rgb(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    hero = opened(make_copies("a", a_file(a_picture(mode=mode), kind)).hero)

    assert hero.mode == "RGB"


def test_copies_keep_the_colours_of_cmyk() -> None:
    hero = opened(make_copies("a", a_file(a_picture(mode="CMYK"))).hero)

    assert is_near(hero.getpixel((600, 100)), (255, 0, 0))


def test_copies_keep_the_light_of_sixteen_bits() -> None:
    grey = Image.new("I;16", (800, 600), 0x8000)

    assert is_near(opened(make_copies("a", a_file(grey, "PNG")).hero).getpixel((5, 5)), (128, 128, 128))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_copies_stand_upright_and_tell_nothing(orientation: int) -> None:
    turned = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    image = a_picture(1600, 1600)
    if orientation > 1:
        image = image.transpose(Image.Transpose(turned[orientation]))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010E] = "Somebody’s garden"

    hero = opened(make_copies("a", a_file(image, exif=exif, comment=b"secret")).hero)

    assert is_near(hero.getpixel((600, 20)), (255, 0, 0))
    assert is_near(hero.getpixel((600, 650)), (0, 0, 255))
    assert (dict(hero.getexif()), hero.info.get("comment")) == ({}, None)


def test_copies_that_shine_through_stay_so() -> None:
    image = a_picture(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))

    copies = make_copies("a", a_file(image, "PNG"))

    assert shape(copies) == [("png", 1200, 675), ("png", 288, 288)]
    assert opened(copies.thumb).has_transparency_data


def test_copies_of_noise_that_shines_through_give_that_up_before_they_are_heavy() -> None:
    noise = Image.effect_noise((1300, 900), 120)
    image = Image.merge("RGBA", [noise, noise, noise, noise])

    copies = make_copies("a", a_file(image, "PNG"))

    assert [f.kind for f in (copies.hero, copies.thumb)] == ["jpg", "jpg"]
    assert len(copies.hero.body) <= HERO_BYTES
    assert len(copies.thumb.body) <= THUMB_BYTES


def test_copies_are_never_larger_than_the_picture() -> None:
    assert shape(make_copies("a", a_file(a_picture(320, 240)))) == [("jpg", 320, 180), ("jpg", 240, 240)]


def test_copies_of_an_upright_picture_keep_what_is_above_its_middle() -> None:
    hero = opened(make_copies("a", a_file(a_picture(1200, 2400))).hero)

    # 675 rows of 2,400, a third of the rest above them: from 575 to 1,250, where blue begins at 1,200.
    assert is_near(hero.getpixel((600, 600)), (255, 0, 0))
    assert is_near(hero.getpixel((600, 665)), (0, 0, 255))


@pytest.mark.parametrize("size", [(1, 1), (20_000, 1), (63, 500)])
def test_copies_of_a_counter_or_a_rule_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput, match=r"^https://a\.example/p is a picture of .* too small to be shown\.$"):
        make_copies("https://a.example/p", a_file(Image.new("RGB", size), "PNG"))


@pytest.mark.parametrize("side", [6_500, 10_000, 14_000])
def test_copies_of_a_bomb_are_refused_unread(side: int) -> None:
    bomb = a_file(Image.new("1", (side, side)), "PNG")

    with pytest.raises(InvalidInput, match="more than 40 million pixels"):
        make_copies("a", bomb)


def test_copies_of_what_moves_are_refused() -> None:
    frames = [a_picture(100, 100), a_picture(100, 100).rotate(180)]
    for kind in ("GIF", "WEBP", "PNG"):
        moving = a_file(frames[0], kind, save_all=True, append_images=frames[1:])
        with pytest.raises(InvalidInput, match="moves"):
            make_copies("a", moving)


@pytest.mark.parametrize("raw", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"BM" + b"\0" * 90])
def test_copies_of_what_is_no_picture_are_refused(raw: bytes) -> None:
    with pytest.raises(InvalidInput, match="not a picture in JPEG, PNG, WEBP, AVIF or GIF"):
        make_copies("a", raw)


@settings(max_examples=40, deadline=None)
@given(kind=st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF", "GIF"]), data=st.data())
def test_copies_of_what_breaks_off_or_is_damaged_are_refused_or_whole(kind: str, data: st.DataObject) -> None:
    whole = a_file(a_picture(80, 70), kind)
    cut = data.draw(st.integers(0, len(whole)))
    at = data.draw(st.integers(0, len(whole) - 1))
    raw = bytearray(whole[:cut] if data.draw(st.booleans()) else whole)
    if at < len(raw):
        raw[at] ^= data.draw(st.integers(0, 255))
    try:
        copies = make_copies("a", bytes(raw))
    except InvalidInput:
        return
    assert opened(copies.hero).size == (copies.hero.width, copies.hero.height)


def test_copies_of_a_truncated_picture_are_refused() -> None:
    whole = a_file(a_picture())

    with pytest.raises(InvalidInput, match="damaged"):
        make_copies("a", whole[: len(whole) // 2])


def test_copies_are_named_for_what_is_in_them() -> None:
    first, second = (make_copies("a", a_file(a_picture())) for _ in range(2))

    assert first == second
    assert first.hero.name == second.hero.name != first.thumb.name
