"""A reader's own pages, reached with the link of a mail."""

import pytest

from digest.core.subscriber import Choice, Format
from digest.db import subscribers
from digest.db.subscribers import StoredSubscription, SubscriptionState
from tests.web.site import Site, text_of

DEEDS = ("preferences", "pause", "resume", "data", "erase")


def mine(site: Site, subscriber_id: int = 1) -> StoredSubscription:
    with site.newsroom.store.reading() as session:
        return subscribers.find_subscription(session, subscriber_id, 1)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("deed", DEEDS)
def test_preferences_change_nothing_unless_posted(site: Site, deed: str, method: str) -> None:
    before = site.dump()
    with site.client() as client:
        client.request(method, f"/u/{site.token()}/{deed}")
    assert site.dump() == before


@pytest.mark.parametrize("deed", DEEDS)
def test_preferences_do_not_know_a_token_that_is_not_ours(site: Site, deed: str) -> None:
    before = site.dump()
    with site.client() as client:
        for token in (site.token()[:-4], "nonsense", site.token(999)):
            method = "GET" if deed == "data" else "POST"
            answer = client.request(method, f"/u/{token}/{deed}", data={"sure": "yes"})
            assert (answer.status_code, site.dump() == before) == (404, True)


def test_page_of_a_token_is_kept_nowhere_and_told_nobody(site: Site) -> None:
    with site.client() as client:
        headers = client.get(f"/u/{site.token()}/preferences").headers
    names = ("referrer-policy", "cache-control", "x-robots-tag")
    assert [headers[name] for name in names] == ["no-referrer", "no-store", "noindex, nofollow"]


def test_choice_is_kept_and_all_of_a_kind_stands_for_whatever_there_will_be(site: Site) -> None:
    with site.client() as client:
        path = f"/u/{site.token(2)}/preferences"
        assert mine(site, 2).choice == Choice(("BJ",))
        client.post(path, data={"countries": ["ML", "XX"], "categories": ["economy"], "format": "light"})
        some = mine(site, 2).choice
        page = client.post(path, data={"format": "text"})
    assert (some.categories, some.format) == (("economy",), Format.LIGHT)
    assert mine(site, 2).choice == Choice((), (), Format.TEXT)
    assert "C’est enregistré." in text_of(page)


def test_pause_leaving_and_coming_back(site: Site) -> None:
    with site.client() as client:
        path = f"/u/{site.token()}"
        paused = client.post(f"{path}/pause")
        assert ("Suspendu jusqu’au 5\u00a0avril.".replace("\u00a0", " ") in text_of(paused)) is True
        assert mine(site).state is SubscriptionState.PAUSED
        client.post(f"{path}/resume")
        assert mine(site).state is SubscriptionState.ACTIVE
        client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert "rien ne vous est envoyé" in text_of(client.get(f"{path}/preferences"))
        client.post(f"{path}/resume")
    assert mine(site).state is SubscriptionState.ACTIVE


def test_data_can_be_taken_along_and_erased(site: Site) -> None:
    with site.client() as client:
        path = f"/u/{site.token()}"
        data = client.get(f"{path}/data").json()
        client.post(f"{path}/erase")
        unsure = mine(site).subscriber.email
        erased = client.post(f"{path}/erase", data={"sure": "yes"})
        after = client.get(f"{path}/preferences")
    assert (data["email"], data["consents"]) == ("awa@lectrices.example", [])
    assert [(each["edition"], each["state"]) for each in data["subscriptions"]] == [("ouest", "active")]
    assert unsure == "awa@lectrices.example"
    assert ("Vos données sont effacées" in text_of(erased), after.status_code) == (True, 404)
    assert not any("awa@lectrices" in row for row in site.dump())
