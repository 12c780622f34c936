"""What one more mail costs, complete and in bytes, beside the ways in which others make it.

Every reader has a choice of their own among 41 stories of eight countries, about 17 of which fit. The peers
are given what each reader gets; ours chooses it. Peers that need Node run where it and their packages are
there: npm install --no-package-lock --prefix tests/benchmarks/peers

Rounds take turns, and the best of each counts. What is copied is each finished mail in turn, as it is in memory.

Run: python -m tests.benchmarks.bench_mail
"""

import gc
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from email.message import EmailMessage
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from digest.core.article import Picture
from digest.core.category import CATEGORIES
from digest.core.issue import Content, Issue, Section, SlotKind
from digest.core.rendering import EVERYTHING, Variant
from digest.core.subscriber import Choice
from digest.mail.message import Composer, Letterhead
from digest.render.environment import html_environment, text_environment
from digest.render.prepare import prepare
from digest.render.press import Press
from digest.render.renderer import open_renderer
from digest.render.themes import open_themes
from tests.builders import NOON, a_placement, a_subscriber, an_edition, an_issue
from tests.render.sample import a_story_of

PEERS = Path(__file__).parent / "peers"
COUNTRIES = ("BF", "BJ", "CF", "CI", "ML", "NE", "SN", "TG")
TOPICS = CATEGORIES[:8]
EDITION = an_edition(countries=COUNTRIES)
ONLINE = "https://lalagune.example/online/ouest/2026-03-06"
URL = "https://lalagune.example/u/AQAAAAEAAAABabcdefghijklmnopqrst"
ROUNDS = 7


def the_issue() -> Issue:
    """A lead and five stories of each country, on topics at random; a third have pictures."""
    throw = random.Random(3)
    sections, number = [], 1
    for country in COUNTRIES:
        placements = []
        for _ in range(5):
            number += 1
            picture = (
                Picture(f"https://images.example/{number}.jpg", "Le quai", 600, 600) if number % 3 == 0 else None
            )
            story = a_story_of(
                f"Le port de la ville numéro {number} ouvre un quai réservé aux pêcheurs artisanaux",
                number,
                throw.choice(TOPICS),
                countries=(country,),
                picture=picture,
            )
            placements.append(a_placement(story, points=0.9 - number / 100))
        sections.append(Section(country, tuple(placements)))
    lead = a_story_of("Douze villes s’accordent sur un plan commun contre l’érosion", 1, TOPICS[0])
    return an_issue(content=Content(a_placement(lead, SlotKind.LEAD, 0.95), tuple(sections)), number=128)


def choices(count: int) -> list[Variant]:
    """Each of four to eight countries and four to eight categories, none twice (there are 26,569)."""
    throw = random.Random(1)
    found: dict[Variant, None] = {}
    while len(found) < count:
        countries, topics = (throw.sample(of, throw.randint(4, 8)) for of in (COUNTRIES, TOPICS))
        found[Variant(Choice(tuple(sorted(countries)), tuple(sorted(topics))))] = None
    return list(found)


def address(number: int) -> tuple[str, str]:
    """A reader, and their link."""
    return f"lectrice{number}@lectrices.example", f"{URL}{number:06}"


ADDRESSES = [address(number) for number in range(20_000)]


def open_press() -> Press:
    return open_renderer(None).press(the_issue(), EDITION, online_url=ONLINE)


def our_own(press: Press, letterhead: Letterhead, variants: Iterable[Variant]) -> Iterator[bytes]:
    """A mail for each reader: chosen, set, composed, joined."""
    for variant, (email, url) in zip(variants, cycle(ADDRESSES)):
        composer = Composer(press.render(variant), letterhead)
        yield b"".join(composer.compose(a_reader(email), unsubscribe_url=url, at=NOON))


def our_same(press: Press, letterhead: Letterhead, count: int) -> Iterator[bytes]:
    """The whole issue for each reader."""
    composer = Composer(press.render(EVERYTHING), letterhead)
    for email, url in islice(cycle(ADDRESSES), count):
        yield b"".join(composer.compose(a_reader(email), unsubscribe_url=url, at=NOON))


_READER = a_subscriber()


def a_reader(email: str) -> Any:
    """A new subscriber with the address, at the price of one attribute: reading readers is not measured here."""
    object.__setattr__(_READER, "email", email)
    return _READER


class Plain:
    """The slow way of Python: whole templates through Jinja, compiled, and the standard library’s EmailMessage."""

    def __init__(self, press: Press) -> None:
        prepared = prepare(open_themes(None).library(EDITION.theme))
        self.html = html_environment().from_string(prepared.html)
        self.text = text_environment().from_string(prepared.text)
        self.press = press

    def make(self, variant: Variant, number: int) -> bytes:
        email, url = address(number)
        chosen = self.press.stock.choose(variant)
        assert chosen
        values = self.press.values(chosen, variant) | {"email": email, "unsubscribe_url": url}
        message = EmailMessage()
        message["To"], message["Subject"] = email, values["subject"]
        message["From"] = "La Lagune <matin@lalagune.example>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.text.render(values))
        message.add_alternative(self.html.render(values), subtype="html")
        return message.as_bytes()


def per_mail(make: Callable[[], Iterable[bytes]]) -> tuple[float, float]:
    """Microseconds and bytes a mail."""
    gc.collect()
    gc.disable()
    count = size = 0
    start = time.perf_counter()
    for message in make():
        count += 1
        size += len(message)
    taken = time.perf_counter() - start
    gc.enable()
    return taken / count * 1e6, size / count


def copied(messages: list[bytes]) -> float:
    """Microseconds to copy one of `messages`, each in turn."""
    sources = [bytearray(message) for message in messages]
    start = time.perf_counter()
    for source in sources:
        bytes(source)
    return (time.perf_counter() - start) / len(sources) * 1e6


