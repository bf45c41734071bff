"""The people: each connects, and sends the last byte of its filing at its own instant."""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.burst.data import Ready

GIVE_UP = 60.0


@dataclass(frozen=True, slots=True)
class Try:
    """Who files, at which server, and when the last byte leaves (POSIX time).

    A slow one sends the first half of its body `early` seconds before.
    """

    ready: Ready
    port: int
    at: float
    early: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `sent` and `answered` are POSIX times; status 0 means no answer."""

    tried: Try
    sent: float
    answered: float
    status: int
    location: str

    @property
    def seconds(self) -> float:
        return self.answered - self.sent


def request_of(tried: Try) -> tuple[bytes, bytes]:
    """Head and body of the filing, as a browser's form sends it."""
    ready = tried.ready
    body = urlencode({"edizione": ready.edition, "chiave": ready.key}).encode()
    lines = (
        f"POST /area-personale/domande/{ready.domanda}/invia HTTP/1.1",
        f"Host: 127.0.0.1:{tried.port}",
        f"Origin: http://127.0.0.1:{tried.port}",
        "Sec-Fetch-Site: same-origin",
        f"Cookie: sessione={ready.token}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode(), body


async def attempt(tried: Try) -> Answer:
    """Connect, wait for one's instant, send, and read the whole answer."""
    head, body = request_of(tried)
    first, rest = (body[: len(body) // 2], body[len(body) // 2 :]) if tried.early else (b"", body)
    await _until(tried.at - max(tried.early, 0.2))
    reader, writer = await asyncio.open_connection("127.0.0.1", tried.port)
    if tried.early:
        writer.write(head + first)
        await writer.drain()
    await _until(tried.at)
    sent = time.time()
    writer.write(rest if tried.early else head + rest)
    await writer.drain()
    answer = await reader.read()
    answered = time.time()
    writer.close()
    status, location = _read(answer)
    return Answer(tried, sent, answered, status, location)


async def attempt_all(tries: list[Try]) -> list[Answer]:
    """Everybody at once; who gets no answer within GIVE_UP seconds has status 0."""
    return list(await asyncio.gather(*(_patient(tried) for tried in tries)))


async def _patient(tried: Try) -> Answer:
    try:
        async with asyncio.timeout(GIVE_UP):
            return await attempt(tried)
    except (OSError, TimeoutError):
        return Answer(tried, tried.at, time.time(), 0, "")


async def _until(instant: float) -> None:
    await asyncio.sleep(max(0.0, instant - time.time()))


def _read(answer: bytes) -> tuple[int, str]:
    head = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    words = head[0].split()
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    found = (line[10:] for line in head[1:] if line.lower().startswith("location: "))
    return status, next(found, "")
