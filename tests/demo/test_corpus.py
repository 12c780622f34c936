import csv
import json
import re
import struct
from collections import Counter
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from digest.circulation.subscribers import read_choice
from digest.core.article import RawItem, Source
from digest.core.cadence import Window
from digest.core.edition import Approval, Sender
from digest.core.errors import Unavailable
from digest.core.subscriber import Format
from digest.demo.corpus import EDITION, PICTURES, SUBSCRIBERS, CorpusFile, read_outlets, write_corpus
from digest.demo.outlet import Item, Outlet
from digest.desk.edition_file import read_edition
from digest.sources.recognise import read

CLOSES_AT = datetime(2026, 3, 6, 4, 30, tzinfo=UTC)
PICTURE_BASE = "http://127.0.0.1:8800/pictures"
TODAY = Window(CLOSES_AT - timedelta(hours=24), CLOSES_AT)
YESTERDAY = Window(CLOSES_AT - timedelta(hours=48), TODAY.start)


def the_outlets() -> dict[str, Outlet]:
    outlets = read_outlets(closes_at=CLOSES_AT, picture_base=PICTURE_BASE)
    return {outlet.source.key: outlet for outlet in outlets}


def the_items() -> list[Item]:
    return [item for outlet in the_outlets().values() for item in outlet.items]


def written(folder: Path) -> dict[str, CorpusFile]:
    files = write_corpus(folder, closes_at=CLOSES_AT, picture_base=PICTURE_BASE)
    return {file.source.key: file for file in files}


def test_corpus_is_the_same_each_time(tmp_path: Path):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        written(folder)
    one, two = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert one == two


def test_corpus_gives_one_file_for_each_outlet_in_the_form_that_it_has(tmp_path: Path):
    files = written(tmp_path)
    assert {key: file.path.name for key, file in files.items()} == {
        "grand-puits": "grand-puits.csv",
        "kapokier": "kapokier.json",
        "meridien": "meridien.csv",
        "ouest-depeches": "ouest-depeches.xml",
        "passerelle": "passerelle.xml",
        "phare": "phare.xml",
        "quai-treize": "quai-treize.xml",
        "rives-du-djoliba": "rives-du-djoliba.jsonl",
        "vigie-du-cap": "vigie-du-cap.json",
        "zinc": "zinc.txt",
    }
    assert files["phare"] == CorpusFile(
        tmp_path / "phare.xml",
        Source("phare", "Le Phare d’Avlékété", owner="Éditions du Phare", weight=0.7),
    )


def test_corpus_tells_of_a_captured_page_what_the_page_cannot(tmp_path: Path):
    file = written(tmp_path)["zinc"]
    assert file.published_at == CLOSES_AT - timedelta(hours=6)
    assert file.url == "https://zinc.example/kpalime-reparateurs-radios"


def test_corpus_needs_a_folder_that_can_be_written(tmp_path: Path):
    with pytest.raises(Unavailable, match=r"grand-puits\.csv cannot be written"):
        written(tmp_path / "missing")


def test_each_article_has_an_address_of_its_own_at_its_outlet():
    for outlet in the_outlets().values():
        assert re.fullmatch(r"https://[a-z0-9-]+\.example", outlet.site)
        assert all(item.url.startswith(f"{outlet.site}/") for item in outlet.items if item.url)
    addresses = [item.url for item in the_items() if item.url]
    assert len(addresses) == len(set(addresses))


def test_two_outlets_of_one_owner_are_one_voice():
    owners = Counter(outlet.source.owner for outlet in the_outlets().values())
    assert [owner for owner, outlets in owners.items() if outlets > 1] == ["Groupe Filao"]


def test_corpus_has_articles_for_a_full_day_and_the_day_before():
    items = the_items()
    assert len(items) >= 60
    assert sum(item.published_at in TODAY for item in items) >= 45
    assert sum(item.published_at in YESTERDAY for item in items) >= 15
    older = [item.url for item in items if item.published_at < YESTERDAY.start]
    assert older == ["https://grand-puits.example/diffa-foire-poisson"]
    assert all(item.published_at < CLOSES_AT for item in items)


