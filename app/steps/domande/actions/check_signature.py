"""What a check of a signature means and leaves on record; the file is examined beforehand."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.documents.signatures import FileReport, report_to_json
from app.core.errors import ConflictError, InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import CAD_65
from app.steps.domande.declaration_rules import judge_declaration
from app.steps.domande.enums import SignatureWay, Tone
from app.steps.domande.events import SignatureChecked
from app.steps.domande.findings import Finding
from app.steps.domande.models import Domanda, SignatureCheck
from app.steps.domande.queries.signature import (
    identity_problem,
    signatory_of,
    signed_of,
)
from app.steps.domande.signature_rules import judge_digital, judge_scan
from app.steps.procedures.queries import Here


def judge_signed(
    session: Session, domanda: Domanda, way: SignatureWay, report: FileReport
) -> tuple[Finding, ...]:
    """The findings on a signed file, against the signatory and the code on record."""
    if way is SignatureWay.HANDWRITTEN:
        return judge_scan(report, domanda.content_code)
    signatory = signatory_of(session, domanda.pk)
    return judge_digital(report, signatory, domanda.content_code, report.here_by)


def keep_check(
    session: Session,
    actor: Actor,
    domanda: Domanda,
    way: SignatureWay,
    report: FileReport,
    findings: tuple[Finding, ...],
) -> SignatureCheck:
    """Write a check down; none is ever replaced."""
    return _keep(session, actor, domanda, way, report.sha256, report_to_json(report), findings)


def keep_identified(session: Session, actor: Actor, domanda: Domanda) -> SignatureCheck:
    """Write down that the declared signatory was identified by SPID or CIE in this session.

    Raises InvalidFormError for anybody else. Source: CAD art. 65 c. 1 lett. b.
    """
    problem = identity_problem(session, actor, domanda)
    if problem:
        raise InvalidFormError({"way": problem}, source=CAD_65)
    signatory = signatory_of(session, domanda.pk)
    level = f" (livello {actor.level.rsplit('/', 1)[-1]})" if actor.level else ""
    findings = (
        Finding(
            Tone.HOLDS,
            "Firmatario",
            f"{signatory.name} è entrato con SPID o CIE{level}: il codice fiscale comunicato dal "
            "fornitore è quello del firmatario dichiarato.",
        ),
    )
    way = SignatureWay.IDENTIFIED
    return _keep(session, actor, domanda, way, "", {"level": actor.level}, findings)


def keep_declaration_check(
    session: Session,
    actor: Actor,
    draft: Domanda,
    member: str,
    sha256: str,
    report: FileReport | None,
) -> SignatureCheck:
    """Write down what the declaration of a member says of itself; there is no report of a photo."""
    findings = judge_declaration(report, signatory_of(session, draft.pk), member)
    way = SignatureWay.HANDWRITTEN if report is None else SignatureWay.DIGITAL
    told = {} if report is None else report_to_json(report)
    return _keep(session, actor, draft, way, sha256, told, findings)


def _keep(
    session: Session,
    actor: Actor,
    domanda: Domanda,
    way: SignatureWay,
    sha256: str,
    report: dict[str, Any],
    findings: tuple[Finding, ...],
) -> SignatureCheck:
    check = SignatureCheck(
        procedure_id=domanda.procedure_id,
        authority_id=domanda.authority_id,
        domanda_id=domanda.pk,
        way=way,
        file_sha256=sha256,
        checked_at=legal_now(),
        checked_by_id=actor.account_id,
        report=report,
        findings=[
            {"tone": one.tone.value, "what": one.what, "sentence": one.sentence} for one in findings
        ],
    )
    session.add(check)
    session.flush()
    return check


def recheck_signature(
    session: Session, actor: Actor, here: Here, domanda: Domanda, report: FileReport
) -> SignatureCheck:
    """Keep the office's own check of the signed file of a filed domanda.

    Raises ConflictError when the file on record is not the one that was examined.
    """
    signed = signed_of(session, domanda.pk)
    if signed is None or domanda.signature_way is None or signed.sha256 != report.sha256:
        raise ConflictError("Il file firmato non è più quello: ricaricate la pagina.")
    findings = judge_signed(session, domanda, domanda.signature_way, report)
    check = keep_check(session, actor, domanda, domanda.signature_way, report, findings)
    emit(
        session,
        SignatureChecked(
            **here.about(actor, domanda),
            sha256=report.sha256,
            anchors_sha256=report.anchors_sha256,
            rules=report.rules,
        ),
    )
    return check
