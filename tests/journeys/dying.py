"""A sender that kills itself: python -m tests.journeys.dying URL NOTES PORT CONNECTIONS POINT MOMENT NUMBER

It dies by SIGKILL when the function POINT, “file:name”, is called or returns (MOMENT) for the NUMBER-th time.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from digest.mail.smtp import Smtp
from tests import databases
from tests.circulation.given import send_today


class Executioner:
    """Counts what a profiler is told."""

    def __init__(self, point: str, moment: str, number: int) -> None:
        self._file, _, self._name = point.partition(":")
        self._moment, self._left = moment, number

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event == self._moment and code.co_name == self._name and code.co_filename.endswith(self._file):
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, notes: str, port: str, connections: str, point: str, moment: str, number: str) -> None:
    with databases.opened(url) as store:
        store.notes = Path(notes)
        executioner = Executioner(point, moment, int(number))
        threading.setprofile(executioner)
        sys.setprofile(executioner)
        send_today(store, lambda: Smtp(host="127.0.0.1", port=int(port), timeout=30), connections=int(connections))


if __name__ == "__main__":
    main(*sys.argv[1:])
