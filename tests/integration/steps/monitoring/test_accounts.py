"""The yearly account: written, published as a version that stays, corrected by another one."""

from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.documents.document import canonical_json
from app.core.documents.typst import render_pdf
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import pending_events
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.outlets.follow.enums import NoticeKind
from app.outlets.follow.models import FollowNotice
from app.people.authorities.enums import OfficeRole
from app.steps.monitoring.actions.accounts import (
    begin_account,
    compose,
    publish_account,
    reopen_account,
)
from app.steps.monitoring.enums import FigureKind
from app.steps.monitoring.forms import NewAccountForm, PublishForm
from app.steps.monitoring.queries.accounts import get_account, list_versions
from app.steps.plans.enums import ItemState
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.monitoring import (
    make_concluded,
    make_indicator,
    make_item,
    make_made,
    make_written,
    publish,
    write_figure,
)
from tests.factories.people import make_officer
from tests.factories.synthesis import Heard
from tests.support.browserless import SignedIn

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def heard(session: Session, clock: Clock) -> Heard:
    return make_concluded(session, clock)


def count_queries(store: Store, client: TestClient, address: str) -> int:
    asked = 0

    def note(*_: Any) -> None:
        nonlocal asked
        asked += 1

    engine = store.engines.read
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return asked


def year_of() -> int:
    """The legal clock's year: the factories move it."""
    return legal_today().year


def test_equal_data_make_equal_bytes(session: Session, heard: Heard) -> None:
    year = year_of()
    make_item(session, heard)
    make_written(session, heard, year)
    dated = make_made(session, heard.desk, year).dated
    account = get_account(session, heard.desk.here.procedure.pk, year)
    first, second = (
        compose(session, heard.desk.here, account, dated, "", demo=False) for _ in range(2)
    )
    assert canonical_json(first) == canonical_json(second)
    assert render_pdf(first) == render_pdf(second)


