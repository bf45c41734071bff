"""The real server under load and under SIGKILL: what was acknowledged is there."""

import asyncio
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx2 as httpx
import pytest
from sqlmodel import func, select

from app.core.jobs.models import Message
from app.core.store.session import Store
from app.people.accounts.models import Verification
from app.settings import Settings
from tests.support.forked import end_of, start
from tests.support.mortal import serve
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


def _mortal(settings: Settings, moment: str) -> BaseProcess:
    port = free_port()
    process = start(serve, settings, moment, port)
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
    settings: Settings, store: Store, moment: str, kept: int
) -> None:
    process = _mortal(settings, moment)
    assert end_of(process, 10) == -9
    with store.reading() as session:
        links = session.exec(select(func.count()).select_from(Verification)).one()
        mails = session.exec(select(func.count()).select_from(Message)).one()
    assert (links, mails) == (kept, kept)


def test_a_wrong_setting_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    settings = {"COPROGRAMMA_DATABASE_URL": f"sqlite:///{tmp_path}/x"}
    done = Server({**settings, "COPROGRAMMA_SECRET_KEY": "short"}, tmp_path).command("serve")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "COPROGRAMMA_SECRET_KEY" in done.stderr
