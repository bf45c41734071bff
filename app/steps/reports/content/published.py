"""From the complete data to what anyone may read: the one place where things are left out.

What is left out is told in `app.law.reserved`. Documents are built from what this gives, so that
nothing reserved can reach them.
"""

from dataclasses import replace

from app.steps.reports.content.contributions import Told
from app.steps.reports.content.data import ReportData
from app.steps.reports.content.sessions import HeldSession
from app.steps.reports.queries import Written


def published(data: ReportData) -> ReportData:
    """The data of the published edition: all the same figures, without what is reserved.

    Source: `app.law.reserved.RESERVED`.
    """
    return replace(
        data,
        reserved=False,
        written={code: Written(one.text) for code, one in data.written.items()},
        contributions=tuple(_told(row) for row in data.contributions),
        sessions=tuple(_held(held) for held in data.sessions),
        files=tuple(file for file in data.files if file.public),
    )


def _told(row: Told) -> Told:
    """`Reserved.MODERATION` and, of a withheld one, `Reserved.WITHHELD`."""
    if row.withheld:
        return replace(row, moderation="", kind=None, body="", meeting="")
    return replace(row, moderation="")


def _held(held: HeldSession) -> HeldSession:
    """`Reserved.VERBALI`: that the session was held is known, what was minuted not yet."""
    if held.published:
        return held
    return replace(held, synthesis=(), outcome=None, unitary="", positions=(), seal="")
