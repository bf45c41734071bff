"""The real server under load and under SIGKILL: what was acknowledged is there."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx2 as httpx
import pytest
from sqlmodel import func, select

from app.core.jobs.models import Message
from app.core.store.session import Store
from app.people.accounts.models import Verification
from tests.support.ports import free_port
from tests.support.server import Server, running

POSTS = 300


async def _post_all(url: str) -> list[int]:
    limits = httpx.Limits(max_connections=POSTS)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60) as client:
        answers = await asyncio.gather(
            *(client.post("/password", data={"email": f"p{n}@esempio.it"}) for n in range(POSTS))
        )
    return [answer.status_code for answer in answers]


def test_three_hundred_posts_at_once_are_all_taken(database_url: str, tmp_path: Path) -> None:
    with running({"COPROGRAMMA_DATABASE_URL": database_url}, tmp_path) as server:
        codes = asyncio.run(_post_all(server.url))
    assert codes == [303] * POSTS


def _mortal(settings: dict[str, str], moment: str, folder: Path) -> "subprocess.Popen[bytes]":
    port = free_port()
    environment = {
        **os.environ,
        "COPROGRAMMA_SECRET_KEY": "t" * 40,
        "COPROGRAMMA_BLOB_URL": str(folder / "blobs"),
        **settings,
        "MORTAL": moment,
        "PORT": str(port),
    }
    process = subprocess.Popen([sys.executable, "-m", "tests.support.mortal"], env=environment)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz")
            break
        except httpx.TransportError:
            time.sleep(0.05)
    form = {
        "given_name": "Prova",
        "family_name": "Esempio",
        "email": "chi@esempio.it",
        "password": "un'altra frase lunga 9",
        "privacy": "1",
    }
    with pytest.raises(httpx.TransportError):
        httpx.post(f"http://127.0.0.1:{port}/registrati", data=form, timeout=30)
    return process


@pytest.mark.parametrize(("moment", "kept"), [("before", 0), ("after", 1)])
def test_a_kill_leaves_all_or_nothing(
    database_url: str, store: Store, tmp_path: Path, moment: str, kept: int
) -> None:
    process = _mortal({"COPROGRAMMA_DATABASE_URL": database_url}, moment, tmp_path)
    assert process.wait(timeout=10) < 0
    with store.reading() as session:
        links = session.exec(select(func.count()).select_from(Verification)).one()
        mails = session.exec(select(func.count()).select_from(Message)).one()
    assert (links, mails) == (kept, kept)


def test_a_wrong_setting_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    for name, value, word in (
        ("COPROGRAMMA_BASE_URL", "nowhere", "COPROGRAMMA_BASE_URL"),
        ("COPROGRAMMA_SECRET_KEY", "short", "COPROGRAMMA_SECRET_KEY"),
        ("COPROGRAMMA_POOL_SIZE", "many", "COPROGRAMMA_POOL_SIZE"),
        ("COPROGRAMMA_DATABASE_URL", "mysql://x", "sqlite:///FILE"),
    ):
        server = Server(
            {"COPROGRAMMA_DATABASE_URL": f"sqlite:///{tmp_path}/x", name: value}, tmp_path
        )
        done = server.command("serve")
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert word in done.stderr


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (("2025-11-17",), "2025-12-09"),
        (("2025-12-05", "--saturday"), "2025-12-29"),
        (("2026-05-02", "--patron", "05-22"), "2026-05-23"),
    ],
)
def test_the_term_command_ends_with_the_earliest_last_day(
    tmp_path: Path, words: tuple[str, ...], last: str
) -> None:
    done = Server({}, tmp_path).command("term", *words)
    assert done.stdout.splitlines()[-1] == last


@pytest.mark.parametrize(
    "words", [("yesterday",), ("2025-11-17", "--patron", "99-99"), ("9999-12-31",)]
)
def test_the_term_command_explains_what_it_cannot_count(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = Server({}, tmp_path).command("term", *words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_creating_a_person_refuses_what_cannot_be_taken(tmp_path: Path) -> None:
    server = Server({"COPROGRAMMA_DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}, tmp_path)
    password = "quattro parole a caso 7\n"
    early = server.command("user", "create", "chi@esempio.it", "Chi", "Esempio", stdin=password)
    assert "coprogramma migrate" in early.stderr
    assert server.command("migrate").returncode == 0
    words = ("user", "create", "chi@esempio.it", "Chi", "Esempio")
    assert server.command(*words, stdin=password).returncode == 0
    again = server.command(*words, stdin=password)
    wrong = server.command("user", "create", "chi", "Chi", "Esempio", stdin=password)
    weak = server.command("user", "create", "b@esempio.it", "B", "Esempio", stdin="breve\n")
    for done in (early, again, wrong, weak):
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_a_database_that_does_not_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    address = f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none"
    done = Server({"COPROGRAMMA_DATABASE_URL": address}, tmp_path).command("audit", "verify")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "does not answer" in done.stderr
