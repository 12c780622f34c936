"""What a signature costs: a message of 60 kB composed without one, with RSA, with Ed25519, and with both.

python -m tests.benchmarks.bench_dkim [messages] [rounds]
"""

import sys
from time import perf_counter

from digest.core.quoted_printable import encode
from digest.core.rendering import Rendering, Slot
from digest.mail.dkim import Signer
from digest.mail.dkim_key import Key, make_private
from digest.mail.message import Composer, Letterhead
from tests.builders import NOON, a_subscriber, an_edition, an_issue

URL = "https://lalagune.example/u/AQAAAAEAAAABabcdefghijklmnopqrstuv"
_PIECE = encode("Bonjour, voici les nouvelles du matin, en 60 000 octets de texte.\n" * 430)
MAIL = Rendering("Crue à Malanville", "", (_PIECE, Slot.UNSUBSCRIBE_URL), (_PIECE, Slot.EMAIL), (1,))


def microseconds(signer: Signer | None, count: int) -> float:
    composer = Composer(MAIL, Letterhead(an_edition(), an_issue(), signer=signer))
    readers = [a_subscriber(f"r{number:06}@lecteurs.example", id=number) for number in range(count)]
    started = perf_counter()
    for reader in readers:
        composer.compose(reader, unsubscribe_url=URL, at=NOON)
    return (perf_counter() - started) / count * 1e6


def main(count: int = 1_000, rounds: int = 7) -> None:
    rsa = Key("lalagune.example", "matin", make_private())
    ed25519 = Key("lalagune.example", "soir", make_private(ed25519=True))
    signers = {
        "unsigned": None,
        "RSA-2048": Signer([rsa]),
        "Ed25519": Signer([ed25519]),
        "both": Signer([rsa, ed25519]),
    }
    taken: dict[str, list[float]] = {name: [] for name in signers}
    for _ in range(rounds):
        for name, signer in signers.items():
            taken[name].append(microseconds(signer, count))
    for name, times in taken.items():
        print(f"{name:10}{min(times):8.1f} µs a message")  # the least disturbed by whatever else runs


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
