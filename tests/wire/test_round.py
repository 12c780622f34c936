from digest.wire.round import one_round
from tests.web_server import Answer, serving

FEED = (
    "<rss version='2.0'><channel><item><title>النيجر: اتفاق في نيامي</title>"
    "<link>https://e.example/1</link></item></channel></rss>"
)


def test_round_reads_a_feed_in_the_charset_that_its_server_states():
    headers = {"Content-Type": "application/rss+xml; charset=windows-1256"}
    feed = Answer(FEED.encode("cp1256"), headers=headers)
    with serving({"/feed": feed}) as server, one_round(allow_private=True, gap=0) as on:
        (item,) = on.read(on.web.fetch(f"{server.url}/feed")).entries

    assert item.title == "النيجر: اتفاق في نيامي"
