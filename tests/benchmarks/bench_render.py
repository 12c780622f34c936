"""What one more personalised mail costs, beside the standard library and beside copying its bytes.

Run: python -m tests.benchmarks.bench_render
"""

import gc
import statistics
import time
from collections.abc import Callable
from email.message import EmailMessage
from itertools import product

from digest.core.quoted_printable import encode
from digest.core.rendering import EVERYTHING, Piece, Rendering, Slot, Variant
from digest.core.subscriber import Choice
from digest.render.press import SAMPLE, Press
from digest.render.renderer import open_renderer
from tests.builders import an_edition
from tests.render.sample import a_full_issue

ROUNDS = 15
VARIANTS = [
    Variant(Choice(countries, categories))
    for countries, categories in product(
        [(), ("BJ",), ("ML",), ("BJ", "ML"), ("BJ", "001")],
        [(), ("sport", "economy"), ("weather", "environment", "education"), ("disaster", "sport", "politics")],
    )
]


def fill(pieces: tuple[Piece, ...], email: str, url: str) -> bytes:
    """One part of one message."""
    slots = {Slot.EMAIL: encode(email), Slot.UNSUBSCRIBE_URL: encode(url)}
    return b"".join([slots[piece] if isinstance(piece, Slot) else piece for piece in pieces])


def join_same(rendering: Rendering) -> bytes:
    """A reader of a variant that others share."""
    url = SAMPLE[Slot.UNSUBSCRIBE_URL]
    return fill(rendering.html or (), "awa@lectrices.example", url) + fill(rendering.text, "awa@x.example", url)


def join_own(press: Press) -> None:
    """A reader of each variant, chosen and joined anew."""
    for variant in VARIANTS:
        join_same(press.render(variant))


def build(html: str, text: str) -> bytes:
    """The same content by the standard library."""
    message = EmailMessage()
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def measure(tasks: dict[str, tuple[int, Callable[[], object]]]) -> dict[str, float]:
    """Median microseconds of each task; `int` is how many mails one call makes. Rounds take turns."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    gc.disable()
    for _ in range(ROUNDS):
        for name, (mails, task) in tasks.items():
            calls = max(1, 200 // mails) if name != "EmailMessage" else 3
            start = time.perf_counter()
            for _ in range(calls):
                task()
            taken[name].append((time.perf_counter() - start) / calls / mails * 1e6)
    gc.enable()
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> None:
    """Print the table."""
    start = time.perf_counter()
    press = open_renderer(None).press(a_full_issue(), an_edition(), online_url="https://lalagune.example/online")
    first = time.perf_counter() - start
    rendering = press.render(EVERYTHING)
    html, text = press.preview(EVERYTHING)
    whole = join_same(rendering)
    source = bytearray(whole)
    times = measure(
        {
            "one copy of the bytes": (1, lambda: bytes(source)),
            "shared variant": (1, lambda: join_same(rendering)),
            "own variant": (len(VARIANTS), lambda: join_own(press)),
            "EmailMessage": (1, lambda: build(html, text)),
        }
    )
    print(f"first press, imports and compiling included: {first * 1e3:.0f} ms; one mail: {len(whole):,} bytes")
    for name, microseconds in times.items():
        print(f"{name:24}{microseconds:10.1f} µs {times['EmailMessage'] / microseconds:8.1f} × EmailMessage")


if __name__ == "__main__":
    main()
