"""Canonical forms: beside those of dkimpy, which somebody else has written."""

import hashlib
from itertools import pairwise

import pytest
from dkim.canonicalization import Relaxed, Simple
from hypothesis import given
from hypothesis import strategies as st

from digest.mail.canonical import hash_body, relax

_LINES = st.lists(st.sampled_from([b"", b".", b"..", b". x", b"a  b", b" a", b"--=_digest", b"=2E"]), max_size=8)


def simple_hash(body: bytes) -> bytes:
    return hashlib.sha256(Simple.canonicalize_body(body)).digest()


@given(lines=_LINES, cuts=st.lists(st.integers(0, 8), max_size=4), ends=st.booleans())
def test_hash_of_a_body_in_parts_is_that_of_the_whole(lines: list[bytes], cuts: list[int], ends: bool) -> None:
    pieces = [line + b"\r\n" for line in lines] + ([] if ends else [b"the end"])
    edges = [0, *sorted(cuts), len(pieces)]
    parts = [b"".join(pieces[start:end]) for start, end in pairwise(edges)]

    assert hash_body(parts) == simple_hash(b"".join(pieces))


@pytest.mark.parametrize("parts", [[], [b""], [b"\r\n"], [b"\r\n\r\n", b"", b"\r\n"]])
def test_hash_of_an_empty_body_is_that_of_one_line_break(parts: list[bytes]) -> None:
    assert hash_body(parts) == hashlib.sha256(b"\r\n").digest()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"Subject", b"X-Odd", b"LIST-ID"]),
            st.sampled_from([b":", b": ", b":  ", b" :\t"]),
            st.lists(st.sampled_from([b"a", b"b:c", b" ", b"\t", b"\r\n ", b"\r\n\t  ", b"=?utf-8?q?=C3=A9?="])),
        ),
        max_size=5,
    )
)
def test_relaxed_headers_are_those_of_dkimpy(fields: list[tuple[bytes, bytes, list[bytes]]]) -> None:
    lines = [(name + between, b"".join(value) + b"x\r\n") for name, between, value in fields]
    pairs = [(whole[: whole.index(b":")], whole[whole.index(b":") + 1 :]) for whole in map(b"".join, lines)]

    expected = [(name, name + b":" + value) for name, value in Relaxed.canonicalize_headers(pairs)]
    assert list(relax(b"".join(map(b"".join, lines)))) == [(name.decode(), field) for name, field in expected]
