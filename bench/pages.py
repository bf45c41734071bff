"""The pages and the saved step under load, and what a page costs when it is rendered anew."""

import dataclasses
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx2 as httpx
import structlog
from jinja2 import Environment
from starlette.testclient import TestClient

from app.core.audit.chain import touch_page
from app.main import create_app
from app.settings import Settings
from bench.client import MARK, Load, Seen, put_on
from bench.data import PUBLIC, SMALL, Applicant, open_store
from bench.processes import Running

CONTRIBUTIONS, AVVISO = f"{PUBLIC}/contributi", f"{PUBLIC}/avviso"
CONNECTIONS = 16
PART = "needs"
WORDS = "Nelle frazioni l'autobus non passa dopo le quattordici. " * 16


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was answered once: its address and its bytes."""

    path: str
    body: bytes


def fetch(server: Running, path: str) -> Page:
    """A page as it comes without compression. Raises on anything but 200."""
    answer = httpx.get(server.url(path), headers={"accept-encoding": "identity"}, timeout=120)
    answer.raise_for_status()
    return Page(path, answer.content)


def load_page(server: Running, page: Page, count: int) -> Seen:
    """`count` requests for one page by anonymous readers."""
    request = f"GET {page.path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
    requests = (request,) * CONNECTIONS
    return put_on(Load(server.port, requests, count, status=200, length=len(page.body)))


def load_step(server: Running, people: list[Applicant], count: int, first: int) -> Seen:
    """`count` saved steps, one connection for each person; every one writes something new."""
    requests = tuple(_save_step(server.port, person) for person in people)
    return put_on(Load(server.port, requests, count, status=303, length=0, first=first))


def _save_step(port: int, person: Applicant) -> str:
    body = f"needs={MARK.decode()}+{WORDS.replace(' ', '+').replace(chr(39), '%27')}"
    lines = (
        f"POST /area-personale/domande/{person.domanda}/parte/{PART} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Sec-Fetch-Site: same-origin",
        f"Cookie: sessione={person.token}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(lines) + "\r\n\r\n" + body


def first_renders(
    server: Running, folder: Path, page: Page, scope: str, times: int, database: str = SMALL
) -> list[float]:
    """Milliseconds of `times` requests, each after a public change that cooled the page."""
    store = open_store(folder, database)
    took = []
    with httpx.Client(headers={"accept-encoding": "identity"}, timeout=120) as client:
        for _ in range(times):
            with store.writing() as session:
                touch_page(session, scope)
            began = time.perf_counter()
            answer = client.get(server.url(page.path))
            took.append((time.perf_counter() - began) * 1000)
            if (answer.status_code, len(answer.content)) != (200, len(page.body)):
                raise RuntimeError(f"{page.path} answered {answer.status_code}")
    store.engines.dispose()
    return took


class Catcher:
    """Stands before the templates and keeps the last rendering, to repeat it alone."""

    def __init__(self, templates: Environment) -> None:
        self.templates = templates

    def get_template(self, name: str) -> "Catcher":
        self.template = self.templates.get_template(name)
        return self

    def render(self, **view: Any) -> str:
        self.again = partial(self.template.render, **view)
        return self.again()


def catch_template(folder: Path, page: Page) -> Callable[[], str]:
    """The rendering of a page, with all that its template was given; it makes the same bytes."""
    settings = Settings(
        database_url=f"sqlite:///{folder / SMALL}",
        blob_url=str(folder / "blobs"),
        base_url="http://testserver",
    )
    app = create_app(settings, with_worker=False)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    catcher = Catcher(app.state.services.templates)
    app.state.services = dataclasses.replace(app.state.services, templates=catcher)
    with TestClient(app) as client:
        answer = client.get(page.path)
    if (answer.status_code, answer.content) != (200, catcher.again().encode()):
        raise RuntimeError(f"{page.path} is not what its template alone gives")
    return catcher.again


def template_alone(render: Callable[[], str], times: int) -> list[float]:
    """Milliseconds of `times` renderings without data, server or request."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        render()
        took.append((time.perf_counter() - began) * 1000)
    return took
