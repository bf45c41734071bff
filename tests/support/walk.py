"""Walks the links of the demonstration as a person without JavaScript would."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx
from fastapi import FastAPI
from lxml import html
from starlette.routing import compile_path

from app.core.web.routes import iter_routes

PER_ROUTE = 2
COOKIE = "sessione"


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

    def addresses(self) -> list[str]:
        return [seen.address for seen in self.pages]


def sign_in(url: str, person: str) -> httpx.Client:
    """A client that is `person` of the demonstration; nobody when `person` is empty."""
    client = httpx.Client(base_url=url, timeout=30)
    if person:
        sent = client.post(
            "/demo/persona", data={"person": person}, headers={"sec-fetch-site": "same-origin"}
        )
        assert sent.status_code == 303, sent.text[:200]
    return client


def walk(
    client: httpx.Client,
    routes: RouteMap,
    starts: Iterable[str],
    within: tuple[str, ...] = ("/",),
    per_route: int = PER_ROUTE,
) -> Walk:
    """At most `per_route` pages of each route, by links that begin with one of `within`."""
    found, waiting, met = Walk(), deque(starts), set(starts := list(starts))
    counted: Counter[str] = Counter(routes.find("GET", path) for path in starts)
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        route = routes.find("GET", urlsplit(address).path) or address
        if answer.status_code == 303:
            target = answer.headers["location"]
            if target not in met:
                met.add(target)
                waiting.append(target)
            continue
        if answer.headers.get("content-type", "").startswith("text/html"):
            seen = Seen(address, route, answer.status_code, answer.text)
            found.pages.append(seen)
            page = html.document_fromstring(answer.text)
            found.broken += broken_promises(page, address, routes)
            for link in links_of(page, address):
                path = urlsplit(link).path
                name = routes.find("GET", path)
                if link in met or name is None or name == "/static":
                    continue
                if not path.startswith(within) or counted[name] >= per_route:
                    continue
                met.add(link)
                counted[name] += 1
                waiting.append(link)
        elif answer.status_code != 200:
            found.broken.append(f"{address}: {answer.status_code}")
    return found


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
        if not form.xpath(".//button[not(@type) or @type='submit'] | .//input[@type='submit']"):
            name = form.get("id")
            if not (name and page.xpath("//button[@form=$name]", name=name)):
                wrong.append(f"{address}: the form {method} {target} has no button")
    return wrong
