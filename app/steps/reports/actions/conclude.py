"""Sending the report to the organs, publishing it, concluding the procedure."""

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.law.sources import LR65_10_E
from app.people.authorities.queries import list_organs
from app.steps.avvisi.facts import avviso_facts
from app.steps.contributions.facts import contributions_facts
from app.steps.esiti.facts import esiti_facts
from app.steps.examination.facts import examination_facts
from app.steps.laboratories.facts import laboratories_facts
from app.steps.procedures.actions import advance
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here
from app.steps.publication.actions import publish_in_slot
from app.steps.reports.enums import Audience, ReportState
from app.steps.reports.events import ProcedureConcluded, ReportPublished, ReportSent
from app.steps.reports.facts import reports_facts
from app.steps.reports.forms import SendingForm
from app.steps.reports.models import Sending
from app.steps.reports.queries import VersionRow, find_report, list_versions
from app.steps.synthesis.facts import synthesis_facts

SLOT = "final_document"


def _newest(session: Session, here: Here) -> VersionRow:
    versions = list_versions(session, here.procedure.pk)
    if not versions:
        raise RuleError("La relazione non è ancora approvata.", source=LR65_10_E)
    return versions[0]


def record_sending(session: Session, actor: Actor, here: Here, form: SendingForm) -> Sending:
    """Put on record that the newest approved version was sent to an organ.

    Raises RuleError before there is one, InvalidFormError for another organ or a day to come.
    """
    newest = _newest(session, here)
    errors = {}
    if form.organ not in {organ.name for organ in list_organs(session, here.authority.pk)}:
        errors["organ"] = "Scegliete uno degli organi dell'amministrazione."
    if form.sent_on > legal_today():
        errors["sent_on"] = "La trasmissione non può essere nel futuro."
    if errors:
        raise InvalidFormError(errors)
    sending = Sending(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        version_id=newest.version.pk,
        sha256=newest.pdf(Audience.ORGANS).sha256,
        **form.model_dump(),
    )
    session.add(sending)
    session.flush()
    emit(
        session,
        ReportSent(
            **here.openly_about(actor, sending),
            organ=sending.organ,
            number=newest.version.number,
            sha256=sending.sha256,
            sent_on=sending.sent_on.isoformat(),
        ),
    )
    return sending


def publish_report(session: Session, actor: Actor, here: Here) -> None:
    """Publish the public edition of the newest approved version in its slot. Raises RuleError."""
    report = find_report(session, here.procedure.pk, lock=True)
    newest = _newest(session, here)
    if report is None or newest.version.published_at is not None:
        raise RuleError("L'ultima versione approvata è già pubblicata.")
    pdf = newest.pdf(Audience.PUBLIC)
    newest.version.published_at = legal_now()
    report.state = ReportState.PUBLISHED
    session.add_all((newest.version, report))
    publish_in_slot(
        session,
        actor,
        here,
        SLOT,
        f"Relazione conclusiva, versione {newest.version.number}",
        file_id=pdf.pk,
        address=public_address(here, "/relazione"),
        sha256=pdf.sha256,
    )
    emit(
        session,
        ReportPublished(
            **here.openly_about(actor, newest.version),
            number=newest.version.number,
            sha256=pdf.sha256,
        ),
    )


def conclude_procedure(session: Session, actor: Actor, here: Here) -> None:
    """End the procedure: every requirement of the law's table must hold. Raises RuleError."""
    facts = ProcedureFacts(
        **procedure_facts(session, here)
        | avviso_facts(session, here)
        | examination_facts(session, here)
        | laboratories_facts(session, here)
        | contributions_facts(session, here)
        | synthesis_facts(session, here)
        | esiti_facts(session, here)
        | reports_facts(session, here)
    )
    advance(session, actor, here, Phase.CONCLUDED, facts)
    emit(
        session,
        ProcedureConcluded(
            **here.about(actor, here.procedure),
        ),
    )
