"""The real server as a process of its own, to be loaded, killed and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx

from tests.support.ports import free_port

START_SECONDS = 30


class Server:
    """`coprogramma serve` on loopback; `kill` is a real SIGKILL."""

    def __init__(self, settings: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.environment = {
            **os.environ,
            "COPROGRAMMA_SECRET_KEY": "t" * 40,
            "COPROGRAMMA_BASE_URL": self.url,
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *words: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Run another `coprogramma` command with the same settings."""
        return subprocess.run(
            [sys.executable, "-m", "app", *words],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self) -> None:
        words = [sys.executable, "-m", "app", "serve", "--port", str(self.port)]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(words, env=self.environment, stdout=out, stderr=out)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/healthz", timeout=1).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, sign: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(sign)
            self.process.wait(timeout=20)
            self.process = None


@contextmanager
def running(settings: dict[str, str], folder: Path) -> Iterator[Server]:
    """A running server on a migrated database, with its blobs under `folder`."""
    server = Server({"COPROGRAMMA_BLOB_URL": str(folder / "blobs"), **settings}, folder / "log")
    server.start()
    try:
        yield server
    finally:
        server.stop()
