"""Mail programs: what each way of showing a page changes in it, and what it leaves."""

from digest.render.mail_program import in_dark, in_light, inverted, without_pictures, without_styles

PAGE = """<html><head><meta name="color-scheme" content="light dark">
<style>.a{color:#111}@media (prefers-color-scheme: dark){.a{color:#eee}}</style></head>
<body style="margin:0"><img src="https://echo.example/a.jpg" alt="Le port" style='width:1px'></body></html>"""


def test_light_page_never_turns_dark() -> None:
    assert in_light(PAGE) == PAGE.replace("(prefers-color-scheme: dark)", "(max-width:0)").replace(
        '<meta name="color-scheme" content="light dark">', ""
    )


def test_dark_page_is_dark_on_any_screen() -> None:
    dark = in_dark(PAGE)

    assert "@media (min-width:0){.a{color:#eee}}" in dark
    assert "<style>:root{color-scheme:dark}</style></head>" in dark


def test_inverted_page_is_the_light_one_turned_round_but_for_its_pictures() -> None:
    assert (
        inverted(PAGE).replace(
            "<style>html{background:#fff}html,img{filter:invert(1) hue-rotate(180deg)}</style>", ""
        )
        == in_light(PAGE)
        != inverted(PAGE)
    )


def test_page_without_pictures_keeps_their_words() -> None:
    assert without_pictures(PAGE) == in_light(PAGE).replace("https://echo.example/a.jpg", "about:blank")


def test_page_without_styles_has_none() -> None:
    assert without_styles(PAGE) == (
        '<html><head><meta name="color-scheme" content="light dark">\n</head>\n'
        '<body><img src="https://echo.example/a.jpg" alt="Le port"></body></html>'
    )
