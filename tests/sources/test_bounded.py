import os
import time
import zlib

import pytest

from digest.core.errors import InvalidInput
from digest.sources.bounded import BoundedReader, Bounds
from digest.sources.recognise import read
from tests.wire.samples import sample

NAME = "feed.xml"
TIGHT = Bounds(memory=400_000_000, cpu=1, wall=10)
DEEP = b"<rss><channel><item>" + b"<a>" * 200_000 + b"</a>" * 200_000
LAUGHS = (
    b'<!DOCTYPE rss [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><rss version='2.0'><channel><title>&a9;</title><item><title>&a9;</title>"
    b"<link>https://echo.example/1</link></item></channel></rss>"
)


def test_reader_gives_what_the_function_gives_and_keeps_its_process():
    with BoundedReader() as reader:
        process = reader.read(NAME, os.getpid)
        reading = reader.read(NAME, read, sample("feed.atom"), "feed")
        again = reader.read(NAME, os.getpid)

    assert reading == read(sample("feed.atom"), "feed")
    assert process == again != os.getpid()


def test_reader_hands_on_what_is_wrong_with_an_input():
    with BoundedReader() as reader, pytest.raises(InvalidInput, match="page is a web page, not a feed"):
        reader.read(NAME, read, b"<html></html>", "page")


@pytest.mark.parametrize(
    ("hungry", "words"),
    [
        ((bytes, 10**9), "more memory to read"),
        ((sum, range(10**12)), "more time or memory to read"),
        ((os._exit, 3), "more time or memory to read"),
        ((zlib.decompress, b"rubbish"), "feed.xml cannot be read: error: Error -3"),
    ],
    ids=["memory", "computing", "a crash", "a stumble"],
)
def test_reader_bounds_what_reading_may_take_and_goes_on(hungry, words):
    with BoundedReader(TIGHT) as reader:
        with pytest.raises(InvalidInput, match=words):
            reader.read(NAME, *hungry)

        assert reader.read(NAME, len, b"next") == 4


def test_reader_ends_a_process_that_does_not_answer():
    with BoundedReader(Bounds(wall=0.05)) as reader, pytest.raises(InvalidInput, match="more time or memory"):
        reader.read(NAME, time.sleep, 3600)


def test_reader_refuses_nesting_without_measure():
    with BoundedReader(TIGHT) as reader, pytest.raises(InvalidInput, match="nests more than"):
        reader.read(NAME, read, DEEP, NAME)


def test_reader_does_not_laugh_a_billion_times():
    with BoundedReader(TIGHT) as reader:
        reading = reader.read(NAME, read, LAUGHS, NAME)

    assert len(repr(reading)) < 1000
