"""Domande in the state a test needs, made through the actions; no PDF is set for them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session

from app.core.clock import from_rome, legal_today, wall_now
from app.core.documents.signatures import Expected, FileReport
from app.core.documents.signatures.examine import examine_file
from app.core.files.kinds import ALL
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, keep_bytes
from app.people.accounts.models import Account
from app.people.ets.models import Ets
from app.steps.avvisi.queries import get_avviso, get_version
from app.steps.domande.actions import (
    MadePdf,
    SignedUpload,
    amend_domanda,
    file_domanda,
    save_part,
    sign_domanda,
    start_domanda,
    take_pdf,
)
from app.steps.domande.enums import SignatureWay
from app.steps.domande.forms_area import SignForm
from app.steps.domande.models import Domanda
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import list_tavoli
from tests.factories.ets import make_body
from tests.factories.files import keep_pdf
from tests.factories.people import make_account
from tests.factories.procedures import Desk
from tests.support.authority import certification_authority
from tests.support.browserless import actor_of

CODE = "ABCDE-12345"
SIGNATORY = {
    "first_name": "Prova",
    "family_name": "Esempio",
    "tax_code": "RSSMRA85T10A562S",
    "capacity": "legal_representative",
}
DECLARATIONS = dict.fromkeys(
    ("dpr445", "requirements_no_exclusion", "ip_release", "privacy_read"), "1"
)
_KEYS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Applicant:
    """A body and the person who acts for it."""

    body: Ets
    account: Account
    actor: Actor


def make_applicant(session: Session, **body: Any) -> Applicant:
    """A body with its legal representative; `body` overrides its profile."""
    account = make_account(session, "Richiedente")
    made = make_body(session, account, **body)
    return Applicant(made, account, actor_of(session, account))


def seat(tavolo: Tavolo, **more: str) -> dict[str, str]:
    """A delegate for `tavolo`."""
    person = {"delegate_name": "Delegata Esempio", "delegate_email": "delegata@esempio.it"}
    return {"tavolo": tavolo.public_id, **person, **more}


def make_draft(session: Session, desk: Desk, applicant: Applicant | None = None) -> Domanda:
    """A draft just begun in an open avviso, with the body's profile in it."""
    applicant = applicant or make_applicant(session)
    return start_domanda(session, applicant.actor, desk.here, applicant.body)


def make_complete_draft(
    session: Session,
    desk: Desk,
    applicant: Applicant,
    *,
    tavoli: Sequence[Tavolo] = (),
    answers: dict[str, dict[str, Any]] | None = None,
) -> Domanda:
    """A draft in which nothing is missing but its PDF; seats at the first tavolo by default."""
    draft = make_draft(session, desk, applicant)
    chosen = list(tavoli) or list_tavoli(session, desk.here.procedure.pk)[:1]
    parts: dict[str, dict[str, Any]] = {
        "signatory": SIGNATORY,
        "tavoli": {"seats": [seat(tavolo) for tavolo in chosen]},
        "declarations": DECLARATIONS,
        **(answers or {}),
    }
    for code, given in parts.items():
        errors = save_part(session, applicant.actor, draft.public_id, code, given)
        assert not errors, errors
    return draft


def read_kept(session: Session, kept: KeptFile) -> bytes:
    """The bytes of a kept file."""
    with session.info["blobs"].open(kept.key) as source:
        return bytes(source.read())


@lru_cache(maxsize=8)
def signed_bytes(pdf: bytes, tax_code: str = SIGNATORY["tax_code"]) -> bytes:
    """`pdf` signed by a person of the tests' own certification authority."""
    authority = certification_authority()
    return authority.sign_pdf(pdf, authority.signer(tax_code))


@lru_cache(maxsize=8)
def _examined(signed: bytes, expected: Expected, day: date) -> FileReport:
    here_by = from_rome(day, 12)
    anchors = certification_authority().anchors
    return examine_file(signed, here_by, expected=expected, anchors=anchors)


def signed_upload(session: Session, pdf: KeptFile, signed: KeptFile | None = None) -> SignedUpload:
    """The kept `pdf` as it comes back signed and examined; `signed` may be made before."""
    if signed is None:
        body = signed_bytes(read_kept(session, pdf))
        signed = keep_bytes(session.info["blobs"], body, "domanda-firmata.pdf", ALL)
    body = read_kept(session, signed)
    report = _examined(body, Expected(pdf.size, pdf.sha256), legal_today())
    return SignedUpload(signed, report, pdf.sha256)


def make_signed_draft(
    session: Session,
    desk: Desk,
    applicant: Applicant,
    *,
    tavoli: Sequence[Tavolo] = (),
    answers: dict[str, dict[str, Any]] | None = None,
    pdf: KeptFile | None = None,
    signed: KeptFile | None = None,
) -> Domanda:
    """A draft that only waits for «Invia»; `pdf` and `signed` may be kept files made before."""
    draft = make_complete_draft(session, desk, applicant, tavoli=tavoli, answers=answers)
    return sign_draft(session, applicant, draft, pdf=pdf, signed=signed)


def sign_draft(
    session: Session,
    applicant: Applicant,
    draft: Domanda,
    *,
    pdf: KeptFile | None = None,
    signed: KeptFile | None = None,
) -> Domanda:
    """Generate and sign a complete draft of the applicant's."""
    avviso = get_avviso(session, draft.procedure_id)
    assert avviso is not None
    version = get_version(session, avviso)
    kept = pdf or keep_pdf(session, "domanda.pdf")
    made = MadePdf(kept, CODE, draft.edition, version.pk)
    take_pdf(session, applicant.actor, draft.public_id, made)
    form = SignForm(
        edizione=draft.edition,
        way=SignatureWay.DIGITAL,
        place="Livorno",
        date=legal_today().isoformat(),
    )
    upload = signed_upload(session, kept, signed)
    sign_domanda(session, applicant.actor, draft.public_id, form, upload, None)
    return draft


def make_filed_domanda(
    session: Session,
    desk: Desk,
    applicant: Applicant | None = None,
    *,
    received_at: datetime | None = None,
    **more: Any,
) -> Domanda:
    """A domanda filed online in an open avviso; see `make_signed_draft` for `more`.

    `received_at` is a wall instant (UTC), now by default: the legal clock decides with it.
    """
    applicant = applicant or make_applicant(session)
    draft = make_signed_draft(session, desk, applicant, **more)
    return file_draft(session, applicant, draft, received_at=received_at)


def file_draft(
    session: Session,
    applicant: Applicant,
    draft: Domanda,
    *,
    received_at: datetime | None = None,
) -> Domanda:
    """Press «Invia» on a signed draft; see `make_filed_domanda`."""
    return file_domanda(
        session,
        applicant.actor,
        draft.public_id,
        draft.edition,
        received_at or wall_now(),
        f"test-{next(_KEYS)}",
    )


def make_amended(session: Session, applicant: Applicant, filed: Domanda) -> Domanda:
    """A domanda filed in the place of `filed`, with the same answers."""
    draft = amend_domanda(session, applicant.actor, filed.public_id)
    return file_draft(session, applicant, sign_draft(session, applicant, draft))
