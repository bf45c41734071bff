"""What this room knows of a procedure."""

from typing import Any

from sqlmodel import Session

from app.steps.procedures.queries import Here
from app.steps.reports.enums import ASSESSMENT, ReportState
from app.steps.reports.queries import find_report, list_sendings, list_written


def reports_facts(session: Session, here: Here) -> dict[str, Any]:
    """The facts of `ProcedureFacts` that this room knows."""
    report = find_report(session, here.procedure.pk)
    parts = list_written(session, report.pk) if report else {}
    assessment = parts.get(ASSESSMENT)
    return {
        "rdp_assessment_written": assessment is not None and bool(assessment.text.strip()),
        "report_approved": report is not None and report.state is not ReportState.DRAFT,
        "sent_to_organs": bool(list_sendings(session, here.procedure.pk)),
    }
