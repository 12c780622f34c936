from pathlib import Path

import pytest

from digest.core.errors import InvalidInput
from digest.render.environment import html_environment
from digest.render.templates import Library, open_library


def write(folder: Path, **files: str) -> Library:
    (folder / "email").mkdir(parents=True)
    for name, text in files.items():
        (folder / "email" / f"{name}.j2").write_text(text, encoding="utf-8")
    return Library((folder / "email",))


def test_library_puts_parts_in_their_places(tmp_path: Path) -> None:
    library = write(tmp_path, body='<a>{% include "part.j2" %}</a>', part="{{ title }}\n\n")

    assert library.read("body.j2", html_environment()).text == "<a>{{ title }}</a>\n"


def test_library_prefers_the_operators_file_and_falls_back_to_ours(tmp_path: Path) -> None:
    (tmp_path / "email" / "issue").mkdir(parents=True)
    (tmp_path / "email" / "issue" / "subject.txt.j2").write_text("[Matin] {{ headline }}", encoding="utf-8")
    library = open_library(tmp_path)

    assert library.read("issue/subject.txt.j2", html_environment()).text == "[Matin] {{ headline }}\n"
    assert library.read("issue/body.mjml.j2", html_environment()).text.startswith("<mjml")


def test_library_names_the_file_and_the_line_of_a_mistake(tmp_path: Path) -> None:
    library = write(tmp_path, body='{% include "part.j2" %}', part="fine\n{{ title }\n")

    with pytest.raises(InvalidInput, match=r"part\.j2, line 2: unexpected '}'"):
        library.read("body.j2", html_environment())


def test_library_says_who_includes_a_missing_part(tmp_path: Path) -> None:
    library = write(tmp_path, body='{% include "part.j2" %}')

    with pytest.raises(InvalidInput, match=r"The template part\.j2, which body\.j2 includes, is in none of"):
        library.read("body.j2", html_environment())


def test_library_stops_at_a_part_that_includes_itself(tmp_path: Path) -> None:
    library = write(tmp_path, body='{% include "body.j2" %}')

    with pytest.raises(InvalidInput, match=r"body\.j2 includes itself"):
        library.read("body.j2", html_environment())


def test_library_does_not_leave_its_folders(tmp_path: Path) -> None:
    (tmp_path / "secret.j2").write_text("secret", encoding="utf-8")
    library = write(tmp_path, body='{% include "../secret.j2" %}')

    with pytest.raises(InvalidInput, match="is in none of"):
        library.read("body.j2", html_environment())


def test_open_library_refuses_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="does not exist; set DIGEST_TEMPLATES"):
        open_library(tmp_path / "nowhere")
