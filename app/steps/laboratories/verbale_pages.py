"""What the pages of a verbale share: finding it, its document, the office's page."""

from typing import Any

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import in_rome, legal_now
from app.core.documents.document import Document
from app.core.documents.html import render_html
from app.core.errors import NotFoundError
from app.core.web.forms import Bound, empty
from app.core.web.render import page
from app.law.sources import DM72_2_VERBALI
from app.steps.calendar.queries import get_session
from app.steps.laboratories.actions import new_verbale, seal_holds
from app.steps.laboratories.documents import verbale_document
from app.steps.laboratories.enums import SEALED, VerbaleOutcome
from app.steps.laboratories.forms import ShareForm, VerbaleForm
from app.steps.laboratories.models import Verbale
from app.steps.laboratories.queries import (
    find_verbale,
    get_setting,
    get_setting_by_id,
    get_verbale,
    list_attendance,
    list_corrections,
    list_participants,
    names_of,
)
from app.steps.laboratories.views import VERBALE_TONES
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here

ONE = "/laboratori/sessioni/{held}/verbale"
LIST = ("Verbali", "/verbali")
BLANK_ROWS = 2


def verbale_address(here: Here, held: str) -> str:
    """The office's address of the verbale of a session."""
    return office_address(here, ONE.format(held=held))


def begun_verbale(session: Session, here: Here, held: str) -> Verbale:
    """The session's verbale, or one prefilled from the calendar and not stored yet."""
    setting = get_setting(session, get_session(session, here.procedure.pk, held))
    return find_verbale(session, setting.held.pk) or new_verbale(
        here, setting.meeting, setting.held, setting.tavolo
    )


def stored_verbale(session: Session, here: Here, held: str) -> Verbale:
    """The session's verbale, locked. Raises NotFoundError before its first draft."""
    found = find_verbale(session, get_session(session, here.procedure.pk, held).pk)
    if found is None:
        raise NotFoundError("Il verbale di questa sessione non è ancora iniziato.")
    return get_verbale(session, here.procedure.pk, found.public_id, lock=True)


def document_of(session: Session, here: Here, verbale: Verbale, *, demo: bool = False) -> Document:
    """The document of a stored verbale; `demo` puts the warning on its pages."""
    refs = [body for position in verbale.positions for body in position["bodies"]]
    return verbale_document(
        here,
        verbale,
        get_setting_by_id(session, verbale.session_id),
        list_attendance(session, verbale.session_id),
        names_of(session, refs),
        demo=demo,
    )


def verbale_page(
    request: Request,
    session: Session,
    here: Here,
    verbale: Verbale,
    *,
    form: Bound[VerbaleForm] | None = None,
    share: Bound[ShareForm] | None = None,
    other: Bound[Any] | None = None,
) -> Response:
    """The office's page: the draft to write, or the sealed words with their check."""
    refused: Bound[Any] | None = form or share or other
    setting = get_setting_by_id(session, verbale.session_id)
    until = verbale.corrections_until
    return page(
        request,
        "laboratories/verbale.html",
        around=office_around(here, request.url.path, LIST, (setting.held.title, None)),
        status=refused.status if refused else 200,
        refused=refused,
        form=form or _filled(verbale),
        share=share or empty(ShareForm, until=in_rome(until).date() if until else ""),
        verbale=verbale,
        setting=setting,
        rule=DM72_2_VERBALI,
        tone=VERBALE_TONES[verbale.state],
        address=verbale_address(here, setting.held.public_id),
        attendance_address=office_address(
            here, f"/laboratori/sessioni/{setting.held.public_id}/presenze"
        ),
        public_address=f"/{here.scope}/verbali/{verbale.public_id}",
        outcomes=[(outcome.value, outcome.label.capitalize()) for outcome in VerbaleOutcome],
        blank=BLANK_ROWS,
        window_open=until is not None and legal_now() <= until,
        **_read(session, here, verbale),
    )


def _read(session: Session, here: Here, verbale: Verbale) -> dict[str, Any]:
    """What the page reads beside the verbale itself."""
    stored, sealed = verbale.id is not None, verbale.state in SEALED
    people = list_participants(session, here.procedure.pk)
    return {
        "stored": stored,
        "sealed": sealed,
        "intact": not sealed or seal_holds(session, verbale),
        "document": render_html(document_of(session, here, verbale)) if sealed else "",
        "bodies": [(body.public_id, body.name) for body in people],
        "corrections": list_corrections(session, verbale.pk) if stored else [],
        "present": len(list_attendance(session, verbale.session_id)),
    }


def _filled(verbale: Verbale) -> Bound[VerbaleForm]:
    names = ("held_on", "place", "chair", "minute_taker", "agenda", "unitary_proposal")
    return empty(
        VerbaleForm,
        **{name: getattr(verbale, name) for name in names},
        starts=f"{in_rome(verbale.starts_at):%H:%M}",
        ends=f"{in_rome(verbale.ends_at):%H:%M}",
        outcome=verbale.outcome.value if verbale.outcome else "",
        item=[item["item"] for item in verbale.synthesis],
        said=[item["text"] for item in verbale.synthesis],
        position=[position["text"] for position in verbale.positions],
        held=[
            f"{index}:{body}"
            for index, position in enumerate(verbale.positions)
            for body in position["bodies"]
        ],
    )
