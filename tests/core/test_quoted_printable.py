import quopri
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.core.quoted_printable import encode

PIECES = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.text(" \t\r\n.=é—Fromx", max_size=200)
    | st.text(".", min_size=60, max_size=170)
    | st.sampled_from(
        ["From ", ".", "..", "\r\n.\r\n", " \t", "awa@lectrices.example", "https://a.example/u/AQAAAA"]
    ),
    max_size=6,
)


def normalised(text: str) -> str:
    """What a piece promises to keep: every line break as CRLF, without the blanks before it."""
    return re.sub(r"[ \t]*(\r\n|\r|\n)", "\r\n", text)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("", b""),
        ("Crue", b"Crue=\r\n"),
        ("Côte d’Ivoire", b"C=C3=B4te d=E2=80=99Ivoire=\r\n"),
        ("a = b\n", b"a =3D b\r\n"),
        ("une ligne  \nune autre\r\n", b"une ligne\r\nune autre\r\n"),
        (".", b"=2E=\r\n"),
        ("From here", b"=46rom here=\r\n"),
        ("fin ", b"fin=20=\r\n"),
    ],
)
def test_encode_gives_a_piece_that_ends_in_a_line_break(text: str, piece: bytes) -> None:
    assert encode(text) == piece


@given(PIECES)
@example(["x" * 75])
@example(["x" * 76])
@example(["x" * 74 + "."])
@example(["é" * 13 + "."])
@settings(max_examples=300)
def test_encode_joined_decodes_to_the_joined_text(texts: list[str]) -> None:
    joined = b"".join(encode(text) for text in texts)

    assert quopri.decodestring(joined).decode() == "".join(normalised(text) for text in texts)


@given(PIECES)
@settings(max_examples=300)
def test_encode_joined_is_fit_for_the_wire(texts: list[str]) -> None:
    joined = b"".join(encode(text) for text in texts)

    assert joined.isascii()
    assert joined == b"" or joined.endswith(b"\r\n")
    for line in joined.split(b"\r\n"):
        assert len(line) <= 76
        assert not line.startswith((b".", b"From "))
        assert not line.endswith((b" ", b"\t"))
        assert b"\r" not in line
        assert b"\n" not in line
