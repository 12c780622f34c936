import os
import resource
import signal
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from digest.bounded import BoundedReader, Bounds
from digest.core.errors import InvalidInput, Unavailable
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


@contextmanager
def hanging(reader, folder):
    """A task that one process of `reader` is at until the end of the block."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as thread:
        task = thread.submit(reader.read, "slow.xml", Path.read_bytes, pipe)
        with pipe.open("wb") as end:  # this waits until the process has opened the other end
            yield task
            end.write(b"at last")


def test_reader_goes_on_while_an_answer_hangs(tmp_path):
    with BoundedReader(processes=2) as reader, hanging(reader, tmp_path) as task:
        reading = [reader.read(NAME, len, b"next") for _ in range(3)]
        hung = not task.done()

    assert (reading, hung, task.result()) == ([4, 4, 4], True, b"at last")


def test_reader_loses_one_process_and_no_other(tmp_path):
    with BoundedReader(processes=2) as reader, hanging(reader, tmp_path) as task:
        with pytest.raises(InvalidInput, match="more time or memory"):
            reader.read(NAME, os._exit, 3)
        after = reader.read(NAME, len, b"next")

    assert (after, task.result()) == (4, b"at last")


def test_reader_starts_no_more_processes_than_it_may():
    with BoundedReader(processes=2) as reader, ThreadPoolExecutor(8) as threads:
        processes = set(threads.map(lambda _: reader.read(NAME, os.getpid), range(40)))

    assert 1 <= len(processes) <= 2


def test_reader_blames_no_answer_for_a_process_that_was_killed_before():
    with BoundedReader() as reader:
        before = reader.read(NAME, os.getpid)
        os.kill(before, signal.SIGKILL)
        os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)

        assert reader.read(NAME, os.getpid) != before


def test_reader_ends_its_processes_with_itself(tmp_path):
    with BoundedReader(processes=2) as reader:
        with hanging(reader, tmp_path):
            processes = [reader.read(NAME, os.getpid)]
        processes.append(reader.read(NAME, os.getpid))

    assert len(set(processes)) == 2
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_reader_says_that_the_machine_has_no_process_left():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with BoundedReader() as reader:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        try:
            with pytest.raises(
                Unavailable, match=r"No process can be started to read feed\.xml: Too many open files"
            ):
                reader.read(NAME, len, b"next")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

        assert reader.read(NAME, len, b"next") == 4


def test_reader_takes_a_whole_file_of_an_operator():
    with BoundedReader() as reader:
        assert reader.read("archive.json", len, bytes(50_000_000)) == 50_000_000
