"""The table of elements and the engine agree: what the table lets pass, the engine heeds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mjml import mjml2html

from digest.render.elements import ELEMENTS, Content, Element
from digest.render.validate import find_faults

_DEFAULTS = ("mj-all", "mj-class", "mj-body")
BODY = {n: each for n, each in ELEMENTS.items() if "css-class" in each.attributes and n not in _DEFAULTS}

VALUES = {
    "align": "right",
    "background-position": "left bottom",
    "background-position-x": "left",
    "background-position-y": "bottom",
    "background-repeat": "no-repeat",
    "background-size": "cover",
    "background-url": "https://a.example/b.png",
    "border-style": "dotted",
    "css-class": "look",
    "direction": "rtl",
    "fluid-on-mobile": "true",
    "font-family": "Courier",
    "font-style": "italic",
    "font-weight": "700",
    "full-width": "full-width",
    "mj-class": "known",
    "table-layout": "fixed",
    "text-align": "right",
    "text-decoration": "underline",
    "text-transform": "uppercase",
    "vertical-align": "bottom",
}
AROUND = {
    "background-url": 'background-url="https://a.example/a.png"',
    "href": 'href="https://a.example/a"',
    "padding": 'padding="3px"',
}
"""Without which others come to nothing."""


def value(attribute: str) -> str:
    if attribute in VALUES:
        return VALUES[attribute]
    if attribute.endswith("color"):
        return "#123456"
    if attribute.startswith("border") and attribute not in ("border-radius", "border-width"):
        return "3px solid #654321"
    return "37px"


def mail(name: str, attributes: str) -> str:
    """A mail with one `name`, in the place where it belongs."""
    inner = {"mj-column": "<mj-text>a</mj-text>", "mj-table": "<tr><td>a</td></tr>"}
    inner["mj-section"] = inner["mj-group"] = f"<mj-column>{inner['mj-column']}</mj-column>"
    inner["mj-wrapper"] = f'<mj-section background-color="#FFFFFF">{inner["mj-section"]}</mj-section>'
    content = inner.get(name, "a" if ELEMENTS[name].content is Content.HTML else "")
    text = f"<{name} {attributes}>{content}</{name}>"
    if "mj-column" in ELEMENTS[name].parents:
        text = f'<mj-column padding="3px">{text}</mj-column>'
    if name in ("mj-column", "mj-group") or "mj-column" in ELEMENTS[name].parents:
        text = f"<mj-section>{text}</mj-section>"
    known = '<mj-class name="known" padding-left="41px" padding="39px" background-color="#999999" height="55px" />'
    return f"<mjml><mj-head><mj-attributes>{known}</mj-attributes></mj-head><mj-body>{text}</mj-body></mjml>"


@pytest.mark.parametrize(("name", "element"), BODY.items(), ids=BODY)
def test_engine_heeds_every_attribute_of(name: str, element: Element) -> None:
    around = {each: text for each, text in AROUND.items() if each in element.attributes}
    around |= {each: f'{each}="a"' for each in ("alt", "src") if each in element.attributes}

    def html(attribute: str, extra: str = "") -> str:
        others = (text for each, text in around.items() if each != attribute)
        return str(mjml2html(mail(name, " ".join((*others, extra))), fonts={}))

    idle = [each for each in element.attributes if html(each) == html(each, f'{each}="{value(each)}"')]

    assert idle == []


CHILDREN = {parent: [name for name in BODY if parent in BODY[name].parents] for parent in (*BODY, "mj-body")}


@st.composite
def elements(draw: st.DrawFn, parent: str) -> str:
    """What may stand in `parent`, by the table alone."""
    children = []
    for name in draw(st.lists(st.sampled_from(CHILDREN[parent]), min_size=1, max_size=3)):
        element = BODY[name]
        chosen = draw(st.sets(st.sampled_from(sorted(element.attributes - {"full-width"})), max_size=3))
        needed = {"alt"} & element.attributes
        attributes = " ".join(f'{each}="{value(each)}"' for each in sorted(chosen | needed))
        inner = draw(elements(name)) if CHILDREN[name] else "<b>a</b>" if element.content is Content.HTML else ""
        children.append(f"<{name} {attributes}>{inner}</{name}>")
    return "".join(children)


@settings(max_examples=40, deadline=None)
@given(elements("mj-body"))
def test_whatever_passes_is_compiled_and_leaves_no_element_of_mjml(body: str) -> None:
    head = '<mj-head><mj-attributes><mj-class name="known" color="#123456" /></mj-attributes></mj-head>'
    text = f"<mjml>{head}<mj-body>{body}</mj-body></mjml>"

    assert find_faults(text, ()) == []
    assert "<mj-" not in mjml2html(text, fonts={})


@given(st.text(alphabet="<>/ab\"'= -!", max_size=60), st.data())
def test_find_faults_never_fails(noise: str, data: st.DataObject) -> None:
    text = "<mjml><mj-body><mj-section><mj-column><mj-text>a</mj-text></mj-column></mj-section></mj-body></mjml>"
    at = data.draw(st.integers(0, len(text)))

    for offset, words in find_faults(text[:at] + noise + text[at:], ()):
        assert 0 <= offset <= len(text) + len(noise)
        assert words.endswith(".")
