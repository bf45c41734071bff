"""Who may go where: every route of the application, asked by everybody in turn, on SQLite."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from app import main
from app.assembly import ROUTERS
from app.core.clock import legal_now, set_legal_offset, wall_now
from app.core.resources import resource
from app.core.security.guards import Permission, for_anyone, for_signed_in
from app.core.web.deps import permit
from app.core.web.routes import UnguardedRouteError, check_routes
from app.people.accounts.models import Account
from app.settings import Settings
from tests.factories.domande import make_applicant
from tests.factories.named import NOTHING, ids_of
from tests.factories.world import make_world
from tests.support.browserless import SignedIn
from tests.support.databases import SqliteServer
from tests.support.permissions import bare_app, permission_table

ONLY_THE_RDP = {
    "authorities.settings",
    "istanze.answer",
    "avvisi.publish",
    "contributions.withhold",
    "domande.admit",
    "domande.appoint",
    "esiti.publish",
    "laboratories.approve",
    "monitoring.publish",
    "plans.publish",
    "reports.approve",
    "retention.remove",
    "synthesis.share",
}
NOT_FOR_FACILITATORS = ONLY_THE_RDP | {
    "archive.fascicolo",
    "communications.keep",
    "contributions.moderate",
    "arrivals.assist",
    "checks.compare",
    "coverage.link",
    "domande.examine",
    "esiti.propose",
    "monitoring.invite",
    "monitoring.keep",
    "office.step",
    "plans.write",
    "protocol.work",
    "questions.answer",
    "synthesis.write",
}
PLAIN = {
    "authority": ["zona-esempio"],
    "procedure": ["prova", "aperta"],
    "code": ["purposes", "premise"],
    "kind": ["documenti"],
    "edition": ["organi"],
    "piece": ["relazione"],
    "ending": ["pdf"],
    "number": ["1"],
    "part": ["body"],
    "ref": [NOTHING],
    "token": ["x" * 43],
}
# Things stand in one procedure each; the world has no approved report, no written mandate and no
# synthesis that is public.
AT_WORK = (
    "ballot", "contribution", "correction", "draft", "fascicolo", "given", "held", "indicator",
    "item", "link", "meeting", "message", "minutes", "node", "observation", "partner", "plan_act",
    "plan_import", "reader", "receipt", "seat", "seated", "table", "year",
)  # fmt: skip
OPEN = ("batch", "domanda", "pack", "question", "returned")
PROCEDURE_OF = dict.fromkeys(OPEN, "aperta") | dict.fromkeys(AT_WORK, "prova")
NOT_IN_THE_WORLD = {
    "GET /ufficio/{authority}/{procedure}/relazione/versioni/{number}/{edition}/{piece}.{ending}",
    "GET /area-personale/enti/{body}/persone/{membership}/delega",
    "GET /{authority}/{procedure}/quadro.csv",
    "GET /{authority}/{procedure}/quadro.xlsx",
    "GET /{authority}/{procedure}/quadro/bozze/{number}",
}
PRIVATE = ("istanza", "body", "contribution", "domanda", "draft", "seat", "tavolo", "verbale")


@dataclass(frozen=True, slots=True)
class World:
    """One authority with two procedures at work, everything private in them, and who asks."""

    client: TestClient
    sign_in_as: SignedIn
    permissions: dict[str, Permission]
    ids: dict[str, list[str]]
    people: dict[str, Account]
    offset: timedelta

    def asked_by(self, person: str) -> TestClient:
        self.sign_in_as(self.people.get(person))
        return self.client

    def addresses(self, path: str) -> list[str]:
        """The route's addresses, one for each of the things it could be about."""
        names = re.findall(r"\{(\w+)\}", path)
        places = {place for name, place in PROCEDURE_OF.items() if name in names}
        known = self.ids | ({"procedure": [*places]} if len(places) == 1 else {})
        return [
            path.format(**dict(zip(names, values, strict=True)))
            for values in product(*(known[name] for name in names))
        ]

    def statuses(self, route: str) -> set[int]:
        """What the route answers at each of its addresses; a form is sent empty."""
        method, path = route.split()
        return {
            self.client.request(method, address).status_code for address in self.addresses(path)
        }

    def guarded(self) -> dict[str, Permission]:
        return {route: held for route, held in self.permissions.items() if held.allows}

    def office_routes(self) -> dict[str, Permission]:
        """The routes that stand under one authority's office."""
        here = {r: p for r, p in self.permissions.items() if " /ufficio/{authority}" in r}
        assert len(here) > 80
        return here


