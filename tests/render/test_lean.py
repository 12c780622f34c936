from digest.render.lean import lean


def test_lean_drops_sides_that_the_shorthand_says_already() -> None:
    html = '<td style="padding:20px 32px 0; padding-top:20px;padding-left:8px;color:red;">'

    assert lean(html) == '<td style="padding:20px 32px 0;padding-left:8px;color:red">'


def test_lean_rounds_fractions_of_pixels() -> None:
    assert lean('<td width="374.88" style="width:193.12px">') == '<td width="375" style="width:193px">'


def test_lean_merges_conditionals_that_touch() -> None:
    html = "<!--[if mso | IE]><table><![endif]--><!--[if mso | IE]><tr><![endif]-->"

    assert lean(html) == "<!--[if mso | IE]><table><tr><![endif]-->"


def test_lean_keeps_what_a_sheet_means() -> None:
    html = "<style> a:hover { color: red !important; }\n @media (width: 9px) { .a > b { margin: 0; } } </style>"

    assert lean(html) == "<style>a:hover{color:red!important}@media (width:9px){.a>b{margin:0}}</style>"


def test_lean_leaves_the_colour_of_a_button_to_its_style() -> None:
    html = '<td align="center" bgcolor="#A63D1F" role="presentation" style="background:#A63D1F">'

    assert lean(html) == '<td align="center" role="presentation" style="background:#A63D1F">'


def test_lean_treats_styles_that_name_a_font_like_others() -> None:
    html = """<p style='margin:0; font:13px "Segoe UI", Arial'>«</p>"""

    assert lean(html) == """<p style="margin:0;font:13px 'Segoe UI',Arial">«</p>"""


def test_lean_writes_no_zero_before_a_point_and_no_ground_twice() -> None:
    html = '<span style="letter-spacing:-0.5px;margin:10.5px;background-color:#FFFFFF" bgcolor="#FFFFFF">a</span>'

    assert lean(html) == '<span style="letter-spacing:-.5px;margin:10.5px;background-color:#FFFFFF">a</span>'
