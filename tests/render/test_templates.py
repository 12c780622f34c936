from pathlib import Path

import pytest

from digest.core.errors import InvalidInput
from digest.render.environment import html_environment
from digest.render.templates import Library
from digest.render.themes import open_themes


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
    library = open_themes(tmp_path).library("default")

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

    library = write(tmp_path / "other", body=f'{{% include "{tmp_path / "secret.j2"}" %}}')
    with pytest.raises(InvalidInput, match="is in none of"):
        library.read("body.j2", html_environment())


@pytest.mark.parametrize("include", ['{%- include "part.j2" -%}', "{% include 'part.j2' %}"])
def test_library_knows_an_include_however_it_is_written(tmp_path: Path, include: str) -> None:
    library = write(tmp_path, body=include, part="a")

    assert library.read("body.j2", html_environment()).text == "a\n"


def test_library_counts_lines_from_the_top_of_the_file(tmp_path: Path) -> None:
    library = write(tmp_path, body='\n\n<p>{% include "part.j2" %}</p>\n<b>', part="\n\n<i>\n")
    source = library.read("body.j2", html_environment())

    places = [source.place(source.text.index(tag)).rpartition("/")[2] for tag in ("<p>", "<i>", "<b>")]
    assert places == ["body.j2, line 3", "part.j2, line 3", "body.j2, line 4"]


def test_library_stops_at_parts_that_grow_without_measure(tmp_path: Path) -> None:
    parts = {f"part{n}": f'{{% include "part{n + 1}.j2" %}}' * 10 for n in range(9)}
    library = write(tmp_path, **parts, part9="x" * 100)

    with pytest.raises(InvalidInput, match=r"part0\.j2 grows beyond 200,000 characters with its parts"):
        library.read("part0.j2", html_environment())


@pytest.mark.parametrize("text", ["{{ " + "(" * 5000 + ")" * 5000 + " }}", "{{ " + "9" * 5000 + " }}"])
def test_library_says_what_jinja_cannot_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidInput, match=r"body\.j2: Jinja cannot read it"):
        write(tmp_path, body=text).read("body.j2", html_environment())


def test_open_themes_refuses_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="does not exist; set DIGEST_TEMPLATES"):
        open_themes(tmp_path / "nowhere")
