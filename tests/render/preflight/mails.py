"""A mail in which nothing is wrong, in pieces that a test can spoil one at a time."""

from dataclasses import replace
from datetime import date

from digest.core.quoted_printable import encode
from digest.core.rendering import EVERYTHING, Slot
from digest.render.preflight.specimen import Facts, Specimen, from_message
from digest.render.press import SAMPLE
from digest.render.renderer import open_renderer
from tests.builders import an_edition
from tests.render.sample import a_full_issue

_EDITION = an_edition()
_ONLINE = "https://images.example/online"
HTML, TEXT = open_renderer(None).press(a_full_issue(), _EDITION, online_url=_ONLINE).preview(EVERYTHING)
HEAD = """\
From: La Lagune <matin@lalagune.example>
To: reader@lectrices.example
Date: Fri, 06 Mar 2026 05:30:00 +0000
Message-ID: <4f1c@lalagune.example>
Subject: =?utf-8?q?Douze_villes_s=E2=80=99accordent?=
List-Id: Afrique <ouest.lalagune.example>
List-Unsubscribe: <https://digest.example/u/sample>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_edge"
"""
FACTS = Facts(
    postal_address=_EDITION.postal_address,
    unsubscribe_url=SAMPLE[Slot.UNSUBSCRIBE_URL],
    online_url=_ONLINE,
    stories=8,
    earlier=((date(2026, 3, 5), "Le port de Cotonou ouvre un quai"),),
)


def a_message(html: str = HTML, text: str = TEXT, head: str = HEAD) -> bytes:
    """The mail, as bytes for the wire."""
    plain, rich = (_part(kind, content) for kind, content in (("plain", text), ("html", html)))
    return _crlf(head) + b"\r\n" + b"".join((b"--=_edge\r\n", plain, b"--=_edge\r\n", rich, b"--=_edge--\r\n"))


def a_specimen(raw: bytes | None = None, **facts: object) -> Specimen:
    """The mail as the checks see it."""
    return from_message(a_message() if raw is None else raw, replace(FACTS, **facts))


def _part(kind: str, content: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    return _crlf(head) + encode(content) + b"\r\n"


def _crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()
