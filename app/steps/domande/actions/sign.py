"""The signature step: what came back signed, and how."""

from dataclasses import dataclass

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.documents.signatures import FileReport
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.law.sources import CAD_65
from app.steps.avvisi.definition import validate_part
from app.steps.domande.actions.check_signature import (
    judge_signed,
    keep_check,
    keep_identified,
)
from app.steps.domande.actions.draft import (
    add_file,
    drop_files,
    get_draft,
    refuse_other_edition,
)
from app.steps.domande.enums import FileRole, SignatureWay
from app.steps.domande.findings import Finding, refusals
from app.steps.domande.forms_area import SignForm
from app.steps.domande.models import Domanda, DomandaPart
from app.steps.domande.queries.completeness import SIGNATURE
from app.steps.domande.queries.setting import setting_of
from app.steps.domande.queries.signature import generated_of

UNSIGNED = (
    "È il PDF che avete scaricato, senza firma: stampatelo, firmatelo e scansionatelo, "
    "oppure firmatelo con il vostro programma di firma."
)


@dataclass(frozen=True, slots=True)
class SignedUpload:
    """What came back, and what was found in it beside the PDF with the hash `beside`.

    The file was examined before the transaction, against the PDF generated then.
    """

    kept: KeptFile
    report: FileReport
    beside: str


def sign_domanda(
    session: Session,
    actor: Actor,
    public_id: str,
    form: SignForm,
    signed: SignedUpload | None,
    identity: KeptFile | None,
) -> Domanda:
    """Take the signed PDF of an own draft, and by hand the identity document with it.

    Whom SPID or CIE identified in this session signs by that alone, where it is the declared
    signatory. Raises RuleError before a PDF was generated, InvalidFormError for what is missing,
    is not the PDF generated last, or is not well signed by the declared signatory: nothing has
    changed then. Source: CAD art. 65; DPR 445/2000, art. 38.
    """
    domanda = get_draft(session, actor, public_id)
    refuse_other_edition(domanda, form.edizione)
    if not domanda.content_code:
        raise RuleError(
            "Prima generate il PDF dal riepilogo: è quello che si firma.", source=CAD_65
        )
    if form.way is SignatureWay.IDENTIFIED:
        keep_identified(session, actor, domanda)
        signed = identity = None
    else:
        findings = _check(session, domanda, form, signed, identity)
        assert signed is not None
        keep_check(session, actor, domanda, form.way, signed.report, findings)
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
    signed: SignedUpload | None,
    identity: KeptFile | None,
) -> None:
    row = _signature_row(session, domanda)
    drop_files(
        session,
        domanda,
        roles=(FileRole.SIGNED,),
        public_ids=[str(row.answers.get("identity_document", ""))],
    )
    answers = {"place": form.place, "date": form.date, "way": form.way.value}
    if signed is not None:
        held = add_file(session, domanda, signed.kept, FileRole.SIGNED)
        answers["signed_file"] = held.public_id
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
    session: Session,
    domanda: Domanda,
    form: SignForm,
    signed: SignedUpload | None,
    identity: KeptFile | None,
) -> tuple[Finding, ...]:
    errors: dict[str, str] = {}
    findings: tuple[Finding, ...] = ()
    if signed is None:
        errors["signed_file"] = "Allegate la domanda firmata."
    else:
        _refuse_older(session, domanda, signed)
        findings = judge_signed(session, domanda, form.way, signed.report)
        wrong = refusals(findings)
        if signed.kept.sha256 == signed.beside:
            errors["signed_file"] = UNSIGNED
        elif wrong:
            errors["signed_file"] = " ".join(
                word for one in wrong for word in (one.sentence, one.remedy) if word
            )
    if form.way is SignatureWay.HANDWRITTEN:
        if identity is None:
            errors["identity_document"] = (
                "Con la firma a mano serve la copia di un documento d'identità."
            )
        elif signed is not None and identity.sha256 in {signed.kept.sha256, signed.beside}:
            errors["identity_document"] = (
                "È la domanda, non un documento d'identità: allegate la fotografia o la scansione "
                "del documento di chi firma."
            )
    if errors:
        raise InvalidFormError(errors, source=CAD_65)
    return findings


def _refuse_older(session: Session, domanda: Domanda, signed: SignedUpload) -> None:
    """Another PDF may have been generated while the file was being examined."""
    generated = generated_of(session, domanda.pk)
    if generated is None or generated.sha256 != signed.beside:
        raise ConflictError(
            "Nel frattempo il PDF è stato generato di nuovo.",
            remedy="Scaricate l'ultimo PDF, firmatelo e ricaricatelo.",
        )


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
