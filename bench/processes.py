"""The servers under load, each a process of its own on loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers; `started` is how many seconds that took."""

    port: int
    pid: int
    started: float

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def memory(self) -> float:
        """Megabytes resident now (Linux)."""
        return memory_of(self.pid, "VmRSS")


def memory_of(pid: int | str, field: str) -> float:
    """`VmRSS` (now) or `VmHWM` (at its highest) of a process, in MB of 10^6 bytes (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise ValueError(f"no {field} for process {pid}")


def worked(pid: int) -> float:
    """Seconds of processor that a process has used until now (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment(folder: Path, database: str, port: int) -> dict[str, str]:
    """The settings of an installation in production, on a file of `folder` or at an address."""
    address = database if "://" in database else f"sqlite:///{folder / database}"
    return {
        **os.environ,
        "COPROGRAMMA_DATABASE_URL": address,
        "COPROGRAMMA_BLOB_URL": str(folder / "blobs"),
        "COPROGRAMMA_BASE_URL": f"http://127.0.0.1:{port}",
        "COPROGRAMMA_SECRET_KEY": "b" * 40,
        "COPROGRAMMA_DEMO": "0",
        "COPROGRAMMA_LOG_FORMAT": "json",
    }


@contextmanager
def app_server(folder: Path, database: str) -> Iterator[Running]:
    """`python -m app serve`, as `make run` starts it."""
    port = free_port()
    words = ["-m", "app", "serve", "--port", str(port)]
    with _running(words, environment(folder, database, port), port, "/healthz", folder) as found:
        yield found


@contextmanager
def bare_server(folder: Path, body: bytes) -> Iterator[Running]:
    """The bare page with the same bytes."""
    port, file = free_port(), folder / "bare.html"
    file.write_bytes(body)
    words = ["-m", "bench.bare", str(port), str(file)]
    with _running(words, dict(os.environ), port, "/", folder) as found:
        yield found


@contextmanager
def _running(
    words: list[str], variables: dict[str, str], port: int, path: str, folder: Path
) -> Iterator[Running]:
    began = time.monotonic()
    log = folder / f"{words[1]}.log"
    with log.open("ab") as out:
        process = subprocess.Popen([sys.executable, *words], env=variables, stdout=out, stderr=out)
    try:
        _wait(process, f"http://127.0.0.1:{port}{path}", log)
        yield Running(port, process.pid, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=5) as answer:
                answer.read()
            return
        except URLError:
            time.sleep(0.02)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-2000:]}")
