"""The interface: every answer is as its document says, pages miss and repeat nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import (  # type: ignore[import-untyped]
    Draft202012Validator,
    FormatChecker,
)
from openapi_spec_validator import validate
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import in_rome, legal_now
from app.core.store.session import Store
from app.outlets.opendata.api import seal, unseal
from app.outlets.opendata.datasets import DATASETS
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from tests.conftest import Clock
from tests.factories.contributions import make_guest, make_published, make_working_desk
from tests.factories.opendata import CANARY, Shown, make_shown
from tests.support.browserless import SignedIn

ROOT = "/api/v1"
HERE = "amministrazione=zona-esempio&procedimento=prova"
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def shown(store: Store, session: Session, clock: Clock) -> Shown:
    made = make_shown(session, clock)
    store.finish(session)
    return made


def resolved(schema: Any, whole: dict[str, Any]) -> Any:
    """`schema` with its references to the document's components put in their place."""
    if isinstance(schema, list):
        return [resolved(each, whole) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return resolved(found, whole)
    return {name: resolved(each, whole) for name, each in schema.items()}


def check(client: TestClient, path: str, answer: Any) -> None:
    """Raises unless the answer is one that the document has for this path."""
    whole = client.get(f"{ROOT}/openapi.json").json()
    responses = resolved(whole["paths"][path]["get"]["responses"], whole)
    said = responses[str(answer.status_code)]
    if answer.status_code == 304:
        assert answer.content == b""
        return
    media = answer.headers["content-type"]
    schema = said["content"][media]["schema"]
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer.json())
    for name in said.get("headers", {}):
        assert name in answer.headers


@ONE
def test_the_document_is_sound_and_every_answer_is_as_it_says(
    client: TestClient, shown: Shown
) -> None:
    validate(client.get(f"{ROOT}/openapi.json").json())
    for dataset in DATASETS:
        path = f"{ROOT}/{dataset.code}"
        listed = client.get(f"{path}?{HERE}")
        assert listed.status_code == 200
        check(client, path, listed)
        tag = {"if-none-match": listed.headers["etag"]}
        check(client, path, client.get(f"{path}?{HERE}", headers=tag))
        check(client, path, client.get(f"{path}?limite=0"))
        for row in listed.json()["dati"][:2]:
            if dataset.ref is not None and row["id"]:
                one = client.get(f"{path}/{row['id']}")
                check(client, f"{path}/{{id}}", one)
                assert one.json()["dato"] == row
        if dataset.ref is not None:
            check(client, f"{path}/{{id}}", client.get(f"{path}/00000000000000000000"))


@pytest.fixture
def many(store: Store, session: Session) -> list[str]:
    """Seven published contributions, by title."""
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    titles = [f"Contributo {number}" for number in range(7)]
    for title in titles:
        make_published(session, desk, guest, title)
    store.finish(session)
    return titles


def walk(client: TestClient, address: str) -> Iterator[list[dict[str, Any]]]:
    following: str | None = address
    while following:
        answer = client.get(following.removeprefix("http://testserver"))
        assert answer.status_code == 200
        yield answer.json()["dati"]
        following = answer.json()["successiva"]
        assert ('rel="next"' in answer.headers["link"]) == (following is not None)


def test_pages_followed_to_the_end_give_every_row_once(client: TestClient, many: list[str]) -> None:
    for limit in (1, 3, 7, 100):
        pages = list(walk(client, f"{ROOT}/contributi?limite={limit}&{HERE}"))
        assert [row["titolo"] for page in pages for row in page] == many
        assert all(len(page) == limit for page in pages[:-1])


