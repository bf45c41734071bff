"""Use cases of the final report."""

from app.steps.reports.actions.approve import MadeFile, MadeReport, approve_report, reopen_report
from app.steps.reports.actions.conclude import conclude_procedure, publish_report, record_sending
from app.steps.reports.actions.write import choose_annexing, write_part

__all__ = [
    "MadeFile",
    "MadeReport",
    "approve_report",
    "choose_annexing",
    "conclude_procedure",
    "publish_report",
    "record_sending",
    "reopen_report",
    "write_part",
]
