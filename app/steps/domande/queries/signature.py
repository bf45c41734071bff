"""Reads of how a domanda was signed, and of every check of it."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from app.core.documents.signatures import Expected
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.security.tokens import SECRET, tax_code_hash
from app.people.accounts.models import Account
from app.steps.domande.enums import FileRole, SignatureWay, Tone
from app.steps.domande.findings import Finding, Signatory
from app.steps.domande.models import Domanda, DomandaFile, SignatureCheck
from app.steps.domande.queries.area import HeldFile, get_answers
from app.steps.domande.queries.members import MemberRow


@dataclass(frozen=True, slots=True)
class Checked:
    """One check as pages show it; `who` asked for it."""

    checked_at: datetime
    who: str
    way: SignatureWay
    file_sha256: str
    findings: tuple[Finding, ...]

    @property
    def to_look_at(self) -> int:
        """How many findings a person must look at."""
        return sum(one.tone in (Tone.LOOK, Tone.REFUSED) for one in self.findings)


def _file_of(session: Session, domanda_id: int, role: FileRole) -> StoredFile | None:
    return session.exec(
        select(StoredFile)
        .join(DomandaFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(DomandaFile.domanda_id == domanda_id, DomandaFile.role == role)
        .order_by(col(DomandaFile.position).desc())
    ).first()


def generated_of(session: Session, domanda_id: int) -> Expected | None:
    """The PDF to sign, by size and hash; None before it was generated."""
    file = _file_of(session, domanda_id, FileRole.GENERATED)
    return Expected(file.size, file.sha256) if file else None


def signed_of(session: Session, domanda_id: int) -> StoredFile | None:
    """The domanda as it came back signed."""
    return _file_of(session, domanda_id, FileRole.SIGNED)


def signatory_of(session: Session, domanda_id: int) -> Signatory:
    """Who the domanda says will sign."""
    said = get_answers(session, domanda_id).get("signatory", {})
    name = f"{said.get('first_name', '')} {said.get('family_name', '')}".strip()
    return Signatory(name, str(said.get("tax_code", "")).upper())


def identity_problem(session: Session, actor: Actor, domanda: Domanda) -> str:
    """Why the actor cannot sign by having come in with SPID or CIE; empty when nothing hinders.

    The identification must be this session's, and the person the declared signatory.
    """
    if not actor.identity:
        return (
            "Per firmare così dovete entrare con SPID o CIE: ora siete entrati in un altro modo, "
            "che non basta a identificarvi."
        )
    signatory = signatory_of(session, domanda.pk)
    secret = session.info[SECRET]
    if not hmac.compare_digest(actor.identity, tax_code_hash(secret, signatory.tax_code)):
        return (
            f"SPID o CIE dice che non siete {signatory.name}, il firmatario della domanda: può "
            "firmare così solo chi è indicato nel passo «Chi firma»."
        )
    return ""


def list_signature_checks(session: Session, domanda: Domanda) -> list[Checked]:
    """Every check of the signature now on file, the last one first."""
    if domanda.signature_way is None:
        return []
    rows = session.exec(
        select(SignatureCheck, Account)
        .join(Account, col(SignatureCheck.checked_by_id) == col(Account.id))
        .where(*_of_signature_on_file(domanda))
        .order_by(col(SignatureCheck.id).desc())
    ).all()
    return [checked_of(row, account.name) for row, account in rows]


def declaration_checks(
    session: Session, domanda: Domanda, files: Iterable[HeldFile], members: Iterable[MemberRow]
) -> dict[str, Checked]:
    """Public id of a member's declaration, one of `files` → the last check of it."""
    theirs = {row.file for row in members}
    shas = {one.public_id: one.sha256 for one in files if one.public_id in theirs}
    if not shas:
        return {}
    rows = session.exec(
        select(SignatureCheck, Account)
        .join(Account, col(SignatureCheck.checked_by_id) == col(Account.id))
        .where(
            SignatureCheck.domanda_id == domanda.pk,
            col(SignatureCheck.file_sha256).in_(set(shas.values())),
        )
        .order_by(col(SignatureCheck.id))
    ).all()
    by_sha = {row.file_sha256: checked_of(row, account.name) for row, account in rows}
    return {file: by_sha[sha256] for file, sha256 in shas.items() if sha256 in by_sha}


def find_check_at_filing(session: Session, domanda: Domanda) -> SignatureCheck | None:
    """The check of the signature that a domanda was filed with; None where there was none.

    What the office had checked afterwards is not meant.
    """
    if domanda.recorded_at is None or domanda.signature_way is None:
        return None
    return session.exec(
        select(SignatureCheck)
        .where(
            *_of_signature_on_file(domanda), col(SignatureCheck.checked_at) <= domanda.recorded_at
        )
        .order_by(col(SignatureCheck.id).desc())
        .limit(1)
    ).first()


def checked_of(check: SignatureCheck, who: str = "") -> Checked:
    """A check as pages show it."""
    findings = (Finding(Tone(one["tone"]), one["what"], one["sentence"]) for one in check.findings)
    return Checked(check.checked_at, who, check.way, check.file_sha256, tuple(findings))


def _of_signature_on_file(domanda: Domanda) -> tuple[ColumnElement[bool], ...]:
    signed = (
        select(StoredFile.sha256)
        .join(DomandaFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(DomandaFile.domanda_id == domanda.pk, DomandaFile.role == FileRole.SIGNED)
        .order_by(col(DomandaFile.position).desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        col(SignatureCheck.domanda_id) == domanda.pk,
        col(SignatureCheck.way) == domanda.signature_way,
        col(SignatureCheck.file_sha256) == func.coalesce(signed, ""),
    )
