"""A real Chromium in front of the real server with the demonstration and a real SMTP server."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.chromium import FLAGS, find
from tests.support.postoffice import PostOffice
from tests.support.server import Server


@pytest.fixture(scope="session")
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's database and blobs, built by the command, once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder, built = shared / "demo", shared / "demo.built"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            _build(folder)
            built.touch()
    return folder


def _build(folder: Path) -> None:
    folder.mkdir()
    server = Server(_settings(folder, ""), folder / "log")
    for words in (("migrate",), ("demo", "load")):
        done = server.command(*words)
        assert done.returncode == 0, done.stderr[-2000:]


def _settings(folder: Path, smtp: str) -> dict[str, str]:
    return {
        "COPROGRAMMA_DEMO": "1",
        "COPROGRAMMA_DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
        "COPROGRAMMA_BLOB_URL": str(folder / "blobs"),
        "COPROGRAMMA_SMTP_URL": smtp,
    }


@pytest.fixture(scope="session")
def demo(
    demo_data: Path, post_office: PostOffice, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A running copy of the demonstration; its mails go to the post office."""
    with served_copy(demo_data, tmp_path_factory.mktemp("served"), post_office) as server:
        yield server


@contextmanager
def served_copy(demo_data: Path, folder: Path, post_office: PostOffice) -> Iterator[Server]:
    """A demonstration of one's own, copied into `folder`: nobody else's clock moves with it."""
    shutil.copytree(demo_data, folder, dirs_exist_ok=True)
    server = Server(_settings(folder, post_office.url), folder / "log")
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one module: while it stands, no other test of this worker can run an event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, demo: Server) -> Iterator[BrowserContext]:
    made = chromium.new_context(
        base_url=demo.url, viewport={"width": 1280, "height": 900}, locale="it-IT"
    )
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
