import subprocess
import sys

import pytest

from digest.cli.output import output_to
from digest.core.errors import Unavailable


def test_output_to_stdout_is_utf8_with_the_line_ends_as_written(capfdbinary):
    with output_to(None) as output:
        output.write("é\r\n")

    assert capfdbinary.readouterr().out == "é\r\n".encode()


def test_output_to_a_file_appears_when_it_is_complete(tmp_path):
    path = tmp_path / "all.csv"
    path.write_text("before")

    with output_to(path) as output:
        output.write("é\r\n")
        assert path.read_text() == "before"

    assert path.read_bytes() == "é\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_output_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "all.csv"
    path.write_text("before")

    with pytest.raises(TypeError), output_to(path) as output:
        output.writelines(["half", None])

    assert [(file, file.read_text()) for file in tmp_path.iterdir()] == [(path, "before")]


@pytest.mark.parametrize(("name", "words"), [("none/all.csv", "No such file"), ("", "Is a directory")])
def test_output_to_where_nothing_can_be_written_is_an_error_in_words(tmp_path, name, words):
    folder = tmp_path / "folder"
    folder.mkdir()

    with pytest.raises(Unavailable, match=f"cannot be written: {words}"), output_to(folder / name) as output:
        output.write("x")


def test_output_ends_quietly_when_its_reader_has_seen_enough():
    program = (
        "from digest.cli.output import output_to\n"
        "with output_to(None) as output:\n"
        "    for _ in range(100_000): output.write('line\\n')\n"
    )

    writer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with writer:
        assert writer.stdout
        assert writer.stderr
        assert writer.stdout.readline() == b"line\n"
        writer.stdout.close()
        assert writer.stderr.read() == b""

    assert writer.returncode == 0
