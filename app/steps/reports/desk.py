"""The office's page of the report, which several routes answer with."""

from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.forms import Bound, empty
from app.core.web.render import page
from app.law.phases import Phase
from app.law.reserved import RESERVED
from app.people.authorities.queries import list_organs
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here
from app.steps.reports.enums import SECTIONS, Annexing, Audience, Section
from app.steps.reports.forms import AnnexingForm, PressForm, SendingForm
from app.steps.reports.missing import list_missing
from app.steps.reports.permissions import APPROVE
from app.steps.reports.queries import (
    VersionRow,
    Written,
    find_report,
    is_withdrawn,
    list_sendings,
    list_versions,
    list_written,
)
from app.steps.reports.views import Download, downloads


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in the list, with whether a person wrote in it."""

    section: Section
    written: bool
    reserved: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a version, with its files."""

    audience: Audience
    files: list[Download]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version with both its editions."""

    row: VersionRow
    editions: tuple[Edition, ...]


def report_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    *,
    press: Bound[PressForm] | Bound[AnnexingForm] | None = None,
    sending: Bound[SendingForm] | None = None,
) -> Response:
    """The page; with what was refused and typed, where a form comes back."""
    base = office_address(here, "/relazione")
    report = find_report(session, here.procedure.pk)
    written = list_written(session, report.pk) if report else {}
    failed = any(form is not None and not form.ok for form in (press, sending))
    return page(
        request,
        "reports/office.html",
        around=office_around(here, base, ("Relazione", None)),
        status=422 if failed else 200,
        base=base,
        office=office_address(here),
        report=report,
        sections=[_section(one, written.get(one.code)) for one in SECTIONS],
        withdrawn=is_withdrawn(session, here.procedure.pk),
        missing=list_missing(session, here, report),
        versions=[_version(row, base) for row in list_versions(session, here.procedure.pk)],
        sendings=list_sendings(session, here.procedure.pk),
        organs=[(organ.name, organ.name) for organ in list_organs(session, here.authority.pk)],
        annexings=[(one.value, one.label) for one in Annexing],
        annexing=report.annexing if report else Annexing.APART,
        reserved=RESERVED,
        leads=APPROVE.held_by(actor, here.authority.slug),
        ended=here.procedure.phase is Phase.CONCLUDED,
        press=press,
        form=sending or empty(SendingForm),
    )


def _section(section: Section, written: Written | None) -> SectionRow:
    return SectionRow(
        section,
        written is not None and bool(written.text.strip()),
        written is not None and bool(written.reserved.strip()),
    )


def _version(row: VersionRow, base: str) -> VersionView:
    address = f"{base}/versioni/{row.version.number}"
    return VersionView(
        row,
        tuple(
            Edition(audience, downloads(row, audience, f"{address}/{audience.path}"))
            for audience in Audience
        ),
    )
