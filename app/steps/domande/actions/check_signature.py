"""What a check of a signature means and leaves on record; the file is examined beforehand."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.documents.signatures import FileReport, report_to_json
from app.core.errors import ConflictError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.domande.enums import SignatureWay
from app.steps.domande.events import SignatureChecked
from app.steps.domande.findings import Finding
from app.steps.domande.models import Domanda, SignatureCheck
from app.steps.domande.queries.signature import signatory_of, signed_of
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
    check = SignatureCheck(
        procedure_id=domanda.procedure_id,
        authority_id=domanda.authority_id,
        domanda_id=domanda.pk,
        way=way,
        file_sha256=report.sha256,
        checked_at=legal_now(),
        checked_by_id=actor.account_id,
        report=report_to_json(report),
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
