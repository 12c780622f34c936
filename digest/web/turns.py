"""Turns: how many requests one caller may have open at the same time, and how long it may take to send one."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

_RETRY_SECONDS = "5"


class Turns:
    """Counts the open requests of each caller, in the event loop and nowhere else: it needs no lock."""

    def __init__(self, *, at_once: int = 4, patience: float = 60) -> None:
        """`patience`: how many seconds the body of a request may take to arrive."""
        self._at_once = at_once
        self._patience = patience
        self._open: Counter[str] = Counter()

    @contextmanager
    def turn(self, caller: str) -> Iterator[None]:
        """Work for `caller` inside this; 429 (RFC 6585, 4) if it has too many requests open already."""
        if self._open[caller] >= self._at_once:
            raise HTTPException(
                429,
                f"{self._at_once} requests with this token are at work; wait for the answers before sending more.",
                {"Retry-After": _RETRY_SECONDS},
            )
        self._open[caller] += 1
        try:
            yield
        finally:
            self._open[caller] -= 1
            self._open += Counter()  # forgets who has none open

    async def body(self, request: Request, *, largest: int) -> bytes:
        """The body of `request`, of at most `largest` bytes (413).

        408 if it does not arrive in time, so that a dead line does not keep its turn.
        """
        body = bytearray()
        try:
            async with asyncio.timeout(self._patience):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > largest:
                        raise HTTPException(
                            413, f"The body has more than {largest:,} bytes; send several batches."
                        )
        except TimeoutError as error:
            raise HTTPException(408, f"The body did not arrive within {self._patience:g} seconds.") from error
        except ClientDisconnect as error:
            raise HTTPException(400, "The body broke off.") from error
        return bytes(body)
