"""Walks the links of the demonstration as a person without JavaScript would."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx
from fastapi import FastAPI
from lxml import html
from starlette.routing import compile_path

from app.core.web.routes import iter_routes

_NAME = re.compile(r"\{(\w+)\}")
_BUTTONS = ".//button[not(@type) or @type='submit']"
_FIELDS = ".//*[self::input or self::select or self::textarea][not(@disabled)]"


class RouteMap:
    """Which of the application's routes answers to an address."""

    def __init__(self, app: FastAPI) -> None:
        self._routes = [
            (method, compile_path(str(route.path))[0], str(route.path))
            for route in iter_routes(app)
            for method in sorted(route.methods or ())
        ]

    @lru_cache(maxsize=4096)  # noqa: B019 (one map for the whole run)
    def find(self, method: str, path: str) -> str | None:
        """The route's pattern, or None where nobody would answer."""
        if path.startswith("/static/"):
            return "/static"
        for verb, pattern, name in self._routes:
            if verb == method and pattern.match(path):
                return name
        return None


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as it came, and the route that made it."""

    address: str
    route: str
    status: int
    text: str


@dataclass
class Walk:
    """The pages of one person, and what a link or a form promised in vain."""

    pages: list[Seen] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


@contextmanager
def signed_in(url: str, person: str) -> Iterator[httpx.Client]:
    """A client that is `person` of the demonstration; nobody when `person` is empty."""
    with httpx.Client(base_url=url, timeout=30) as client:
        if person:
            same = {"sec-fetch-site": "same-origin"}
            sent = client.post("/demo/persona", data={"person": person}, headers=same)
            assert sent.status_code == 303, sent.text[:200]
        yield client


def walk(
    client: httpx.Client,
    routes: RouteMap,
    starts: Sequence[str],
    within: tuple[str, ...] = ("/",),
) -> Walk:
    """The pages behind links that begin with one of `within`.

    Of each route at most two: one in each procedure. Of what stands deeper, one.
    """
    found, waiting, met = Walk(), deque(starts), set[str]()
    counted: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        route = routes.find("GET", urlsplit(address).path) or address
        wanted = address in starts or counted[route] < most_of(route)
        if address in met or not wanted:
            continue
        met.add(address)
        counted[route] += 1
        answer = client.get(address)
        if answer.status_code == 303:
            waiting.append(answer.headers["location"])
        elif answer.headers.get("content-type", "").startswith("text/html"):
            found.pages.append(Seen(address, route, answer.status_code, answer.text))
            page = html.document_fromstring(answer.text)
            found.broken += broken_promises(page, address, routes)
            waiting += [link for link in links_of(page, address) if link.startswith(within)]
        elif answer.status_code != 200:
            found.broken.append(f"{address}: {answer.status_code}")
    return found


def most_of(route: str) -> int:
    """How many pages of one route are worth a look."""
    deep = set(_NAME.findall(route)) - {"authority", "procedure"}
    return 1 if deep else 2


def links_of(page: html.HtmlElement, address: str) -> list[str]:
    """The local addresses that a page links to, in order, without fragments."""
    return [
        urljoin(address, href).split("#")[0]
        for href in page.xpath("//a/@href")
        if not urlsplit(href).scheme and not urlsplit(href).netloc and not href.startswith("#")
    ]


def broken_promises(page: html.HtmlElement, address: str, routes: RouteMap) -> list[str]:
    """Links and forms that lead nowhere, buttons that no form has: the page without JavaScript."""
    wrong = [
        f"{address}: the link {link} leads nowhere"
        for link in links_of(page, address)
        if routes.find("GET", urlsplit(link).path) is None
    ]
    here = set(page.xpath("//@id"))
    wrong += [
        f"{address}: nothing has the id of {href}"
        for href in page.xpath("//a/@href")
        if href.startswith("#") and href[1:] not in here
    ]
    for form in page.xpath("//form"):
        method = form.get("method", "get").upper()
        target = urlsplit(urljoin(address, form.get("action") or "")).path
        if routes.find(method, target) is None:
            wrong.append(f"{address}: the form {method} {target} leads nowhere")
        if form.xpath(_FIELDS) and not form.xpath(_BUTTONS):
            wrong.append(f"{address}: the form {method} {target} has no button")
    return wrong


def main_of(text: str) -> str:
    """The main part of a page: what two people may see alike, each in their own frame."""
    return text.partition("<main")[2].partition("</main>")[0]
