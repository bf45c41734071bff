"""The signature step: what came back signed, and how."""

from dataclasses import dataclass

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.law.sources import CAD_65
from app.steps.avvisi.definition import validate_part
from app.steps.domande.actions.draft import (
    add_file,
    drop_files,
    get_draft,
    refuse_other_edition,
)
from app.steps.domande.enums import FileRole, SignatureWay
from app.steps.domande.forms_area import SignForm
from app.steps.domande.models import Domanda, DomandaPart
from app.steps.domande.queries.completeness import SIGNATURE
from app.steps.domande.queries.setting import setting_of


@dataclass(frozen=True, slots=True)
class SignedUpload:
    """What came back. `codes` are the content codes that could be read in it; a scan has none.

    `looks_signed` is a first sight: the office verifies the signature.
    """

    kept: KeptFile
    looks_signed: bool
    codes: frozenset[str]


def sign_domanda(
    session: Session,
    actor: Actor,
    public_id: str,
    form: SignForm,
    signed: SignedUpload | None,
    identity: KeptFile | None,
) -> Domanda:
    """Take the signed PDF of an own draft, and by hand the identity document with it.

    Raises RuleError before a PDF was generated, InvalidFormError for what is missing or is not
    the PDF generated last. Source: CAD art. 65; DPR 445/2000, art. 38.
    """
    domanda = get_draft(session, actor, public_id)
    refuse_other_edition(domanda, form.edizione)
    if not domanda.content_code:
        raise RuleError(
            "Prima generate il PDF dal riepilogo: è quello che si firma.", source=CAD_65
        )
    _check(domanda, form, signed, identity)
    assert signed is not None
    _keep_answers(session, domanda, form, signed, identity)
    domanda.signature_way = form.way
    domanda.edition += 1
    session.add(domanda)
    session.flush()
    return domanda


def _keep_answers(
    session: Session,
    domanda: Domanda,
    form: SignForm,
    signed: SignedUpload,
    identity: KeptFile | None,
) -> None:
    row = _signature_row(session, domanda)
    drop_files(
        session,
        domanda,
        roles=(FileRole.SIGNED,),
        public_ids=[str(row.answers.get("identity_document", ""))],
    )
    held = add_file(session, domanda, signed.kept, FileRole.SIGNED)
    answers = {
        "place": form.place,
        "date": form.date,
        "way": form.way.value,
        "signed_file": held.public_id,
    }
    if identity is not None:
        document = add_file(session, domanda, identity, FileRole.IDENTITY)
        answers["identity_document"] = document.public_id
    definition = setting_of(session, domanda).definition
    row.answers, errors = validate_part(definition, SIGNATURE, answers, final=True)
    if errors:
        raise InvalidFormError(errors)
    row.saved_at = legal_now()
    session.add(row)


def _check(
    domanda: Domanda, form: SignForm, signed: SignedUpload | None, identity: KeptFile | None
) -> None:
    errors: dict[str, str] = {}
    if form.way is SignatureWay.IDENTIFIED:
        errors["way"] = (
            "Siete entrati con e-mail e password, che non bastano a identificarvi: "
            "scegliete la firma digitale o quella a mano."
        )
    elif signed is None:
        errors["signed_file"] = "Allegate la domanda firmata."
    elif signed.codes and domanda.content_code not in signed.codes:
        errors["signed_file"] = (
            "Questo non è l'ultimo PDF generato: il codice del contenuto in fondo alle pagine "
            f"deve essere {domanda.content_code}."
        )
    elif form.way is SignatureWay.DIGITAL and not signed.looks_signed:
        errors["signed_file"] = (
            "In questo file non c'è una firma digitale: caricate il PDF o il P7M che il vostro "
            "programma di firma ha prodotto."
        )
    if form.way is SignatureWay.HANDWRITTEN and identity is None:
        errors["identity_document"] = (
            "Con la firma a mano serve la copia di un documento d'identità."
        )
    if errors:
        raise InvalidFormError(errors, source=CAD_65)


def _signature_row(session: Session, domanda: Domanda) -> DomandaPart:
    row = session.exec(
        select(DomandaPart).where(
            DomandaPart.domanda_id == domanda.pk, DomandaPart.code == SIGNATURE
        )
    ).first()
    return row or DomandaPart(
        procedure_id=domanda.procedure_id,
        authority_id=domanda.authority_id,
        domanda_id=domanda.pk,
        code=SIGNATURE,
    )