def test_corpus_covers_many_countries_and_sections():
    today = [item for item in the_items() if item.published_at in TODAY]
    countries = {item.country for item in today}
    assert countries == {
        "Bénin",
        "Burkina Faso",
        "Cameroun",
        "Centrafrique",
        "Côte d’Ivoire",
        "Mali",
        "Monde",
        "Niger",
        "Sénégal",
        "Togo",
        "Zambie",
    }
    assert len({item.section for item in today if item.section}) >= 10


@pytest.mark.parametrize(
    ("words", "outlets"),
    [
        ("alerte commune", {"grand-puits", "kapokier", "ouest-depeches", "phare", "rives-du-djoliba"}),
        ("prix plancher", {"kapokier", "ouest-depeches", "quai-treize"}),
        ("bateaux?-bus électrique", {"ouest-depeches", "passerelle", "quai-treize"}),
        ("manuels bilingues", {"kapokier", "ouest-depeches", "vigie-du-cap"}),
        ("Tournoi du Golfe", {"ouest-depeches", "phare", "vigie-du-cap", "zinc"}),
        ("repos biologique", {"ouest-depeches", "vigie-du-cap"}),
    ],
)
def test_one_event_is_told_by_several_outlets(words: str, outlets: set[str]):
    told = {
        key
        for key, outlet in the_outlets().items()
        if any(re.search(words, f"{item.title} {item.lead}", re.I) for item in outlet.items)
    }
    assert told >= outlets


def test_two_outlets_print_the_text_of_the_agency_almost_word_for_word():
    outlets = the_outlets()
    original, *copies = (
        next(item for item in outlets[key].items if item.title.startswith("Karité"))
        for key in ("ouest-depeches", "kapokier", "quai-treize")
    )
    for copy in copies:
        assert copy.title == original.title
        assert copy.paragraphs != original.paragraphs
        assert SequenceMatcher(None, *map("\n".join, (original.paragraphs, copy.paragraphs))).ratio() > 0.95


def test_corpus_has_what_is_hard_to_print():
    items = the_items()
    assert [len(item.title) > 180 for item in items].count(True) == 1
    assert [item.title for item in items if item.language == "en"] == [
        "Zambia: old mine land turns into orchards on the Copperbelt"
    ]
    assert any("«\u00a0Coton & Indigo\u00a0»" in item.title for item in items)
    assert any("“non”" in item.title for item in items)
    assert any(re.search(r"[\u0600-\u06ff]", item.lead) for item in items)
    assert any("Saudade" in item.title for item in items)
    assert any(not item.lead and not item.paragraphs and item.url for item in items)
    assert any(item.paragraphs and not item.picture for item in items)


def test_corpus_is_set_in_french_typography():
    for item in the_items():
        if item.language == "fr":
            text = "\n".join((item.title, item.lead, *item.paragraphs))
            assert not re.findall(r".{0,20}(?:['\"]|\w[:;!?](?!\w)|« | [:;!?»%]|\d \d{3}).{0,10}", text), text


def test_feed_is_rss_with_dates_labels_texts_and_pictures(tmp_path: Path):
    outlet = the_outlets()["phare"]
    channel = ET.parse(written(tmp_path)["phare"].path).getroot().find("channel")
    assert channel is not None
    entries = channel.findall("item")
    assert [entry.findtext("title") for entry in entries] == [item.title for item in outlet.items]
    first, item = entries[0], outlet.items[0]
    assert first.findtext("link") == "https://phare-avlekete.example/malanville-alerte-crues"
    assert parsedate_to_datetime(first.findtext("pubDate", "")) == item.published_at
    assert [label.text for label in first.findall("category")] == ["Environnement", "Bénin"]
    assert first.findtext("description") == item.lead
    assert first.findtext("{http://purl.org/rss/1.0/modules/content/}encoded", "").count("<p>") == 4
    media = first.find("{http://search.yahoo.com/mrss/}content")
    assert media is not None
    assert media.attrib == {
        "url": f"{PICTURE_BASE}/fleuve.jpg",
        "medium": "image",
        "type": "image/jpeg",
        "width": "1200",
        "height": "675",
    }