@ONE
def test_what_leaves_between_two_pages_moves_no_other_row(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    made = [make_published(session, desk, guest, f"N. {n}") for n in range(4)]
    store.finish(session)
    pages = walk(client, f"{ROOT}/contributi?limite=2")
    assert [row["titolo"] for row in next(pages)] == ["N. 0", "N. 1"]
    with store.writing() as later:
        reason = ReasonForm(reason="Errore")
        withhold_contribution(later, desk.actor, desk.here, made[1].public_id, reason)
    assert [row["titolo"] for row in next(pages)] == ["N. 2", "N. 3"]


def test_filters_narrow_to_place_tavolo_outcome_and_change(
    client: TestClient, shown: Shown
) -> None:
    def numbers(query: str, code: str = "esiti") -> set[int]:
        answer = client.get(f"{ROOT}/{code}?{query}")
        assert answer.status_code == 200, answer.text
        return {row["numero"] for row in answer.json()["dati"]}

    everything = {1, 2, shown.redacted.number, shown.withheld.number}
    assert numbers(HERE) == numbers("") == everything
    assert numbers("amministrazione=altrove") == set()
    assert numbers("esito=not_proposed") == set()
    rows = client.get(f"{ROOT}/tavoli").json()["dati"]
    first, second = (numbers(f"tavolo={row['id']}") for row in rows)
    assert (first | second, first & second) == (everything, set())
    soon = (in_rome(legal_now()) + timedelta(days=2)).date().isoformat()
    assert numbers(f"modificato_dal={soon}") == set()
    assert numbers("modificato_dal=2020-01-01T00:00:00%2B01:00") == everything
    assert numbers("modificato_dal=2020-01-01T00:00:00+01:00") == everything


@ONE
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("contributi?colore=rosso", 400, "colore"),
        ("contributi?esito=proposed", 400, "esito"),
        ("contributi?limite=501", 400, "500"),
        ("contributi?limite=dieci", 400, "limite"),
        ("contributi?limite=1&limite=2", 400, "una volta sola"),
        ("contributi?dopo=abc", 400, "prima pagina"),
        (f"contributi?dopo={'0' * 32}", 400, "prima pagina"),
        ("contributi?procedimento=prova", 400, "amministrazione"),
        ("contributi?modificato_dal=ieri", 400, "fuso orario"),
        ("contributi?modificato_dal=2026-01-01T10:00:00", 400, "fuso orario"),
        ("contributi?modificato_dal=0001-01-01T00:00:00%2B14:00", 400, "fuso orario"),
        ("esiti?esito=altro", 400, "può essere"),
        ("altro", 404, "contributi"),
        ("contributi/nessuno", 404, ""),
        ("fonti-dei-nodi/00000000000000000000", 404, "identificativo"),
        ("contributi/a/b/c", 404, ""),
    ],
)
def test_what_cannot_be_asked_is_a_problem_that_says_what_can(
    client: TestClient, address: str, status: int, words: str
) -> None:
    answer = client.get(f"{ROOT}/{address}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    said = answer.json()
    assert said["status"] == status
    assert words in said["detail"]


@ONE
def test_it_only_reads_knows_nobody_and_is_documented(
    client: TestClient, shown: Shown, sign_in_as: SignedIn
) -> None:
    public = client.get(f"{ROOT}/contributi")
    sign_in_as(shown.heard.desk.rdp)
    known = client.get(f"{ROOT}/contributi", headers={"origin": "https://altrove.example"})
    assert known.content == public.content
    assert "set-cookie" not in known.headers
    assert known.headers["access-control-allow-origin"] == "*"
    refused = client.post(f"{ROOT}/contributi", headers={"origin": "http://testserver"})
    assert (refused.status_code, refused.headers["content-type"]) == (
        405,
        "application/problem+json",
    )
    head = client.head(f"{ROOT}/contributi")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(public.content)))
    page = client.get(f"{ROOT}/").text
    assert all(f"{ROOT}/{dataset.code}" in page for dataset in DATASETS)
    for elsewhere in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(elsewhere, follow_redirects=True).status_code == 404


def test_nothing_that_is_not_public_is_answered(client: TestClient, shown: Shown) -> None:
    hidden = (CANARY, shown.withheld.public_id, shown.heard.guest.account.email)
    for dataset in DATASETS:
        said = client.get(f"{ROOT}/{dataset.code}").text
        assert not [word for word in hidden if word in said]
    for ref in (shown.withheld.public_id, "bozza"):
        assert client.get(f"{ROOT}/contributi/{ref}").status_code == 404


def test_a_key_is_sealed_for_outsiders_and_opens_only_here() -> None:
    sealed = seal("a secret", 41)
    assert unseal("a secret", sealed) == 41
    assert seal("a secret", 42)[:8] != sealed[:8]
    with pytest.raises(Exception, match="prima pagina"):
        unseal("another", sealed)
