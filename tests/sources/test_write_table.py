import io
import json

from digest.sources.write_table import WRITTEN, write_csv, write_json_lines

ROWS = (
    {
        "url": "https://zou.example/1",
        "title": '=SUM("A1") & <b>',
        "summary": "L’eau ; la vie\n\nencore",
        "published": "2026-03-05T12:00:00+00:00",
        "modified": None,
        "country": ["BJ", "TG"],
        "image_width": 800,
    },
    {"url": "https://zou.example/2", "title": "R&D &copy", "country": ["001"], "source": "العربية"},
)


def test_write_csv_gives_a_header_and_cells_that_no_spreadsheet_runs():
    output = io.StringIO()

    assert write_csv(ROWS, output) == 2
    assert output.getvalue() == (
        ",".join(WRITTEN) + "\r\n"
        'https://zou.example/1,"\'=SUM(""A1"") &amp; &lt;b&gt;","L’eau ; la vie\n\nencore",,'
        "2026-03-05T12:00:00+00:00,BJ;TG,,,,,,800,,\r\n"
        "https://zou.example/2,R&amp;D &amp;copy,,,,001,,,,العربية,,,,\r\n"
    )


def test_write_json_lines_gives_an_object_for_each_without_what_is_not_there():
    output = io.StringIO()

    assert write_json_lines(ROWS, output) == 2
    first, second = map(json.loads, output.getvalue().splitlines())
    assert first == {
        "url": "https://zou.example/1",
        "title": '=SUM("A1") &amp; &lt;b&gt;',
        "summary": "L’eau ; la vie\n\nencore",
        "published": "2026-03-05T12:00:00+00:00",
        "country": ["BJ", "TG"],
        "image_width": 800,
    }
    assert second == {
        "url": "https://zou.example/2",
        "title": "R&amp;D &amp;copy",
        "country": ["001"],
        "source": "العربية",
    }
    assert "العربية" in output.getvalue()


def test_write_csv_of_nothing_is_the_header():
    output = io.StringIO()

    assert (write_csv([], output), output.getvalue()) == (0, ",".join(WRITTEN) + "\r\n")