def test_posts_are_what_wordpress_answers(tmp_path: Path):
    posts = json.loads(written(tmp_path)["vigie-du-cap"].path.read_text(encoding="utf-8"))
    assert len(posts) == len(the_outlets()["vigie-du-cap"].items)
    post = next(post for post in posts if post["link"].endswith("/basket-finale-dakar"))
    assert post["date_gmt"] == "2026-03-05T21:54:00"
    assert post["title"]["rendered"].startswith("Basket\u00a0: Dakar battu d&#8217;un point")
    assert [term["name"] for group in post["_embedded"]["wp:term"] for term in group] == ["Sport", "Sénégal"]
    assert post["_embedded"]["wp:featuredmedia"][0]["source_url"] == f"{PICTURE_BASE}/basket.jpg"
    assert post["_embedded"]["wp:featuredmedia"][0]["media_details"] == {"width": 480, "height": 480}


def test_table_and_lines_have_the_same_columns(tmp_path: Path):
    files = written(tmp_path)
    with files["grand-puits"].path.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    line = json.loads(files["rives-du-djoliba"].path.read_text(encoding="utf-8").splitlines()[0])
    assert list(row) == list(line)
    assert row["published"] == "2026-03-06T00:18:00+00:00"
    assert (row["country"], row["category"], row["language"]) == ("Niger", "Environnement", "fr")
    assert row["source"] == "Le Grand Puits"


def test_captured_page_has_breadcrumb_title_text_and_sidebar(tmp_path: Path):
    outlet = the_outlets()["zinc"]
    page, *beside = outlet.items
    lines = written(tmp_path)["zinc"].path.read_text(encoding="utf-8").splitlines()
    assert f"AccueilNews - InfosSociété{page.title}" in lines
    assert all(text in lines for text in (page.title, page.lead, *page.paragraphs))
    sidebar = [line for line in lines[lines.index("Captcha verification failed!") + 1 :] if line]
    assert sidebar == [line for item in beside for line in (item.country, item.title)]


def test_every_file_is_read_by_the_real_parsers(tmp_path: Path):
    outlets = the_outlets()
    for key, file in written(tmp_path).items():
        entries = read(file.path.read_bytes(), file.path.name).entries
        assert all(isinstance(entry, RawItem) for entry in entries)
        assert len(entries) == len(outlets[key].items)


def test_pictures_have_their_declared_size_and_are_light():
    named = {picture for item in the_items() if (picture := item.picture)}
    sizes = {picture.url.rpartition("/")[2]: (picture.width, picture.height) for picture in named}
    assert {path.name: jpeg_size(path) for path in PICTURES.glob("*.jpg")} == sizes
    assert len(sizes) == 12
    assert sizes["fleuve.jpg"] == (1200, 675)
    assert all(picture.alt for picture in named)
    weights = {path.name: path.stat().st_size for path in PICTURES.glob("*.jpg")}
    assert weights.pop("fleuve.jpg") <= 100_000
    assert max(weights.values()) <= 25_000
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= 700_000


def test_pictures_hold_drawings_alone():
    for path in PICTURES.glob("*.svg"):
        tags = {element.tag.rpartition("}")[2] for element in ET.parse(path).iter()}
        assert not tags & {"text", "image", "script", "foreignObject"}, path


def test_edition_is_read_by_the_desk():
    edition = read_edition(EDITION)
    assert (edition.key, edition.masthead) == ("afrique-de-l-ouest", "La Lagune")
    assert edition.sender == Sender("matin@lalagune.example", "La Lagune", "redaction@lalagune.example")
    assert edition.countries == ("BJ", "BF", "CI", "ML", "NE", "SN", "TG")
    assert edition.approval is Approval.AUTOMATIC
    assert all(edition.cadence.is_day(TODAY.start.date() + timedelta(days=n)) for n in range(7))


def test_subscribers_choose_in_several_ways():
    with SUBSCRIBERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    choices = [read_choice(row["countries"], row["categories"], row["format"]) for row in rows]
    assert len({row["email"] for row in rows}) == len(rows) == 25
    assert {row["email"].partition("@")[2] for row in rows} == {"lectrices.example", "lecteurs.example"}
    assert sum(choice.format is Format.TEXT for choice in choices) == 4
    assert sum(bool(choice.countries) for choice in choices) == 15
    assert sum(bool(choice.categories) for choice in choices) == 4


def jpeg_size(path: Path) -> tuple[int, int]:
    """Width and height in the frame header of a baseline JPEG file (ITU T.81, B.2.2)."""
    data = path.read_bytes()
    place = 2
    while data[place + 1] not in (0xC0, 0xC2):
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    height, width = struct.unpack(">HH", data[place + 5 : place + 9])
    return width, height
