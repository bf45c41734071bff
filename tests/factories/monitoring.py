"""Indicators, accounts and readings in the state a test needs, made through the actions."""

from typing import Any

from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.clock import from_rome, legal_now, legal_today
from app.core.documents.html import render_html
from app.core.jobs.models import Message
from app.people.authorities.queries import list_organs
from app.steps.coverage.models import PlanLink
from app.steps.monitoring.actions.accounts import (
    MadeAccount,
    begin_account,
    compose,
    content_digest,
    publish_account,
    write_account,
)
from app.steps.monitoring.actions.indicators import add_indicator, record_figure
from app.steps.monitoring.actions.readings import invite_committee
from app.steps.monitoring.actions.tables import load_table
from app.steps.monitoring.definition import Scale
from app.steps.monitoring.enums import Direction, FigureKind
from app.steps.monitoring.forms import (
    AccountForm,
    FigureForm,
    IndicatorForm,
    InviteForm,
    NewAccountForm,
    PublishForm,
)
from app.steps.monitoring.models import Indicator, YearlyAccount, YearlyAccountVersion
from app.steps.monitoring.queries.accounts import get_account
from app.steps.plans.enums import Level
from app.steps.plans.models import PlanItem
from app.steps.procedures.enums import ActKind
from app.steps.reports.actions import conclude_procedure, record_sending
from app.steps.reports.forms import SendingForm
from app.steps.synthesis.queries import load_picture
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk, make_act
from tests.factories.reports import make_approved
from tests.factories.synthesis import Heard


def make_indicator(session: Session, desk: Desk, code: str = "IND1", **more: Any) -> Indicator:
    """An indicator of persons, better when it rises, unless `more` says otherwise."""
    values = {"name": f"Persone accolte {code}", "unit": "persone", "better": Direction.HIGHER}
    form = IndicatorForm.model_validate({"code": code, **values, **more})
    return add_indicator(session, desk.actor, desk.here, form)


def write_figure(
    session: Session,
    desk: Desk,
    indicator: Indicator,
    year: int,
    value: str,
    *,
    kind: FigureKind = FigureKind.VALUE,
    **more: str,
) -> None:
    """A figure as it would be typed."""
    form = FigureForm.model_validate({"kind": kind, "year": year, "value": value, **more})
    record_figure(session, desk.actor, desk.here, indicator.public_id, form)


def make_concluded(session: Session, clock: Clock, *titles: str) -> Heard:
    """A procedure that has ended; `titles` are of more contributions of the first body."""
    heard = make_restituted(session, clock, *titles)
    desk = heard.desk
    make_approved(session, desk.actor, desk.here)
    make_act(session, desk, ActKind.CLOSING, number="9")
    organ = list_organs(session, desk.authority.pk)[0].name
    record_sending(session, desk.actor, desk.here, SendingForm(organ=organ, sent_on=legal_today()))
    conclude_procedure(session, desk.actor, desk.here)
    return heard


def make_item(session: Session, heard: Heard, code: str = "A1", **more: Any) -> PlanItem:
    """An activity of the plan, tied to the need of the procedure."""
    here = heard.desk.here
    values = {"level": Level.ACTIVITY, "title": f"Trasporto su chiamata {code}", "position": 1}
    keys: dict[str, Any] = {"procedure_id": here.procedure.pk, "authority_id": here.authority.pk}
    item = PlanItem(**keys, code=code, **{**values, **more})
    session.add(item)
    session.flush()
    node = load_picture(session, here.procedure.pk).nodes[0]
    session.add(
        PlanLink(
            **keys,
            node_id=node.id,
            item_id=item.pk,
            why="Risponde al bisogno.",
            by_id=heard.desk.actor.account_id,
            at=legal_now(),
        )
    )
    session.flush()
    return item


def make_written(session: Session, heard: Heard, year: int, **more: Any) -> YearlyAccount:
    """The account of a year with the office's words."""
    desk = heard.desk
    account = begin_account(session, desk.actor, desk.here, NewAccountForm(year=year))
    values = {
        "data_to": account.data_to,
        "done": "Il trasporto su chiamata è partito.",
        "not_done": "Lo sportello no: mancava la sede.",
        "next_steps": "La sede arriva a marzo.",
        "edition": account.edition,
    }
    form = AccountForm.model_validate({**values, **more})
    write_account(session, desk.actor, desk.here, year, form)
    return account


def make_made(session: Session, desk: Desk, year: int, why: str = "") -> MadeAccount:
    """The account as the data stand; its PDF is a blank one."""
    account = get_account(session, desk.here.procedure.pk, year)
    dated = from_rome(legal_today())
    document = compose(session, desk.here, account, dated, why, demo=False)
    html = str(render_html(document))
    pdf = keep_pdf(session, "rendiconto.pdf")
    return MadeAccount(dated, content_digest(document), html, pdf, demo=False)


def publish(session: Session, desk: Desk, year: int, why: str = "") -> YearlyAccountVersion:
    """The next version of a written account."""
    made = make_made(session, desk, year, why)
    form = PublishForm(correction=why)
    return publish_account(session, desk.actor, desk.here, year, form, made)


ANSWERS = {
    "clarity": Scale.ENOUGH,
    "clarity_text": "Le ragioni ci sono.",
    "fidelity": Scale.VERY,
    "accessibility": Scale.LITTLE,
    "done": Scale.CANNOT_SAY,
    "missing_text": "Mancano i tempi.",
    "recommendations_text": "Fissate un giorno per ogni attività.",
}


def invite(session: Session, desk: Desk, year: int, email: str = "vera@esempio.it") -> str:
    """A link for a reading; gives its token, as it stands in the mail."""
    form = InviteForm(committee="Comitato di prova", guest_name="Vera Ospite", guest_email=email)
    invite_committee(session, desk.actor, desk.here, year, form)
    session.flush()
    body = session.exec(
        select(Message.body).where(Message.recipient == email).order_by(col(Message.id).desc())
    ).first()
    assert body is not None
    return body.split("/lettura/entra/")[1].split()[0]


DRAFT = {name: str(value) for name, value in ANSWERS.items()}


def enter(client: TestClient, token: str) -> str:
    """Follow the link; gives the address of the reading."""
    answer = client.get(f"/lettura/entra/{token}")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def give(client: TestClient, address: str) -> None:
    """Answer everything and give the reading."""
    assert client.post(address, data={**DRAFT, "edition": "1"}).status_code == 303
    assert client.post(f"{address}/consegna", data={"edition": "2"}).status_code == 303


def make_year_after(session: Session, desk: Desk) -> None:
    """An indicator, a table of figures that waits, the draft of this year's account."""
    make_indicator(session, desk)
    rows = [{"number": 2, "cells": {"codice": "IND1", "anno": "2025"}, "numeric": []}]
    load_table(session, desk.actor, desk.here, keep_pdf(session, "valori.pdf"), rows)
    begin_account(session, desk.actor, desk.here, NewAccountForm(year=legal_today().year))
