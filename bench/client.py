"""The load generator: a process of its own, a fixed number of requests, every answer checked.

Reads a `Load` as JSON on standard input and writes what it saw as JSON on standard output.
"""

import asyncio
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from statistics import quantiles
from typing import cast

import uvloop

MARK = b"%%NUMBER%%"  # ten bytes, as the number that takes its place
END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length: "
MOST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Load:
    """One keep-alive connection for each of `requests`; `count` requests in all.

    MARK in a request is replaced by a number that never comes twice; `first` is where it begins.
    """

    port: int
    requests: tuple[str, ...]
    count: int
    status: int
    length: int
    first: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """Requests per second, times in milliseconds, and the generator's own share of a core."""

    rate: float
    p50: float
    p99: float
    busy: float


class Connection(asyncio.Protocol):
    """Sends the next request as soon as the answer to the last one is whole."""

    def __init__(self, request: bytes, numbers: Iterator[int], load: Load) -> None:
        self.request = request
        self.numbers = numbers
        self.load = load
        self.times: list[float] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.head = b""
        self.missing = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.WriteTransport", transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        try:
            self._take(data)
        except ValueError as error:
            self._fail(error)

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("the server closed the connection"))

    def _fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)

    def _take(self, data: bytes) -> None:
        if self.missing < 0:
            self.head += data
            end = self.head.find(END_OF_HEAD)
            if end < 0:
                return
            self.missing = self._check(self.head[:end]) - (len(self.head) - end - 4)
        else:
            self.missing -= len(data)
        if self.missing < 0:
            raise ValueError("more was answered than announced")
        if self.missing == 0:
            self.times.append(time.perf_counter() - self.sent)
            self._next()

    def _check(self, head: bytes) -> int:
        """The length of the body. Raises ValueError for an answer that was not expected."""
        at = head.find(LENGTH)
        length = int(head[at + len(LENGTH) :].split(b"\r", 1)[0]) if at >= 0 else 0
        if not head.startswith(b"HTTP/1.1 %d " % self.load.status) or length != self.load.length:
            raise ValueError(f"unexpected answer: {head[:400]!r}")
        return length

    def _next(self) -> None:
        number = next(self.numbers, None)
        if number is None:
            self.done.set_result(None)
            return
        self.head, self.missing = b"", -1
        self.sent = time.perf_counter()
        self.transport.write(self.request.replace(MARK, b"%010d" % number))


async def run(load: Load) -> Seen:
    """Put the load on; raises at the first answer that is not as expected."""
    loop = asyncio.get_running_loop()
    numbers = iter(range(load.first, load.first + load.count))
    began, worked = time.perf_counter(), time.process_time()
    made = [
        await loop.create_connection(
            lambda request=request: Connection(request.encode(), numbers, load),  # type: ignore[misc]
            "127.0.0.1",
            load.port,
        )
        for request in load.requests
    ]
    async with asyncio.timeout(MOST_SECONDS):
        await asyncio.gather(*(connection.done for _, connection in made))
    took, work = time.perf_counter() - began, time.process_time() - worked
    times = list(itertools.chain.from_iterable(connection.times for _, connection in made))
    if len(times) != load.count:
        raise RuntimeError(f"{len(times)} answers for {load.count} requests")
    cuts = quantiles(times, n=100)
    return Seen(load.count / took, cuts[49] * 1000, cuts[98] * 1000, work / took)


def put_on(load: Load) -> Seen:
    """Run the generator as a process of its own. Raises RuntimeError with its last words."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.client"],
        input=json.dumps(asdict(load)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Seen(**json.loads(done.stdout))


def main() -> None:
    given = json.load(sys.stdin)
    load = Load(**{**given, "requests": tuple(given["requests"])})
    json.dump(asdict(uvloop.run(run(load))), sys.stdout)


if __name__ == "__main__":
    main()
