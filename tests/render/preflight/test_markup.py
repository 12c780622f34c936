"""HTML of any origin becomes the tree that a browser would make of it, as far as a mail needs."""

from digest.render.preflight.element import Element
from digest.render.preflight.markup import MOST_ELEMENTS, read_markup


def outline(source: str) -> str:
    """The tree as nested names: "table(tbody(tr(td)))"."""
    return " ".join(_name(child) for child in read_markup(source).root.children if isinstance(child, Element))


def _name(element: Element) -> str:
    within = " ".join(_name(child) for child in element.children if isinstance(child, Element))
    return f"{element.tag}({within})" if within else element.tag


def test_elements_stand_in_each_other() -> None:
    assert outline("<div><p>a <b>b</b></p><img src=x></div><hr>") == "div(p(b) img) hr"


def test_ends_that_may_be_left_out_are_known() -> None:
    assert outline("<ul><li>a<li>b</ul><p>c<p>d<h2>e</h2>") == "ul(li li) p p h2"
    assert outline("<table><tr><td>a<td>b<tr><td>c</table>") == "table(tbody(tr(td td) tr(td)))"


def test_end_that_nothing_began_ends_nothing() -> None:
    assert (
        outline("<table><tr><td></b></p><i>a</i></td></tr></table></div><u>b</u>") == "table(tbody(tr(td(i)))) u"
    )


def test_comments_and_raw_text_hold_no_elements() -> None:
    comments = "<!--[if mso]><b><![endif]--><!--[if !mso]><!--><i></i><!--<![endif]-->"
    source = f"{comments}<style>a>b{{}}</style><script><p></script>"

    assert outline(source) == "i style script"
    assert read_markup(source).elements[1].children == ["a>b{}"]


def test_attributes_are_read_however_they_are_written() -> None:
    [element] = read_markup("<A HREF='a&amp;b' title = \"x > y\" hidden data-n=1/2 href=z>").elements

    assert element.attributes == {"href": "a&b", "title": "x > y", "hidden": "", "data-n": "1/2"}


def test_character_references_of_any_size_are_read() -> None:
    tree = read_markup(f"<p>&eacute;&#233;&#xe9;&#{'9' * 5_000};&nbsp;&unknown;</p>")

    assert tree.elements[0].children == ["ééé\ufffd\u00a0&unknown;"]


def test_doctype_and_lines_are_kept() -> None:
    tree = read_markup("\n<!DOCTYPE html>\n<html>\n<body><p>\n\n<b>x</b>")

    assert (tree.doctype, [(element.tag, element.line) for element in tree.elements]) == (
        "<!DOCTYPE html>",
        [("html", 3), ("body", 4), ("p", 4), ("b", 6)],
    )


def test_text_is_what_stands_within() -> None:
    [heading, *_] = read_markup("<h1>\n One <b>two</b><br>three\u00a0!</h1>").elements

    assert heading.text == "One twothree !"


def test_attribute_is_inherited_from_the_nearest_that_has_it() -> None:
    *_, inner = read_markup('<div lang="fr"><p lang="en"><b>x</b></p></div>').elements

    assert (inner.inherited("lang"), inner.inherited("dir")) == ("en", "")


def test_what_is_broken_off_is_read_to_its_end() -> None:
    assert [outline(source) for source in ('<a href="x', "<!-- a", "<style>a", "<", "<p", "</", "<!")] == [
        "a",
        "",
        "style",
        "",
        "p",
        "",
        "",
    ]


def test_elements_beyond_the_bound_are_left_out() -> None:
    assert len(read_markup("<b>" * (MOST_ELEMENTS + 10)).elements) == MOST_ELEMENTS
