"""The office's page of one published document: its proofs, its registers, its withdrawal."""

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.forms import Bound, empty
from app.core.web.render import page
from app.core.web.services import services_of
from app.law.registers import RegisterPlace
from app.law.sources import DLGS33_8
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here
from app.steps.publication.contents import digest_now
from app.steps.publication.forms import RegisterForm, WithdrawForm
from app.steps.publication.queries import get_entry, list_proofs, list_records_of
from app.steps.publication.views import entry_view, record_words, slot_named, spans_of

PLACES = [(place.value, place.label.capitalize()) for place in RegisterPlace]


def entry_page(
    request: Request,
    session: Session,
    here: Here,
    public_id: str,
    *,
    withdraw: Bound[WithdrawForm] | None = None,
    register: Bound[RegisterForm] | None = None,
) -> Response:
    """The page, with the form that was refused where one was."""
    entry, file = get_entry(session, here.procedure.pk, public_id)
    records = list_records_of(session, entry.pk)
    sent = withdraw or register
    spans = spans_of(list_proofs(session, entry.pk))
    address = office_address(here, f"/pubblicazione/{public_id}")
    return page(
        request,
        "publication/entry.html",
        around=office_around(
            here, address, ("Pubblicazione", "/pubblicazione"), (entry.title, None)
        ),
        status=sent.status if sent else 200,
        here=here,
        address=address,
        entry=entry_view(entry, file, [record for record, _ in records]),
        slot=slot_named(entry.slot),
        spans=spans,
        same=bool(spans)
        and spans[-1].sha == digest_now(session, here, entry, services_of(request).blobs),
        records=[(record, record_words(record), who) for record, who in records],
        places=PLACES,
        five_years=DLGS33_8,
        refused=sent,
        form=withdraw or empty(WithdrawForm),
        register=register or empty(RegisterForm),
    )