def write_readers(path: Path, press: Press, variants: list[Variant]) -> None:
    """What each reader gets, for the peers."""
    words, stock = press.wording, press.stock
    assert stock.lead
    stories = {story.id: story for story in (stock.lead, *(s for _, own in stock.sections for s in own))}
    readers = []
    for number, variant in enumerate(variants):
        chosen = stock.choose(variant)
        assert chosen
        values = press.values(chosen, variant)
        readers.append(
            {key: values[key] for key in ("subject", "preheader", "intro", "minutes")}
            | dict(zip(("email", "url"), address(number), strict=True))
            | {"lead": chosen.lead.id, "essentials": [story.id for story in values["essentials"]]}
            | {key: ", ".join(values[key]) for key in ("countries", "categories")}
            | {"sections": [{"title": s.title, "ids": [x.id for x in own]} for s, own in chosen.sections]}
        )
    view = press.constants["edition"]
    edition = {
        "masthead": view.masthead,
        "name": view.name,
        "schedule": view.schedule,
        "address": view.postal_address,
        "date": press.constants["date"],
        "online": ONLINE,
        "onlineWord": words.say("Read online"),
        "unsubscribeWord": words.say("Unsubscribe"),
        "sender": "La Lagune <matin@lalagune.example>",
        "listId": "<ouest.lalagune.example>",
    }
    plain = {id: {k: v for k, v in asdict(s).items() if not isinstance(v, frozenset)} for id, s in stories.items()}
    path.write_text(json.dumps({"edition": edition, "stories": plain, "readers": readers}), encoding="utf-8")


def run_peer(script: str, readers: Path, count: int, warm: int) -> tuple[float, float]:
    command = ["node", str(PEERS / script), str(readers), str(count), str(warm)]
    run = subprocess.run(
        command, check=True, capture_output=True, text=True, env=os.environ | {"NODE_ENV": "production"}
    )
    answer = json.loads(run.stdout)
    return answer["microseconds"], answer["bytes"]


def wall(command: list[str]) -> float:
    """Seconds of a whole process, its start included."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def ours(kind: str, count: int) -> None:
    """A whole process: what `wall` and the measure of memory start."""
    press, letterhead = open_press(), Letterhead(EDITION, the_issue())
    known = choices(min(count, 20_000))
    variants = (known[n % len(known)] for n in range(count))
    made = our_own(press, letterhead, variants) if kind == "own" else our_same(press, letterhead, count)
    for _ in made:
        pass
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def peak(count: int) -> float:
    """Megabytes that a process of `count` readers takes at most."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_mail", "own", str(count)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def main() -> None:
    """Print the table."""
    press, letterhead = open_press(), Letterhead(EDITION, the_issue())
    plain, variants = Plain(press), choices(12_000)
    for _ in our_own(press, letterhead, variants[:4_000]):
        pass
    has_node = shutil.which("node") and (PEERS / "node_modules").exists()
    if not has_node:
        print("Node or the peers’ packages are missing, so only Python is measured; see the head of this file.")
    taken: dict[str, list[float]] = {}
    sizes: dict[str, float] = {}

    def note(name: str, measured: tuple[float, float]) -> None:
        taken.setdefault(name, []).append(measured[0])
        sizes[name] = measured[1]

    with tempfile.TemporaryDirectory() as folder:
        own, same = Path(folder, "own.json"), Path(folder, "same.json")
        write_readers(own, press, variants[4_000:5_000])
        write_readers(same, press, [EVERYTHING] * 300)
        for n in range(ROUNDS):
            some = variants[4_000 + n * 1_000 :][:1_000]
            note("ours, own choice", per_mail(lambda some=some: our_own(press, letterhead, some)))
            note("ours, same for all", per_mail(lambda: our_same(press, letterhead, 2_000)))
            finished = list(our_own(press, letterhead, some[:300]))
            note("one copy, own choice", (copied(finished), statistics.mean(map(len, finished))))
            note("Jinja + EmailMessage, own choice", per_mail(lambda: (plain.make(v, 0) for v in variants[:20])))
            if has_node and n % 2 == 0:
                note("handlebars + nodemailer, own choice", run_peer("handlebars.mjs", own, 300, 150))
                note("handlebars + nodemailer, same for all", run_peer("handlebars.mjs", same, 200, 100))
                note("react-email + nodemailer, own choice", run_peer("react.mjs", own, 100, 50))
        best = {name: min(times) for name, times in taken.items()}  # the least disturbed by whatever else runs
        for name, microseconds in best.items():
            base = best["ours, same for all" if name.endswith("for all") else "ours, own choice"]
            print(f"{name:40}{microseconds:10.1f} µs {sizes[name]:10,.0f} bytes {microseconds / base:9.2f} × ours")
        if has_node:
            command = [sys.executable, "-m", "tests.benchmarks.bench_mail", "own", "1000"]
            peer = ["node", str(PEERS / "handlebars.mjs"), str(own), "1000", "0"]
            ours_took, peer_took = map(min, zip(*[(wall(command), wall(peer)) for _ in range(3)], strict=True))
            print(f"whole process, 1,000 mails: {ours_took / peer_took:.3f} of handlebars + nodemailer")
    print("peak memory: " + ", ".join(f"{peak(count):.0f} MB for {count:,}" for count in (1_000, 100_000)))
    start = time.perf_counter()
    for _ in range(5):
        prepare(open_themes(None).library(EDITION.theme))
    print(f"compile, once started: {(time.perf_counter() - start) / 5 * 1e3:.1f} ms")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        ours(sys.argv[1], int(sys.argv[2]))
    else:
        main()
