"""A whole year after on both databases: figures, account, reading, and what nobody may alter."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.steps.monitoring.enums import FigureKind
from app.steps.monitoring.models import GivenReading
from app.steps.plans.enums import ItemState
from tests.conftest import Clock
from tests.factories.monitoring import (
    DRAFT,
    enter,
    give,
    invite,
    make_concluded,
    make_indicator,
    make_item,
    make_written,
    publish,
    write_figure,
)
from tests.factories.synthesis import Heard


@pytest.fixture
def heard(session: Session, clock: Clock) -> Heard:
    return make_concluded(session, clock)


def year_of() -> int:
    """The legal clock's year: the factories move it."""
    return legal_today().year


def test_it_tells_what_came_of_the_participation_where_it_stands_and_what_is_late(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    year, late = year_of(), legal_today() - timedelta(days=1)
    item = make_item(session, heard, state=ItemState.UNDER_WAY, due_on=late)
    make_item(session, heard, "A2", state=ItemState.DONE)
    indicator = make_indicator(session, heard.desk, item=item.public_id, baseline="80",
                               baseline_year=year - 1)  # fmt: skip
    write_figure(session, heard.desk, indicator, year, "100")
    write_figure(session, heard.desk, indicator, year, "120", kind=FigureKind.TARGET)
    make_written(session, heard, year)
    publish(session, heard.desk, year)
    store.finish(session)
    page = client.get(f"/{heard.desk.here.scope}/monitoraggio/{year}").text
    assert "Attività A1: Trasporto su chiamata A1" in page
    assert "in corso, in ritardo" in page
    assert "B1 Muoversi senza auto" in page
    assert "n. 1, n. 2" in page
    assert "più vicino, non ancora raggiunto" in page
    assert "Lo sportello no: mancava la sede." in page
    live = client.get(f"/{heard.desk.here.scope}/monitoraggio").text
    assert "Rendiconto" in live
    assert "Trasporti per chi non guida" in live


def test_a_given_reading_is_public_as_it_was_given_and_names_no_person(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    heard.desk.authority.email = "ufficio@esempio.it"
    make_written(session, heard, year_of())
    publish(session, heard.desk, year_of())
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    address = enter(client, token)
    give(client, address)
    assert "consegnata" in client.get(address).text
    assert client.post(address, data={**DRAFT, "edition": "3"}).status_code == 422
    assert client.post(f"{address}/consegna", data={"edition": "2"}).status_code == 303
    page = client.get(f"/{heard.desk.here.scope}/monitoraggio/{year_of()}").text
    assert "Comitato di prova" in page
    assert "Fissate un giorno per ogni attività." in page
    assert "Vera Ospite" not in page
    assert "vera@esempio.it" not in page
    assert "Il sigillo non corrisponde" not in page
    with store.reading() as reading:
        (given,) = reading.exec(select(GivenReading)).all()
        mails = {mail.kind: mail for mail in reading.exec(select(Message))}
    assert given.seal in page
    assert {"monitoring/given", "monitoring/reading"} <= mails.keys()
    assert mails["monitoring/received"].chain == heard.desk.here.procedure.public_id


def test_the_database_refuses_to_alter_what_was_published(session: Session, heard: Heard) -> None:
    make_written(session, heard, year_of())
    version = publish(session, heard.desk, year_of())
    version.html = "altro"
    session.add(version)
    with pytest.raises(DBAPIError, match="append-only"):
        session.flush()


def test_the_database_refuses_to_alter_a_given_reading(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    make_written(session, heard, year_of())
    publish(session, heard.desk, year_of())
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    give(client, enter(client, token))
    with store.open_write() as later:
        row = later.exec(select(GivenReading)).one()
        row.committee = "Un altro"
        later.add(row)
        with pytest.raises(DBAPIError, match="append-only"):
            later.flush()
        later.rollback()
