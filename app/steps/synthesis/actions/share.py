"""Sharing the draft of the synthesis: a snapshot, a window for observations, a mail to all."""

import hashlib
from datetime import date, datetime, timedelta

from sqlmodel import Session

from app.core.clock import from_rome, legal_now, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.events import canonical, emit
from app.core.i18n import date_words
from app.core.security.actor import Actor
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.law.sources import DM72_2_SYNTHESIS
from app.steps.contributions.facts import contributions_facts
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.laboratories.facts import laboratories_facts
from app.steps.procedures.actions import advance
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.queries import Here
from app.steps.synthesis.actions.steps import refuse_unless_writable
from app.steps.synthesis.content import snapshot
from app.steps.synthesis.emails import tell_draft_shared
from app.steps.synthesis.events import DraftShared
from app.steps.synthesis.facts import synthesis_facts
from app.steps.synthesis.forms import ShareForm
from app.steps.synthesis.models import SharedDraft
from app.steps.synthesis.queries import latest_draft, load_picture

LEAST_DAYS = 3
"""Days for observations at least, our own measure: the law asks that they can be made."""


def share_draft(session: Session, actor: Actor, here: Here, form: ShareForm) -> SharedDraft:
    """Freeze the synthesis and send it to all participants; the first one opens the phase.

    `form.observations_until` is a day in Rome, included to its last second. Raises
    InvalidFormError for a window too short, RuleError with an empty synthesis or where the law's
    table does not let the procedure into its synthesis yet (LR 65/2020; DM 72/2021 § 2).
    """
    refuse_unless_writable(here)
    until = _end_of(form.observations_until)
    picture = load_picture(session, here.procedure.pk)
    if not picture.nodes:
        raise RuleError(
            "La sintesi è vuota: non c'è nulla da inviare.",
            remedy="Create almeno un bisogno, un obiettivo o un intervento.",
            source=DM72_2_SYNTHESIS,
        )
    waiting = [node.code for node in picture.nodes if node.rereading]
    if waiting:
        raise RuleError(
            f"Prima rileggete questi nodi: {', '.join(waiting)}. Un contributo da cui nascono non "
            "si legge più come prima.",
            remedy="Apriteli dal tavolo di lavoro, sotto «Da sistemare».",
        )
    content = snapshot(picture, list_published_for_synthesis(session, here.procedure.pk))
    draft = _store(session, here, content, until)
    emit(
        session,
        DraftShared(
            **here.openly_about(actor, draft),
            number=draft.number,
            sha256=draft.sha256,
            observations_until=until.isoformat(),
        ),
    )
    if here.procedure.phase is Phase.LABORATORIES:
        advance(session, actor, here, Phase.SYNTHESIS, _facts(session, here))
    tell_draft_shared(session, here, draft)
    return draft


def _store(
    session: Session, here: Here, content: dict[str, object], until: datetime
) -> SharedDraft:
    before = latest_draft(session, here.procedure.pk)
    draft = SharedDraft(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        number=before.number + 1 if before else 1,
        shared_at=legal_now(),
        observations_until=until,
        content=content,
        sha256=hashlib.sha256(canonical(content).encode()).hexdigest(),
    )
    session.add(draft)
    session.flush()
    return draft


def _facts(session: Session, here: Here) -> ProcedureFacts:
    return ProcedureFacts(
        **procedure_facts(session, here),
        **laboratories_facts(session, here),
        **contributions_facts(session, here),
        **synthesis_facts(session, here),
    )


def _end_of(day: date) -> datetime:
    first = legal_today() + timedelta(days=LEAST_DAYS)
    if day < first:
        raise InvalidFormError(
            {
                "observations_until": f"Lasciate almeno {LEAST_DAYS} giorni: "
                f"fino a {date_words(first)} o dopo."
            }
        )
    if day > first + timedelta(days=365):
        raise InvalidFormError({"observations_until": "La data è troppo lontana."})
    return from_rome(day, 23, 59, 59)
