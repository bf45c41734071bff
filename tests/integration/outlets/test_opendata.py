"""Open data: what is public and nothing else, whole or not at all, asked again when changed."""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from app.core.audit.models import PageVersion
from app.core.clock import wall_now
from app.core.store.session import Store
from app.outlets.opendata import files
from app.outlets.opendata.about import About
from app.outlets.opendata.columns import Record
from app.outlets.opendata.datasets import DATASETS
from app.outlets.opendata.formats import FORMATS, unquote_cell
from app.outlets.opendata.kept import KeptFiles
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from tests.conftest import Clock
from tests.factories.opendata import CANARY, Shown, make_shown
from tests.factories.procedures import make_desk

PLACE = "/zona-esempio/prova/dati"
CSV = f"{PLACE}/contributi.csv"
PLAIN = {"accept-encoding": "identity"}
# Where the claim is about the answer and not about the query, one kind of database is enough.
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def shown(store: Store, session: Session, clock: Clock) -> Shown:
    made = make_shown(session, clock)
    store.finish(session)
    return made


def rows_of(client: TestClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_published_words_are_there_and_withheld_ones_have_only_their_number(
    client: TestClient, shown: Shown
) -> None:
    rows = {row["numero"]: row for row in rows_of(client, CSV)}
    assert rows["1"]["titolo"] == "Trasporti per chi non guida"
    assert rows["1"]["ente"] == "Associazione Presente"
    assert rows["1"]["pagina"].endswith(f"/contributi/{rows['1']['id']}")
    redacted = rows[str(shown.redacted.number)]
    assert redacted["titolo"] == "Il caso di [omissis]"
    assert unquote_cell(redacted["testo"]) == "=2+2 non si calcola"
    assert (redacted["territorio"], redacted["che_cosa_manca"]) == ("Collina", "[omissis]")
    withheld = rows[str(shown.withheld.number)]
    told = {"amministrazione", "procedimento", "numero", "stato", "stato_descrizione"}
    told |= {"tavolo_id", "tavolo", "modificato"}
    assert {name for name, value in withheld.items() if value} == told


@pytest.mark.parametrize("restituted", [True, False])
def test_no_file_and_no_page_holds_a_word_that_is_not_public(
    client: TestClient, store: Store, session: Session, clock: Clock, restituted: bool
) -> None:
    shown = make_shown(session, clock, restituted=restituted)
    store.finish(session)
    hidden = [CANARY, shown.withheld.public_id, shown.heard.guest.account.email]
    hidden += [shown.heard.guest.account.family_name, "Ufficiale"]
    addresses = [f"{PLACE}/{d.code}.{e}" for d in DATASETS for e in ("csv", "json")]
    addresses += [f"/zona-esempio/dati/{d.code}.json" for d in DATASETS]
    addresses += [PLACE, "/zona-esempio/dati", "/zona-esempio/dati/catalogo.ttl"]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        for word in hidden:
            assert word not in answer.text, (address, word)
    later = ("nodi", "fonti-dei-nodi", "esiti")
    assert all(bool(rows_of(client, f"{PLACE}/{code}.csv")) == restituted for code in later)


def test_esiti_name_a_withheld_contribution_by_its_number_alone(
    client: TestClient, shown: Shown
) -> None:
    rows = {row["numero"]: row for row in rows_of(client, f"{PLACE}/esiti.csv")}
    assert len(rows) == 4
    withheld = rows[str(shown.withheld.number)]
    assert (withheld["contributo_id"], withheld["esito"]) == ("", "proposed")
    assert rows["1"]["contributo_id"] == shown.heard.first.public_id
    sources = rows_of(client, f"{PLACE}/fonti-dei-nodi.csv")
    assert {row["numero"]: bool(row["contributo_id"]) for row in sources} == {
        "1": True,
        "2": True,
        str(shown.withheld.number): False,
    }


def test_what_is_withheld_afterwards_leaves_the_files_that_were_made_before(
    client: TestClient, store: Store, shown: Shown
) -> None:
    addresses = (CSV, f"{PLACE}/contributi.xlsx", "/zona-esempio/dati/contributi.json")
    before = {address: client.get(address) for address in addresses}
    assert "Corse serali" in before[CSV].text
    with store.writing() as session:
        desk, reason = shown.heard.desk, ReasonForm(reason="Lo chiede l'ente.")
        withhold_contribution(session, desk.actor, desk.here, shown.heard.second.public_id, reason)
    for address, old in before.items():
        new = client.get(address, headers={"if-none-match": old.headers["etag"]})
        assert new.status_code == 200
        assert "Corse serali" not in new.text


@ONE
def test_a_file_is_asked_again_only_when_something_public_changed(
    client: TestClient, store: Store, shown: Shown
) -> None:
    first = client.get(CSV)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.get(CSV, headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(CSV, headers={"if-none-match": '"other"'}).status_code == 200


@ONE
def test_the_date_of_the_last_change_is_told_once_its_second_is_over(
    client: TestClient, store: Store, shown: Shown
) -> None:
    def changed(at: datetime) -> None:
        with store.writing() as session:
            for row in session.exec(select(PageVersion)).all():
                row.changed_at = at
                session.add(row)

    changed(wall_now() + timedelta(seconds=5))
    assert "last-modified" not in client.get(CSV).headers
    changed(datetime(2026, 3, 9, 8, 30, 15, 400_000, tzinfo=UTC))
    dated = client.get(CSV).headers["last-modified"]
    assert dated == "Mon, 09 Mar 2026 08:30:15 GMT"
    since = {"if-modified-since": dated}
    assert client.get(CSV, headers=since).status_code == 304
    assert client.get(CSV, headers={**since, "if-none-match": '"other"'}).status_code == 200
    earlier = {"if-modified-since": "Mon, 09 Mar 2026 08:30:14 GMT"}
    assert client.get(CSV, headers=earlier).status_code == 200


@pytest.mark.parametrize("extension", list(FORMATS))
@ONE
def test_head_says_what_get_would_send(client: TestClient, shown: Shown, extension: str) -> None:
    address = f"{PLACE}/contributi.{extension}"
    head, got = (client.request(m, address, headers=PLAIN) for m in ("HEAD", "GET"))
    assert head.content == b""
    assert head.headers["content-length"] == str(len(got.content))
    for name in ("etag", "content-type", "content-disposition", "link"):
        assert head.headers[name] == got.headers[name]
    assert (
        f'filename="zona-esempio-prova-contributi.{extension}"'
        in got.headers["content-disposition"]
    )


@ONE
def test_gzip_is_sent_to_who_takes_it_under_a_tag_of_its_own(
    client: TestClient, shown: Shown
) -> None:
    plain = client.get(CSV, headers=PLAIN)
    with client.stream("GET", CSV, headers={"accept-encoding": "gzip"}) as packed:
        body = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(body))
    assert gzip.decompress(body) == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in plain.headers["vary"]
    refused = client.get(CSV, headers={"accept-encoding": "gzip;q=0, *;q=0.5"})
    assert "content-encoding" not in refused.headers


@ONE
def test_any_site_may_read_and_nobody_is_known(client: TestClient, shown: Shown) -> None:
    answer = client.get(CSV, headers={"origin": "https://altrove.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert 'creativecommons.org/licenses/by/4.0/>; rel="license"' in answer.headers["link"]
    assert client.post(CSV).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/zona-esempio/prova/dati/altro.csv",
        "/zona-esempio/prova/dati/contributi.xml",
        "/zona-esempio/prova/dati/contributi",
        "/zona-esempio/prova/dati/catalogo.ttl",
        "/zona-esempio/bozza/dati/contributi.csv",
        "/zona-esempio/bozza/dati",
        "/altrove/dati/contributi.csv",
    ],
)
@ONE
def test_what_is_not_there_or_in_draft_is_not_found(
    client: TestClient, store: Store, shown: Shown, address: str
) -> None:
    with store.writing() as session:
        make_desk(session, slug="bozza", authority=shown.heard.desk.authority)
    assert client.get(address).status_code == 404


@ONE
def test_a_file_that_cannot_be_made_whole_is_an_error_and_nothing_of_it_is_kept(
    client: TestClient, house: tuple[FastAPI, TestClient], shown: Shown,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def breaking(about: About, records: Iterable[Record]) -> Iterator[bytes]:
        yield b"numero\r\n1\r\n"
        raise OSError("disk")

    monkeypatch.setitem(FORMATS, "csv", ("text/csv", breaking))
    broken = client.get(CSV)
    assert broken.status_code == 503
    assert "numero" not in broken.text.split("<body")[0]
    monkeypatch.undo()
    assert client.get(CSV).status_code == 200


@ONE
def test_a_file_that_breaks_while_it_is_sent_is_shorter_than_it_was_announced(
    client: TestClient, house: tuple[FastAPI, TestClient], shown: Shown,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sent: list[Message] = []

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        async def note(message: Message) -> None:
            sent.append(message)
            await send(message)

        await house[0](scope, receive, note)

    def broken(source: BinaryIO) -> Iterator[bytes]:
        source.close()
        yield b"id"
        raise OSError("disk")

    monkeypatch.setattr(files, "read_in_pieces", broken)
    with pytest.raises(RuntimeError):
        TestClient(watched).get(CSV, headers=PLAIN)
    start, *bodies = sent
    announced = int(dict(start["headers"])[b"content-length"])
    assert announced > sum(len(each.get("body", b"")) for each in bodies)
    assert all(each.get("more_body") for each in bodies)


def test_kept_files_are_bounded_and_who_reads_one_reads_it_to_its_end() -> None:
    kept = KeptFiles(max_bytes=1_000)

    def breaking() -> Iterator[bytes]:
        yield b"z"
        raise OSError("disk")

    source, size = kept.make(("a",), [b"x" * 600], packed=False)
    kept.make(("b",), [b"y" * 600], packed=False)[0].close()
    assert kept.open(("a",)) is None
    with source:
        assert (len(source.read()), size) == (600, 600)
    with pytest.raises(OSError, match="disk"):
        kept.make(("c",), breaking(), packed=True)
    assert kept.open(("c",)) is None


@ONE
def test_pages_say_what_may_be_done_with_the_data_and_where_they_are(
    client: TestClient, shown: Shown
) -> None:
    own, whole = client.get(PLACE).text, client.get("/zona-esempio/dati").text
    for page, place in ((own, PLACE), (whole, "/zona-esempio/dati")):
        assert f'href="{place}/contributi.xlsx"' in page
        assert "Creative Commons" in page
    assert f'href="{PLACE}"' in whole
    dictionary = client.get("/zona-esempio/dati/dizionario").text
    assert all(f'id="{dataset.code}"' in dictionary for dataset in DATASETS)
    rows = rows_of(client, "/zona-esempio/dati/dizionario.csv")
    assert len(rows) == sum(len(dataset.columns) for dataset in DATASETS)


@ONE
def test_beside_each_csv_stands_how_a_program_reads_it(client: TestClient, shown: Shown) -> None:
    described = client.get(CSV).headers["link"].split(">")[0].strip("<")
    said = json.loads(client.get(described.removeprefix("http://testserver")).text)
    names = [column["name"] for column in said["tableSchema"]["columns"]]
    assert names == list(rows_of(client, CSV)[0])
    assert said["url"] == f"http://testserver{CSV}"