def test_the_account_and_the_live_page_count_the_same_indicators(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    year, desk = year_of(), heard.desk
    for code, value in (("IND1", "12"), ("IND2", "")):
        indicator = make_indicator(session, desk, code)
        write_figure(session, desk, indicator, year, "10", kind=FigureKind.TARGET)
        if value:
            write_figure(session, desk, indicator, year, value)
    make_written(session, heard, year)
    account = make_made(session, desk, year).html
    store.finish(session)
    live = client.get(f"/{desk.here.scope}/monitoraggio").text
    for text in (account, live):
        told = text.split("Indicatori misurati che hanno raggiunto")[1]
        assert "1 su 1" in told.split("</dl>")[0]


def test_before_the_conclusion_there_is_nothing_to_read_and_nothing_to_publish(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    make_indicator(session, heard.desk, name="canarino")
    make_written(session, heard, year_of())
    with pytest.raises(RuleError, match="dopo la conclusione"):
        publish(session, heard.desk, year_of())
    store.finish(session)
    page = client.get(f"/{heard.desk.here.scope}/monitoraggio")
    assert page.status_code == 200
    assert "È ancora presto" in page.text
    assert "canarino" not in page.text
    assert client.get(f"/{heard.desk.here.scope}/monitoraggio/{year_of()}").status_code == 404
    assert client.get(f"/{heard.desk.here.scope}/monitoraggio/{year_of()}.pdf").status_code == 404


def test_a_draft_is_nobodys_but_the_office_s(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    year = year_of()
    make_written(session, heard, year, done="canarino di bozza")
    publish(session, heard.desk, year)
    reopen_account(session, heard.desk.actor, heard.desk.here, year)
    make_written(session, heard, year, done="canarino nuovo")
    store.finish(session)
    for page in ("", f"/{year}", f"/{year}/versioni/1"):
        text = client.get(f"/{heard.desk.here.scope}/monitoraggio{page}").text
        assert "canarino nuovo" not in text


def test_who_began_and_who_reopened_an_account_stands_in_the_register(
    session: Session, heard: Heard
) -> None:
    year = year_of()
    make_written(session, heard, year)
    publish(session, heard.desk, year)
    reopen_account(session, heard.desk.actor, heard.desk.here, year)
    told = [each.kind for each in pending_events(session) if "account_" in each.kind]
    assert told == [
        f"monitoring.account_{step}" for step in ("begun", "written", "published", "reopened")
    ]


def test_each_body_gets_one_mail_with_what_became_of_its_own(
    session: Session, clock: Clock
) -> None:
    heard = make_concluded(session, clock, "Un secondo contributo")
    make_item(session, heard, state=ItemState.DONE)
    make_written(session, heard, year_of())
    publish(session, heard.desk, year_of())
    sent = session.exec(select(Message).where(col(Message.kind) == "monitoring/account")).all()
    refs = [message.recipient_ref for message in sent]
    assert sorted(refs) == sorted([heard.guest.ets.public_id, heard.other.ets.public_id])
    mine = next(one.body for one in sent if one.recipient_ref == heard.guest.ets.public_id)
    assert "Trasporti per chi non guida" in mine
    assert "Un secondo contributo" in mine
    assert "A1, Trasporto su chiamata A1: realizzata" in mine
    assert "Corse serali" not in mine


def test_a_correction_is_another_version_with_its_reason_and_no_second_mail(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    year, desk = year_of(), heard.desk
    make_written(session, heard, year)
    publish(session, desk, year)
    reopen_account(session, desk.actor, desk.here, year)
    make_written(session, heard, year, done="Sono partiti due trasporti.")
    with pytest.raises(InvalidFormError, match="dite che cosa correggete"):
        publish(session, desk, year)
    publish(session, desk, year, "Mancava il secondo trasporto.")
    mails = session.exec(select(Message).where(col(Message.kind) == "monitoring/account")).all()
    assert len(mails) == 2
    store.finish(session)
    base = f"/{desk.here.scope}/monitoraggio/{year}"
    assert "Versione 2: Mancava il secondo trasporto." in client.get(base).text
    first = client.get(f"{base}/versioni/1").text
    assert "Il trasporto su chiamata è partito." in first
    assert "Questa versione è stata corretta" in first
    assert client.get(f"{base}/versioni/3").status_code == 404
    assert client.get(f"{base}/versioni/1.pdf").headers["content-type"] == "application/pdf"


def test_what_changed_after_it_was_made_stops_the_publication(
    session: Session, heard: Heard
) -> None:
    year, desk = year_of(), heard.desk
    make_written(session, heard, year)
    made = make_made(session, desk, year)
    write_figure(session, desk, make_indicator(session, desk), year, "3")
    with pytest.raises(ConflictError, match="qualcuno l'ha modificato"):
        publish_account(session, desk.actor, desk.here, year, PublishForm(), made)


def test_without_the_office_s_words_it_is_not_published(session: Session, heard: Heard) -> None:
    make_written(session, heard, year_of(), not_done="")
    with pytest.raises(RuleError, match="che cosa no e perché"):
        publish(session, heard.desk, year_of())


@pytest.mark.parametrize("gap", [-2, 1])
def test_a_year_before_the_procedure_or_still_to_come_has_no_account(
    session: Session, heard: Heard, gap: int
) -> None:
    with pytest.raises(InvalidFormError, match="riguarda un anno tra"):
        begin_account(
            session, heard.desk.actor, heard.desk.here, NewAccountForm(year=year_of() + gap)
        )


def test_the_office_writes_and_the_responsible_officer_publishes_from_the_page(
    client: TestClient, store: Store, session: Session, heard: Heard, sign_in_as: SignedIn
) -> None:
    year, desk = year_of(), heard.desk
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    store.finish(session)
    sign_in_as(officer)
    base = f"/ufficio/{desk.here.scope}/rendiconti"
    assert "Nessun rendiconto" in client.get(base).text
    assert client.post(base, data={"year": "1999"}).status_code == 422
    assert client.post(base, data={"year": str(year)}).status_code == 303
    words = {"data_to": legal_today().isoformat(), "done": "Fatto.", "not_done": "No.",
             "next_steps": "", "edition": "1"}  # fmt: skip
    assert client.post(f"{base}/{year}", data=words).status_code == 303
    stale = client.post(f"{base}/{year}", data={**words, "done": "Perso?"})
    assert stale.status_code == 422
    assert "Perso?" in stale.text
    assert "Bozza" in client.get(f"{base}/{year}/anteprima").text
    assert client.post(f"{base}/{year}/pubblica", data={}).status_code == 404
    sign_in_as(desk.rdp)
    assert client.post(f"{base}/{year}/pubblica", data={}).status_code == 303
    with store.reading() as reading:
        (row,) = list_versions(reading, desk.here.procedure.pk)
    pdf = client.get(f"/{desk.here.scope}/monitoraggio/{year}.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert row.version.number == 1
    assert client.post(f"{base}/{year}", data=words).status_code == 422


def test_the_page_asks_as_much_of_the_database_at_one_thing_as_at_three(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    page = f"/{heard.desk.here.scope}/monitoraggio"
    make_item(session, heard)
    write_figure(session, heard.desk, make_indicator(session, heard.desk), year_of(), "1")
    store.finish(session)
    one = count_queries(store, client, f"{page}?una")
    for number in (2, 3):
        make_item(session, heard, f"A{number}")
        made = make_indicator(session, heard.desk, f"IND{number}")
        write_figure(session, heard.desk, made, year_of(), "1")
    store.finish(session)
    assert count_queries(store, client, f"{page}?tre") == one


def test_who_follows_by_mail_is_told_of_each_version(session: Session, heard: Heard) -> None:
    year, desk = year_of(), heard.desk
    make_written(session, heard, year)
    publish(session, desk, year)
    reopen_account(session, desk.actor, desk.here, year)
    publish(session, desk, year, "Un anno sbagliato.")
    notices = session.exec(
        select(FollowNotice.title).where(col(FollowNotice.kind) == NoticeKind.ACCOUNT)
    ).all()
    assert notices == [
        f"Rendiconto {year}: che cosa è diventato quello che gli enti hanno detto",
        f"Rendiconto {year}: corretto, versione 2",
    ]
