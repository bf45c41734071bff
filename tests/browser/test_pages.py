"""Every page of the demonstration, as each person sees it: sound, accessible, without dead ends.

Pages are found by walking links without JavaScript; each is then opened in a real browser.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from lxml import html
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from app.main import create_app
from app.settings import Settings
from tests.support.pages import axe_problems, html_problems, learn_axe, shape_problems
from tests.support.server import Server
from tests.support.walk import RouteMap, Seen, Walk, main_of, signed_in, walk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

ZONE = "/zona-livornese"
CLOSED, OPEN = f"{ZONE}/pis-2026-2028", f"{ZONE}/prova"
PUBLIC = (
    "/",
    f"{ZONE}/",
    f"{CLOSED}/",
    f"{OPEN}/",
    f"{CLOSED}/contributi?q=casa",
    "/cerca?q=casa",
    f"{ZONE}/cerca?q=introvabile",
    "/demo",
    "/accedi",
    "/registrati",
    "/registrati/posta",
    "/password",
)
OFFICE = ("/ufficio", f"/ufficio{CLOSED}", f"/ufficio{OPEN}")
AREA = ("/area-personale",)
STARTS = {
    "citizen": PUBLIC,
    "nuova": AREA,
    "ets": AREA,
    "servizio": AREA,
    "ufficio": OFFICE,
    "rdp": OFFICE,
}
WITHIN = {"citizen": ("/",)}
# Forms that can be sent empty without harm: address to send to, by person.
EMPTY_FORMS = {
    "citizen": ("/accedi", "/registrati", "/password", f"{OPEN}/segui"),
    "ets": (
        "/area-personale/enti/nuovo",
        "/area-personale/istanze/nuova",
        "/area-personale/accesso/nome",
        "/area-personale/accesso/password",
        f"/area-personale/quesiti/nuovo{OPEN}",
    ),
    "rdp": (
        f"/ufficio{ZONE}/nuovo",
        *(
            f"/ufficio{ZONE}/impostazioni/{page}"
            for page in ("identita", "regole", "conservazione", "logo", "organi", "persone")
        ),
        *(
            f"/ufficio{OPEN}/{page}"
            for page in (
                "dati",
                "tavoli",
                "atti",
                "calendario/nuovo",
                "pubblicazione",
                "pubblicazione/non-prevista",
                "quesiti/registra",
                "domande/registra",
                "posti",
                "sintesi/nuovo",
                "indicatori",
                "rendiconti",
                "piano/nuovo",
                "piano/percorso",
                "piano/percorso/enti",
            )
        ),
        f"/ufficio{CLOSED}/relazione/trasmissioni",
    ),
}
REFUSED = {
    "citizen": {"/non-esiste": 404, f"{ZONE}/non-esiste/": 404},
    "nuova": {f"/ufficio{CLOSED}": 404, "/area-personale/contributi/nuovo": 403},
}


@dataclass
class Visit:
    """A browser that is somebody, and what it complains about while it looks at pages."""

    page: Page
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(message.text)

    def problems(self) -> list[str]:
        """What is wrong with the page as it stands, wide and narrow."""
        found = axe_problems(self.page)
        self.page.set_viewport_size({"width": 360, "height": 780})
        found += shape_problems(self.page)
        self.page.set_viewport_size({"width": 1280, "height": 900})
        found += self.said
        self.said.clear()
        return found

    def send_empty(self, address: str) -> Response:
        """Send a form without fields to `address`, as a page of the site would."""
        self.page.goto("/accessibilita")
        with self.page.expect_navigation() as sent:
            self.page.evaluate(
                """address => {
                    const form = document.createElement("form");
                    Object.assign(form, {method: "post", action: address});
                    document.body.append(form);
                    form.submit();
                }""",
                address,
            )
        self.said.clear()  # the browser itself says that the answer was not 200
        assert sent.value is not None
        return sent.value


@pytest.fixture(scope="module")
def routes() -> RouteMap:
    with tempfile.TemporaryDirectory() as folder:
        return RouteMap(
            create_app(
                Settings(
                    database_url=f"sqlite:///{folder}/none.sqlite3",
                    blob_url=folder,
                    secret_key="t" * 40,
                    demo=True,
                ),
                with_worker=False,
            )
        )


@pytest.fixture(scope="module")
def walks(demo: Server, routes: RouteMap) -> dict[str, Walk]:
    """What each person reaches."""
    found = {}
    for person, starts in STARTS.items():
        with signed_in(demo.url, "" if person == "citizen" else person) as client:
            found[person] = walk(
                client, routes, starts, WITHIN.get(person, ("/area-personale", "/ufficio"))
            )
    return found


@pytest.fixture(params=STARTS)
def person(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visit(chromium: Browser, demo: Server, person: str) -> Iterator[Visit]:
    """A browser in which `person` has signed in."""
    context = chromium.new_context(
        base_url=demo.url, viewport={"width": 1280, "height": 900}, locale="it-IT"
    )
    context.set_default_timeout(20_000)
    learn_axe(context)
    page = context.new_page()
    if person != "citizen":
        page.goto("/demo")
        page.locator(f'form:has(input[value="{person}"]) button').click()
    yield Visit(page)
    context.close()


def test_the_walk_reaches_most_of_the_application(walks: dict[str, Walk], routes: RouteMap) -> None:
    reached = {seen.route for each in walks.values() for seen in each.pages}
    assert len(reached) > 90
    assert {seen.route for seen in walks["citizen"].pages} >= {
        "/{authority}/{procedure}/esiti",
        "/{authority}/{procedure}/relazione",
        "/{authority}/{procedure}/contributi/{contribution}",
    }


def test_every_page_answers(walks: dict[str, Walk], person: str) -> None:
    assert [seen.address for seen in walks[person].pages if seen.status != 200] == []


def test_without_javascript_every_link_and_form_leads_somewhere(
    walks: dict[str, Walk], person: str
) -> None:
    assert sorted(set(walks[person].broken)) == []
    for seen in walks[person].pages:
        page = html.document_fromstring(seen.text)
        assert page.xpath("//main//a/@href | //main//form | //footer//a/@href"), seen.address


def test_every_page_is_valid_html(walks: dict[str, Walk]) -> None:
    pages = {f"{who}: {seen.address}": seen for who, each in walks.items() for seen in each.pages}
    assert html_problems({name: seen.text for name, seen in pages.items()}) == {}


def test_a_page_of_every_kind_is_accessible_and_calm_in_a_browser(
    walks: dict[str, Walk], visit: Visit, person: str
) -> None:
    first, _ = parted(new_to(person, walks))
    assert problems_of(visit, first) == {}


@pytest.mark.slow
def test_every_other_page_is_accessible_and_calm_in_a_browser(
    walks: dict[str, Walk], visit: Visit, person: str
) -> None:
    _, others = parted(new_to(person, walks))
    assert problems_of(visit, others) == {}


def problems_of(visit: Visit, pages: list[Seen]) -> dict[str, list[str]]:
    """Address → what is wrong with the page."""
    found = {}
    for seen in pages:
        visit.page.goto(seen.address)
        if problems := visit.problems():
            found[seen.address] = problems
    return found


def parted(pages: list[Seen]) -> tuple[list[Seen], list[Seen]]:
    """The first page of each route, and the others: of other things, in other states."""
    first = {seen.route: seen for seen in reversed(pages)}
    return list(first.values()), [seen for seen in pages if first[seen.route] is not seen]


def new_to(person: str, walks: dict[str, Walk]) -> list[Seen]:
    """The pages of `person` whose main part nobody before has shown."""
    known: set[str] = set()
    for name, each in walks.items():
        fresh = [seen for seen in each.pages if main_of(seen.text) not in known]
        if name == person:
            return fresh
        known |= {main_of(seen.text) for seen in each.pages}
    raise KeyError(person)


@pytest.mark.parametrize("person", REFUSED, indirect=True)
def test_refusals_are_pages_too(visit: Visit, person: str) -> None:
    texts, found = {}, {}
    for address, status in REFUSED[person].items():
        answer = visit.page.goto(address)
        visit.said.clear()  # the browser itself says that the answer was not 200
        assert answer is not None
        assert answer.status == status
        texts[address] = answer.text()
        found[address] = visit.problems()
    assert {address: said for address, said in found.items() if said} == {}
    assert html_problems(texts) == {}


@pytest.mark.parametrize("person", EMPTY_FORMS, indirect=True)
def test_a_form_sent_empty_comes_back_with_its_errors(visit: Visit, person: str) -> None:
    texts, found = {}, {}
    for address in EMPTY_FORMS[person]:
        answer = visit.send_empty(address)
        assert answer.status == 422, address
        links = visit.page.locator(".error-summary a[href^='#']")
        targets = [link.get_attribute("href") or "" for link in links.all()]
        assert targets, address
        assert [name for name in targets if not visit.page.locator(name).count()] == [], address
        texts[address] = answer.text()
        found[address] = visit.problems()
    assert {address: said for address, said in found.items() if said} == {}
    assert html_problems(texts) == {}


def test_meanwhile_no_job_has_failed(walks: dict[str, Walk], demo: Server) -> None:
    assert "job_failed" not in demo.log.read_text()
