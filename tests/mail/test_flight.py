"""Messages in chunks arrive as those that end in a dot."""

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.quoted_printable import encode
from digest.mail.transport import Envelope, Outgoing
from tests.mail.test_smtp import PEOPLE, send
from tests.servers import OFFERS, ScriptedServer

_TEXTS = st.text(st.sampled_from(".\n\r é=aF") | st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(_TEXTS, max_size=6))
def test_content_in_chunks_is_that_of_data(texts: list[str]) -> None:
    """Nothing in our messages starts a line with a dot, so that DATA needs no other bytes than BDAT."""
    parts = (b"Subject: Matin\r\n\r\n", *map(encode, texts), b"\r\n")
    arrived = []
    for offers in (OFFERS, (*OFFERS, "CHUNKING")):
        with ScriptedServer(offers=offers) as server:
            send(server, [Outgoing(Envelope("matin@lalagune.example", PEOPLE[0]), parts)])
        arrived.append(server.accepted)

    assert arrived == [[(PEOPLE[0], b"".join(parts))]] * 2
