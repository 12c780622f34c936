"""Sending with aiosmtplib."""

import asyncio
from collections.abc import Sequence
from time import perf_counter

import aiosmtplib  # type: ignore[import-not-found,unused-ignore]

from digest.mail.transport import Outgoing


def send_all(port: int, connections: int, batch: Sequence[Outgoing]) -> float:
    """Seconds that it took."""

    async def one(share: Sequence[Outgoing]) -> None:
        session = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, use_tls=False, start_tls=False)
        await session.connect()
        for outgoing in share:
            envelope = outgoing.envelope
            await session.sendmail(envelope.sender, [envelope.recipient], b"".join(outgoing.parts))
        await session.quit()

    async def everything() -> None:
        await asyncio.gather(*(one(batch[number::connections]) for number in range(connections)))

    started = perf_counter()
    asyncio.run(everything())
    return perf_counter() - started
