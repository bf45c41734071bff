"""Writing the narrative parts beside the data."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import LR65_10_E
from app.people.authorities.enums import OfficeRole
from app.steps.procedures.queries import Here
from app.steps.reports.enums import ASSESSMENT, Annexing, ReportState, Section
from app.steps.reports.events import AnnexingChosen, ReportWritten
from app.steps.reports.models import Report, ReportPart
from app.steps.reports.queries import find_part, find_report


def open_report(session: Session, here: Here) -> Report:
    """The report of the procedure, begun if nobody has. Raises RuleError once it is approved."""
    report = find_report(session, here.procedure.pk, lock=True)
    if report is None:
        report = Report(procedure_id=here.procedure.pk, authority_id=here.authority.pk)
        session.add(report)
        session.flush()
    if report.state is not ReportState.DRAFT:
        raise RuleError(
            "La relazione è approvata: il testo non cambia più.",
            remedy="Per correggerla, il responsabile la riapre: nascerà una nuova versione.",
            source=LR65_10_E,
        )
    return report


def choose_annexing(session: Session, actor: Actor, here: Here, annexing: Annexing) -> None:
    """Say where the contributions' full words go. Raises RuleError once the report is approved."""
    report = open_report(session, here)
    if report.annexing is annexing:
        return
    report.annexing = annexing
    session.add(report)
    emit(session, AnnexingChosen(**here.about(actor, report), annexing=annexing))


def write_part(
    session: Session, actor: Actor, here: Here, section: Section, text: str, reserved: str = ""
) -> None:
    """Keep what was written in a section, and the note that only the organs read.

    The assessment is the responsible officer's alone.

    Raises RuleError for anybody else, or once the report is approved.
    """
    report = open_report(session, here)
    if section.code == ASSESSMENT and OfficeRole.RDP not in actor.roles_in(here.authority.slug):
        raise RuleError(
            "La valutazione la scrive il responsabile del procedimento.", source=LR65_10_E
        )
    part = find_part(session, report.pk, section.code)
    if part is None:
        part = ReportPart(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            report_id=report.pk,
            section=section.code,
            edited_by_id=actor.account_id,
            edited_at=legal_now(),
        )
    if (part.text, part.reserved) == (text, reserved):
        return
    part.text, part.reserved = text, reserved
    part.edited_by_id, part.edited_at = actor.account_id, legal_now()
    session.add(part)
    emit(
        session,
        ReportWritten(
            **here.about(actor, report),
            section=section.code,
        ),
    )
