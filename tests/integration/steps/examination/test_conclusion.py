"""Within when a domanda is decided: the authority's own days, kept by the avviso, told to all."""

from datetime import date
from html import unescape

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import from_rome
from app.core.store.session import Store
from app.law.changes import ChangeKind
from app.law.sources import L241_2_2, L241_2_3
from app.people.authorities.actions import save_settings
from app.people.authorities.forms import RulesForm
from app.people.authorities.models import Authority
from app.steps.avvisi.models import AvvisoVersion
from app.steps.avvisi.queries import get_avviso, get_version
from app.steps.domande.navigation import notices_of
from app.steps.examination.queries.conclusion import read_term
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.changes import extend, rectify, revoke
from tests.factories.domande import make_applicant, make_filed_domanda
from tests.factories.examination import (
    make_admission,
    make_arrival,
    make_decided,
    make_notice,
    make_observed,
)
from tests.factories.procedures import Desk, make_started_desk
from tests.integration.steps.domande.conftest import AFTER, CLOSES, OPEN, PUBLISHED
from tests.support.browserless import SignedIn

RULE = "Regolamento sui procedimenti, art. 4"
DECIDES = f"L'ufficio decide su ogni domanda entro 60 giorni dalla chiusura dell'avviso ({RULE})."
LATER = from_rome(date(2025, 12, 22), 12, 30)


def set_days(session: Session, desk: Desk, days: int, rule: str = RULE) -> None:
    authority: Authority = desk.authority
    form = RulesForm(
        edition=authority.edition, answer_days=30, conclusion_days=days, conclusion_rule=rule
    )
    save_settings(session, desk.actor, authority, form)


@pytest.fixture
def open_for_sixty(session: Session, clock: Clock) -> Desk:
    """An authority that decides in sixty days published its avviso, which is open."""
    clock.move_to(PUBLISHED)
    desk = make_started_desk(session)
    set_days(session, desk, 60)
    make_open_avviso(session, desk, closes_at=CLOSES)
    clock.move_to(OPEN)
    return desk


def version_of(session: Session, desk: Desk) -> AvvisoVersion:
    avviso = get_avviso(session, desk.here.procedure.pk)
    assert avviso is not None
    return get_version(session, avviso)


def test_where_nothing_was_set_the_law_s_thirty_days_hold(session: Session, desk: Desk) -> None:
    term = read_term(session, make_arrival(session, desk))
    assert (term.days, term.source) == (30, L241_2_2)


def test_another_setting_changes_no_avviso_that_is_published(
    session: Session, open_for_sixty: Desk, clock: Clock
) -> None:
    set_days(session, open_for_sixty, 90)
    extend(session, open_for_sixty, LATER)
    rectify(session, open_for_sixty, {"object": "Altri bisogni."}, closes_at=LATER)
    version = version_of(session, open_for_sixty)
    assert (version.number, version.conclusion_days, version.conclusion_rule) == (3, 60, RULE)
    clock.move_to(from_rome(date(2025, 12, 23), 9))
    term = read_term(session, make_arrival(session, open_for_sixty))
    assert (term.days, term.rule, term.source) == (60, RULE, L241_2_3)


def test_a_new_avviso_after_a_revocation_takes_the_days_of_its_own_day(
    session: Session, open_for_sixty: Desk
) -> None:
    set_days(session, open_for_sixty, 90)
    revoke(session, open_for_sixty)
    assert version_of(session, open_for_sixty).conclusion_days == 60
    rectify(session, open_for_sixty, {"object": "Altri."}, kind=ChangeKind.RENEWAL)
    assert version_of(session, open_for_sixty).conclusion_days == 90


def test_the_avviso_and_the_receipt_promise_it(
    client: TestClient,
    store: Store,
    session: Session,
    open_for_sixty: Desk,
    sign_in_as: SignedIn,
) -> None:
    applicant = make_applicant(session)
    domanda = make_filed_domanda(session, open_for_sixty, applicant)
    store.finish(session)
    public = unescape(client.get("/zona-esempio/prova/avviso").text)
    assert DECIDES in public
    assert "L. 241/1990, art. 2 c. 3" in public
    sign_in_as(applicant.account)
    receipt = client.get(f"/area-personale/domande/{domanda.public_id}/ricevuta")
    assert f"{DECIDES} Fonte: L. 241/1990, art. 2 c. 3." in unescape(receipt.text)


def test_who_applied_reads_how_the_term_runs_and_that_it_stands_still(
    client: TestClient,
    store: Store,
    session: Session,
    open_for_sixty: Desk,
    clock: Clock,
    sign_in_as: SignedIn,
) -> None:
    applicant = make_applicant(session)
    domanda = make_filed_domanda(session, open_for_sixty, applicant)
    clock.move_to(AFTER)
    make_notice(session, open_for_sixty, domanda)
    store.finish(session)
    sign_in_as(applicant.account)
    page = unescape(client.get(f"/area-personale/domande/{domanda.public_id}/ricevuta").text)
    assert "Entro quando l'ufficio decide" in page
    assert "trascorsi 0 giorni su 60" in page
    assert "Ora è sospeso: comunicazione dei motivi ostativi." in page
    assert "Sospeso da martedì 16 dicembre 2025 a sabato 27 dicembre 2025" in page


def test_it_runs_again_ten_days_after_the_observations(
    session: Session, desk: Desk, clock: Clock
) -> None:
    silent, heard = make_arrival(session, desk), make_arrival(session, desk)
    make_notice(session, desk, silent)
    make_observed(session, desk, heard)
    assert [stop.until for stop in read_term(session, heard).suspensions] == [date(2025, 12, 26)]
    assert [stop.until for stop in read_term(session, silent).suspensions] == [date(2025, 12, 27)]
    clock.move_to(from_rome(date(2025, 12, 27), 9))
    assert read_term(session, heard).suspended is None
    assert read_term(session, silent).suspended is not None


def test_once_a_list_has_decided_no_term_is_told(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, reason="Scusabile.")
    assert [one.title for one in notices_of(session, domanda)] == ["Entro quando l'ufficio decide"]
    make_admission(session, desk)
    assert notices_of(session, domanda) == []
