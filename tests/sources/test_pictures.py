import pytest

from digest.core.article import Picture
from digest.sources.pictures import first_picture, pictures_in, pixels


def test_pictures_in_reads_the_images_of_a_text():
    markup = (
        """<p><img src='https://echo.example/a.jpg?a=1&amp;b=2' alt="L&#8217;eau" width="640px"><IMG alt="">"""
    )

    assert list(pictures_in(markup)) == [Picture("https://echo.example/a.jpg?a=1&b=2", "L’eau", 640, None)]


def test_first_picture_passes_over_icons_and_pictures_without_an_address():
    wanted = Picture("https://echo.example/b.jpg", width=600)
    candidates = [Picture("data:image/gif;base64,R0"), Picture("https://echo.example/i.png", height=1), wanted]

    assert first_picture(candidates) == wanted
    assert first_picture(candidates[:2]) is None


@pytest.mark.parametrize(
    ("value", "expected"), [(640, 640), ("640", 640), (" 640px ", 640), ("100%", None), (0, None), (None, None)]
)
def test_pixels(value, expected):
    assert pixels(value) == expected


@pytest.mark.parametrize("name", ["film.mp4", "son.MP3?a=1", "carte.svg", "journal.pdf"])
def test_first_picture_takes_nothing_that_no_mail_shows(name):
    assert first_picture([Picture(f"https://echo.example/{name}")]) is None


def test_first_picture_prefers_one_that_fills_a_mail_and_takes_no_logo():
    logo, small, wide = (
        Picture("https://echo.example/theme/logo-2x.png", width=900),
        Picture("https://echo.example/petite.jpg", width=300),
        Picture("https://echo.example/logone.jpg", width=1200),
    )

    assert first_picture([logo, small, wide]) == wide
    assert first_picture([logo, small]) == small
    assert first_picture([logo]) is None
