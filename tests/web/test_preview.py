"""Previews: every view shows the message that would go out, with the eyes of whom the editor chose."""

import email
from email.policy import default
from html import unescape

import pytest
from sqlalchemy import text

from digest.circulation.proof import READER
from digest.core.rendering import EVERYTHING
from digest.core.role import Role
from digest.mail.message import Composer, Letterhead
from digest.render.mail_program import in_light
from digest.web.preview import View
from tests.web.site import BEFORE_DUE, ISSUE, Site

PREVIEW, EML = f"{ISSUE}/preview.html", f"{ISSUE}/message.eml"


def sent(site: Site) -> bytes:
    """The message that a reader of everything gets at the site’s time."""
    newsroom, issue = site.newsroom, site.issue()
    edition = newsroom.edition("ouest")
    composer = Composer(newsroom.press(issue, edition).render(EVERYTHING), Letterhead(edition, issue))
    return b"".join(composer.compose(READER, unsubscribe_url=newsroom.links.unsubscribe(0, 0), at=BEFORE_DUE))


def test_file_is_the_message_byte_for_byte(site: Site) -> None:
    with site.editor() as client:
        answer = client.get(EML)
    assert answer.content == sent(site)
    assert answer.headers["content-type"] == "message/rfc822"
    assert "attachment" in answer.headers["content-disposition"]


def test_views_come_from_that_message(site: Site) -> None:
    parsed = email.message_from_bytes(sent(site), policy=default)
    plain = parsed.get_body(("plain",))
    html = parsed.get_body(("html",))
    assert plain
    assert html
    with site.editor() as client:
        frame = client.get(PREVIEW)
        shown = {
            view: unescape(client.get(ISSUE, params={"view": view}).text) for view in ("text", "source", "headers")
        }
    assert frame.text == in_light(html.get_content().replace("\r\n", "\n"))
    assert "frame-ancestors 'self'" in frame.headers["content-security-policy"]
    assert plain.get_content().replace("\r\n", "\n").strip() in shown["text"]
    assert sent(site).decode().replace("\r\n", "\n").strip() in shown["source"]
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in shown["headers"]
    assert "Content-Transfer-Encoding" not in shown["headers"].partition("<pre")[2].partition("</pre>")[0]


@pytest.mark.parametrize("view", list(View))
def test_view_is_marked_on_the_page_and_answers_in_a_frame_of_its_own(site: Site, view: View) -> None:
    with site.editor() as client:
        page = client.get(ISSUE, params={"view": view})
        frame = client.get(PREVIEW, params={"view": view})
    assert f'href="?view={view}#preview" aria-current="true"' in page.text
    assert frame.status_code == 200
    assert "Douze villes du littoral" in frame.text
    assert "sandbox allow-popups" in frame.headers["content-security-policy"]


def test_view_that_there_is_not_is_the_first_one_on_the_page_and_no_frame(site: Site) -> None:
    with site.editor() as client:
        assert 'view=desktop#preview" aria-current' in client.get(ISSUE, params={"view": "magic"}).text
        assert client.get(PREVIEW, params={"view": "magic"}).status_code == 404


def test_persona_sees_what_they_chose(site: Site) -> None:
    with site.editor() as client:
        mali = client.get(PREVIEW, params={"as": "country:ML"}).text
        light = client.get(EML, params={"as": "format:light"}).content
        alone = email.message_from_bytes(client.get(EML, params={"as": "format:text"}).content, policy=default)
    assert ("à Mopti" in mali, "port de Cotonou" in mali) == (True, False)
    assert len(light) < 30_000 < len(sent(site))
    assert alone.get_content_type() == "text/plain"


def test_subscriber_sees_what_they_chose_under_their_own_address(site: Site) -> None:
    with site.editor() as client:
        message = client.get(EML, params={"as": "ines@lectrices.example"}).text
    assert "To: ines@lectrices.example" in message
    assert ("Cotonou" in message, "Mopti" in message) == (True, False)


@pytest.mark.parametrize("reader", ["country:ZM", "format:loud", "nobody@lectrices.example", "x"])
def test_reader_who_gets_nothing_or_is_not_there_is_not_found(site: Site, reader: str) -> None:
    with site.editor() as client:
        assert client.get(EML, params={"as": reader}).status_code == 404


def test_subscribers_are_named_by_those_alone_who_may_see_addresses(site: Site) -> None:
    with site.newsroom.store.writing() as session:
        session.execute(text("UPDATE editor SET role = :role"), {"role": Role.CHIEF.value})
    with site.editor() as client:
        assert client.get(EML, params={"as": "ines@lectrices.example"}).status_code == 403
        assert "Or by a subscriber" not in client.get(ISSUE).text


def test_previews_are_for_those_alone_who_have_signed_in(site: Site) -> None:
    with site.client() as client:
        assert [client.get(path).status_code for path in (PREVIEW, EML)] == [303, 303]
