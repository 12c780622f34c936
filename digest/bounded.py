"""Reads what others wrote in processes of its own, whose memory and time are bounded: no input stops ours."""

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar, cast

from digest.core.errors import DigestError, InvalidInput, Unavailable

try:
    import resource
except ImportError:  # no such limits on Windows: there everything is read in our own process
    resource = None  # type: ignore[assignment]

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one thing may take."""

    memory: int = 1_000_000_000
    """Bytes of address space, the interpreter and the parsers included."""
    cpu: int = 10
    """Seconds of computing."""
    wall: float = 20
    """Seconds until the answer, on a busy machine."""
    kind: str = "a source"
    """Of what is read, for messages."""


BOUNDS = Bounds()
PROCESSES = min(os.cpu_count() or 1, 4)


class BoundedReader:
    """A few processes that read for all our threads: each started when needed, reused until it dies."""

    def __init__(self, bounds: Bounds = BOUNDS, *, processes: int = PROCESSES) -> None:
        self._bounds = bounds
        self._processes = processes
        self._turns = threading.Semaphore(processes)
        self._idle: list[_Worker] = []
        # Starting a process looks after all that have ended, and two threads must not do that for the same one.
        self._starting = threading.Lock()

    def read(self, name: str, read: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """`read(*args)`, done elsewhere; function, arguments and result have to be picklable.

        Raises InvalidInput, with `name` for what was read, if the bounds do not suffice, or if `read` fails in a
        way that it was not made for; Unavailable if the machine has no process left.
        """
        if resource is None:
            return read(*args, **kwargs)
        with self._turns, self._worker(name) as worker:
            try:
                result = worker.ask((name, read, args, kwargs))
            except (EOFError, OSError, TimeoutError) as error:
                raise InvalidInput(
                    f"{name} takes more time or memory to read than {self._bounds.kind} may."
                ) from error
        if isinstance(result, DigestError):
            raise result
        return cast(T, result)

    def close(self) -> None:
        """End the processes, once they have read what they are reading."""
        for _ in range(self._processes):
            self._turns.acquire()
        while self._idle:
            self._idle.pop().stop()
        self._turns.release(self._processes)

    @contextlib.contextmanager
    def _worker(self, name: str) -> Iterator["_Worker"]:
        """A process for one task; it is ended if that goes wrong, as it may be in the middle of something."""
        with self._starting:
            worker = self._living() or _start(name, self._bounds)
        try:
            yield worker
        except BaseException:
            with self._starting:
                worker.stop()
            raise
        self._idle.append(worker)

    def _living(self) -> "_Worker | None":
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive():
                return worker
            worker.stop()
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _start(name: str, bounds: Bounds) -> "_Worker":
    try:
        return _Worker(bounds)
    except OSError as error:
        raise Unavailable(
            f"No process can be started to read {name}: {error.strerror}; try again later."
        ) from error


class _Worker:
    """The process and our end of the line to it."""

    def __init__(self, bounds: Bounds) -> None:
        # Spawned and not forked: our process has threads, and locks that they may hold.
        spawn = multiprocessing.get_context("spawn")
        self._wall = bounds.wall
        self._line, theirs = spawn.Pipe()
        self._process: BaseProcess = spawn.Process(target=_serve, args=(theirs, bounds), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, task: object) -> object:
        self._line.send(task)
        if not self._line.poll(self._wall):
            raise TimeoutError
        return self._line.recv()

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._line.close()
        self._process.close()


def _serve(line: Connection, bounds: Bounds) -> None:
    """The life of the process: read what comes, until the line is closed."""
    with contextlib.suppress(ValueError, OSError):  # macOS knows no such limit; those of time hold there too
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt, MemoryError):
        while True:
            task = line.recv()
            _allow(bounds.cpu)
            line.send(_result(bounds, *task))


def _allow(seconds: int) -> None:
    """End this process when it has computed for so long from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _result(
    bounds: Bounds, name: str, read: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> object:
    try:
        return read(*args, **kwargs)
    except DigestError as error:
        return error
    except MemoryError:
        return InvalidInput(f"{name} takes more memory to read than {bounds.kind} may.")
    except Exception as error:  # a parser that stumbles over one input must not end the reading of all others
        return InvalidInput(f"{name} cannot be read: {type(error).__name__}: {error}.")