@pytest.fixture(scope="module")
def standing(
    sqlite_server: SqliteServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world, built once, behind an application of its own whose faults are answers."""
    with sqlite_server.database() as address:
        settings = Settings(
            database_url=address,
            blob_url=str(tmp_path_factory.mktemp("world")),
            base_url="http://testserver",
            secret_key="t" * 40,
        )
        app = main.create_app(settings, with_worker=False)
        store = app.state.services.store
        with store.writing() as session:
            people = make_world(session)
            ids = PLAIN | ids_of(session)
            people["ets"] = make_applicant(session, name="Ente estraneo").account
        offset = legal_now() - wall_now()
        with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
            yield World(client, SignedIn(client, store), check_routes(app), ids, people, offset)


@pytest.fixture
def world(standing: World) -> World:
    set_legal_offset(standing.offset)
    return standing


def test_the_document_says_what_the_routes_say(tmp_path: Path) -> None:
    written = (resource("docs") / "permissions.md").read_text()
    assert written == permission_table(bare_app(str(tmp_path))), "run `make permissions`"


def test_the_map_holds_every_room(world: World) -> None:
    rooms = {held.name.split(".")[0] for held in world.permissions.values()}
    assert rooms >= {"accounts", "avvisi", "domande", "laboratories", "reports", "site"}
    assert len(world.permissions) > 200


def test_nobody_in_particular_is_sent_to_sign_in(world: World) -> None:
    client = world.asked_by("anonymous")
    let_in = [
        (route, status)
        for route in world.guarded()
        for status in world.statuses(route)
        if status != (303 if route.startswith("GET") else 401)
    ]
    assert let_in == []
    assert client.get("/ufficio").headers["location"] == "/accedi?dopo=/ufficio"


@pytest.mark.parametrize("person", ["ets", "newcomer", "other office"])
def test_the_office_is_not_there_for_anybody_else(world: World, person: str) -> None:
    world.asked_by(person)
    seen = {route: world.statuses(route) for route in world.office_routes()}
    assert {route: found for route, found in seen.items() if found != {404}} == {}


def test_the_rdp_reads_every_page_of_the_office(world: World) -> None:
    """Else the refusals above would prove nothing: their addresses must be of real things."""
    world.asked_by("rdp")
    unread = {
        route: found
        for route in world.office_routes()
        if route.startswith("GET") and 200 not in (found := world.statuses(route))
    }
    assert set(unread) - NOT_IN_THE_WORLD == set()


@pytest.mark.parametrize(
    ("person", "refused"), [("facilitator", NOT_FOR_FACILITATORS), ("officer", ONLY_THE_RDP)]
)
def test_each_role_is_refused_what_belongs_to_a_higher_one(
    world: World, person: str, refused: set[str]
) -> None:
    world.asked_by(person)
    routes = {r: p for r, p in world.office_routes().items() if p.name in refused}
    assert {p.name for p in routes.values()} == refused
    seen = {route: world.statuses(route) for route in routes}
    assert {route: found for route, found in seen.items() if found != {404}} == {}


def test_what_is_private_to_a_body_is_not_there_for_another(world: World) -> None:
    world.asked_by("ets")
    seen = {route: world.statuses(route) for route in private_routes(world)}
    assert {route: found for route, found in seen.items() if found != {404}} == {}


def test_what_is_private_to_a_body_is_there_for_its_own_people(world: World) -> None:
    reading = {route: set[int]() for route in private_routes(world) if route.startswith("GET")}
    for person in ("guest", "applicant", "drafting", "asking"):
        world.asked_by(person)
        for route in reading:
            reading[route] |= world.statuses(route)
    unread = {route for route, found in reading.items() if not found & {200, 303}}
    assert unread - NOT_IN_THE_WORLD == set()


def private_routes(world: World) -> list[str]:
    """The routes of the personal area that are about something private."""
    found = [
        route
        for route in world.permissions
        if " /area-personale/" in route and any(f"{{{name}}}" in route for name in PRIVATE)
    ]
    assert len(found) > 30
    return found


@pytest.mark.parametrize(
    ("person", "where"),
    [
        ("anonymous", "/"),
        ("guest", "/area-personale"),
        ("drafting", "/area-personale"),
        ("facilitator", "/ufficio"),
        ("officer", "/ufficio"),
        ("rdp", "/ufficio"),
    ],
)
def test_no_route_breaks_for_who_may_use_it(world: World, person: str, where: str) -> None:
    """Comes last: an empty form of who may send it can change the world."""
    world.asked_by(person)
    routes = [route for route in world.permissions if f" {where}" in route]
    seen = {route: world.statuses(route) for route in sorted(routes)}
    assert {route: found for route, found in seen.items() if max(found) >= 500} == {}


def unguarded() -> APIRouter:
    router = APIRouter()
    router.get("/senza-guardia")(lambda: "")
    return router


def guarded_twice() -> APIRouter:
    router = APIRouter()
    held = [permit(for_anyone("a.a", "A")), permit(for_signed_in("a.b", "B"))]
    router.get("/due-guardie", dependencies=held)(lambda: "")
    return router


@pytest.mark.parametrize("router", [unguarded(), guarded_twice()])
def test_the_application_does_not_start_with_a_route_that_has_not_one_guard(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, router: APIRouter
) -> None:
    monkeypatch.setattr(main, "ROUTERS", (*ROUTERS, router))
    with pytest.raises(UnguardedRouteError):
        bare_app(str(tmp_path))
