"""What happens to a published avviso, made through the actions."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.core.clock import in_rome, legal_today
from app.law.changes import ChangeKind
from app.law.terms import end_of_last_day
from app.steps.avvisi.actions import (
    extend_avviso,
    publish_revision,
    reopen_avviso,
    revoke_avviso,
    start_revision,
    write_section,
)
from app.steps.avvisi.forms import ChangeForm, RevisionForm, SectionForm, TermForm
from app.steps.avvisi.models import AvvisoVersion
from app.steps.avvisi.queries import get_avviso
from app.steps.avvisi.readiness import count_for
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk

REASON = "Motivo di prova."


def _act(number: str) -> dict[str, Any]:
    return {"organ": "Direzione", "number": number, "adopted_on": legal_today(), "reason": REASON}


def term_form(closes_at: datetime, number: str = "20") -> TermForm:
    """A proroga or a reopening until an aware instant."""
    local = in_rome(closes_at)
    clock = local.time().replace(microsecond=0)
    return TermForm(closes_on=local.date(), closes_at=clock, **_act(number))


def extend(session: Session, desk: Desk, closes_at: datetime, number: str = "20") -> AvvisoVersion:
    form = term_form(closes_at, number)
    return extend_avviso(session, desk.actor, desk.here, form, keep_pdf(session))


def reopen(session: Session, desk: Desk, closes_at: datetime, number: str = "30") -> AvvisoVersion:
    form = term_form(closes_at, number)
    return reopen_avviso(session, desk.actor, desk.here, form, keep_pdf(session))


def revoke(session: Session, desk: Desk, number: str = "40") -> AvvisoVersion:
    form = ChangeForm(**_act(number))
    return revoke_avviso(session, desk.actor, desk.here, form, keep_pdf(session))


def revision_form(
    kind: ChangeKind, closes_at: datetime | None = None, number: str = "50", proof: str = ""
) -> RevisionForm:
    """Publishing the draft of the next version; see `RevisionForm`."""
    local = in_rome(closes_at) if closes_at else None
    return RevisionForm(
        kind=kind,
        closes_on=local.date() if local else None,
        closes_at=local.time().replace(microsecond=0) if local else None,
        proof=proof,
        **_act(number),
    )


def rectify(
    session: Session,
    desk: Desk,
    texts: dict[str, str] | None = None,
    *,
    kind: ChangeKind = ChangeKind.RECTIFICATION,
    closes_at: datetime | None = None,
    number: str = "50",
    proof: str = "",
) -> AvvisoVersion:
    """Draft these sections beside the version in force and publish them.

    A rettifica closes at `closes_at`, or as soon as it lawfully may.
    """
    start_revision(session, desk.actor, desk.here)
    avviso = get_avviso(session, desk.here.procedure.pk)
    assert avviso is not None
    assert avviso.closes_at is not None
    for code, text in (texts or {}).items():
        write_section(session, desk.actor, desk.here, code, SectionForm(text=text))
    if kind is not ChangeKind.CORRECTION and closes_at is None:
        term = end_of_last_day(count_for(desk.authority, legal_today()))
        closes_at = max(term, avviso.closes_at)
    form = revision_form(kind, closes_at, number, proof)
    return publish_revision(session, desk.actor, desk.here, form, keep_pdf(session))
