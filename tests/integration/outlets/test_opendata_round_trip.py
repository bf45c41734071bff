"""What pandas reads back from each format equals what the pages' own queries publish."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.store.session import Store
from app.outlets.opendata.columns import Cell, Column, Kind, iso
from app.outlets.opendata.dataset import Dataset, Made
from app.outlets.opendata.datasets import DATASETS
from app.outlets.opendata.formats import unquote_cell
from app.outlets.opendata.queries import Asked, stream_records
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import Filters, get_public, list_public
from app.steps.domande.enums import ExaminationState
from app.steps.esiti.queries import list_published_of
from app.steps.examination.queries.admitted import list_published
from app.steps.synthesis.queries import load_picture
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.examination import make_admission, make_arrival, make_decided
from tests.factories.monitoring import (
    make_concluded,
    make_indicator,
    make_item,
    make_written,
    publish,
    write_figure,
)
from tests.factories.opendata import make_shown
from tests.factories.priorities import keep_ballot
from tests.integration.steps.domande.conftest import AFTER, CLOSES, PUBLISHED

PLACE = "/zona-esempio/prova/dati"
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def read(client: TestClient, dataset: Dataset, extension: str) -> list[list[Any]]:
    """Every cell as pandas has it, typed as the dictionary says and in no other way."""
    body = io.BytesIO(client.get(f"{PLACE}/{dataset.code}.{extension}").content)
    if extension == "csv":
        frame = pd.read_csv(body, dtype="str", keep_default_na=False)
    elif extension == "xlsx":
        frame = pd.read_excel(body, dtype=object, keep_default_na=False, engine="calamine")
    else:
        records = json.loads(body.read(), parse_float=Decimal)["dati"]
        frame = pd.DataFrame(records, columns=list(dataset.names), dtype=object)
    assert list(frame.columns) == list(dataset.names)
    return [
        [typed(column, cell, extension) for column, cell in zip(dataset.columns, row, strict=True)]
        for row in frame.itertuples(index=False)
    ]


def typed(column: Column, cell: Any, extension: str) -> Any:
    """A cell as Python has it."""
    if cell is None or cell == "":
        return None
    text = str(cell)
    kinds: dict[Kind, Callable[[], Any]] = {
        Kind.INTEGER: lambda: int(cell),
        Kind.NUMBER: lambda: Decimal(text),
        Kind.BOOLEAN: lambda: text.lower() == "true",
        Kind.DATE: lambda: date.fromisoformat(text[:10]),
        Kind.INSTANT: lambda: datetime.fromisoformat(text),
    }
    if column.kind in kinds:
        return kinds[column.kind]()
    return unquote_cell(text) if extension == "csv" else text


def plain(cell: Cell) -> Any:
    """What was published, at the grain in which it is: instants have whole seconds."""
    return datetime.fromisoformat(iso(cell)) if isinstance(cell, datetime) else cell


@ONE
def test_each_format_of_each_dataset_gives_back_every_cell(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_concluded(session, clock, "=SOMMA(A1)", '\'ndrangheta e «virgole», "doppie"')
    make_item(session, heard, amount_cents=1_000_000_01, owner="-Ufficio")
    year = legal_today().year
    write_figure(session, heard.desk, make_indicator(session, heard.desk), year, "0,125")
    make_written(session, heard, year)
    publish(session, heard.desk, year)
    keep_ballot(session, heard, '-Prima chi "resta" senza corse')
    store.finish(session)
    filled = 0
    for dataset in DATASETS:
        asked = Asked("zona-esempio", "prova")
        with store.reading() as reading:
            records = stream_records(reading, dataset, asked, Made("http://testserver"))
            wanted = [[plain(cell) for cell in record] for record in records]
        filled += bool(wanted)
        for extension in ("csv", "json", "xlsx"):
            assert read(client, dataset, extension) == wanted, (dataset.code, extension)
    assert filled >= 16


def frame_of(client: TestClient, code: str) -> pd.DataFrame:
    frame = pd.read_csv(io.BytesIO(client.get(f"{PLACE}/{code}.csv").content), dtype="str")
    return frame.astype(object).where(frame.notna(), None)


def test_contributions_nodes_and_esiti_are_those_of_the_pages(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    shown = make_shown(session, clock)
    key = shown.heard.desk.here.procedure.pk
    store.finish(session)
    listed = list_public(session, key, Filters()).rows
    frame = frame_of(client, "contributi")
    frame = frame[frame["stato"] != "withheld"].set_index("numero")
    assert list(frame["id"]) == [row.public_id for row in listed]
    for row in listed:
        whole, told = get_public(session, key, row.public_id), frame.loc[str(row.number)]
        assert told["titolo"] == whole.title
        assert unquote_cell(told["testo"]) == whole.text
        assert (told["ente_id"], told["ente"]) == (whole.body_public_id, whole.body_name)
        assert (told["tavolo_id"], told["tipo"]) == (whole.tavolo_public_id, whole.kind.value)
        assert told["inviato"] == iso(whole.submitted_at)
        assert told["territorio"] == whole.details.get("territory")
    picture = load_picture(session, key)
    assert list(frame_of(client, "nodi")["id"]) == [node.public_id for node in picture.nodes]
    assert len(frame_of(client, "fonti-dei-nodi")) == len(picture.sources)
    keys = session.exec(select(Contribution.id)).all()
    esiti = [row for one in keys if one for row in list_published_of(session, one)]
    told = frame_of(client, "esiti").sort_values("numero")
    assert sorted(told["ragione"]) == sorted(row.reason for row in esiti)
    assert sorted(told["esito"]) == sorted(row.outcome.value for row in esiti)


def test_participants_are_those_of_the_published_lists_and_name_no_delegate(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    clock.move_to(PUBLISHED)
    desk, _ = make_open_avviso(session, closes_at=CLOSES)
    clock.move_to(AFTER)
    make_decided(session, desk, make_arrival(session, desk), ExaminationState.ADMITTED, "Sì.")
    refused = make_arrival(session, desk, body_name="Ente Respinto")
    make_decided(session, desk, refused, ExaminationState.NOT_ADMITTED, "Segreto.")
    make_admission(session, desk)
    make_arrival(session, desk, body_name="Ente In Attesa")
    store.finish(session)
    (published,) = list_published(session, desk.here.procedure.pk)
    frame = frame_of(client, "partecipanti").sort_values("ente")
    assert list(frame["ente"]) == [body.name for body in published.bodies]
    assert list(frame["esito"]) == [body.outcome.value for body in published.bodies]
    assert set(frame["atto_numero"]) == {published.act_number}
    chosen = frame_of(client, "tavoli-dei-partecipanti")
    assert sorted(chosen["tavolo"]) == sorted(n for b in published.bodies for n in b.tavoli)
    for code in ("partecipanti", "tavoli-dei-partecipanti", "enti-insieme"):
        said = client.get(f"{PLACE}/{code}.json").text
        assert not [word for word in ("Delegat", "Segreto", "In Attesa", "@") if word in said]


def test_a_body_that_comes_back_in_a_later_list_has_its_tavoli_beside_both(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    clock.move_to(PUBLISHED)
    desk, _ = make_open_avviso(session, closes_at=CLOSES)
    clock.move_to(AFTER)
    body = make_arrival(session, desk)
    make_decided(
        session, desk, body, ExaminationState.ADMITTED_WITH_RESERVATION, "Manca lo statuto."
    )
    make_admission(session, desk)
    make_decided(session, desk, body, reason="È arrivato lo statuto.")
    make_admission(session, desk, number="8")
    store.finish(session)
    whole = frame_of(client, "tavoli-dei-partecipanti")
    assert set(whole["partecipante_id"]) == set(frame_of(client, "partecipanti")["id"])
    address, found = "/api/v1/tavoli-dei-partecipanti?limite=1", []
    while address:
        told = client.get(address).json()
        found += [row["partecipante_id"] for row in told["dati"]]
        address = told["successiva"] or ""
    assert found == list(whole["partecipante_id"])
