"""Comparing domande with the register's extract, and keeping the evidence. It decides nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import RuleError
from app.core.events import canonical, emit
from app.core.security.actor import Actor
from app.law.register_check import Registered, check_registration
from app.people.runts.models import RegisterEntry, RegisterExtract
from app.people.runts.queries import current_extract, find_entries, old_after
from app.steps.checks.enums import Occasion
from app.steps.checks.events import RegisterChecked
from app.steps.checks.models import RegisterCheck
from app.steps.checks.queries import Told, list_compared, read_declared
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import Here


def compare(
    session: Session,
    actor_ref: str,
    here: Here,
    domande: Sequence[Domanda],
    occasion: Occasion,
) -> list[RegisterCheck]:
    """Compare these domande with the extract in use: evidence for each body that takes part.

    With no extract the row says so. `actor_ref` is who caused it, by pseudonym.
    """
    if not domande:
        return []
    about = domande[0] if len(domande) == 1 else None
    return keep_comparison(
        session, actor_ref, here, about, read_declared(session, domande), occasion
    )


def keep_comparison(
    session: Session,
    actor_ref: str,
    here: Here,
    about: Domanda | None,
    declared: Sequence[Told],
    occasion: Occasion,
) -> list[RegisterCheck]:
    """As `compare`, of what is `declared`: in one domanda, or in several of the procedure."""
    extract = current_extract(session, here.authority.pk)
    codes = [one.declared.tax_code for one in declared]
    entries = find_entries(session, extract, codes)
    days = old_after(session)
    checks = [
        _check(here, told, occasion, entries.get(told.declared.tax_code), extract, days)
        for told in declared
    ]
    session.add_all(checks)
    session.flush()
    emit(
        session,
        RegisterChecked(
            **here.about(actor_ref, about or here.procedure),
            occasion=occasion.value,
            domande=len({one.domanda_id for one in declared}),
            extract=extract.sha256 if extract else "",
            sha256=evidence_hash(checks),
        ),
    )
    return checks


def compare_all(session: Session, actor: Actor, here: Here) -> list[RegisterCheck]:
    """Compare again every domanda that stands. Raises RuleError where there is none."""
    rows = list_compared(session, here.procedure.pk)
    domande = [one.domanda for one in rows if one.member is None]
    if not domande:
        raise RuleError("Non c'è ancora nessuna domanda da confrontare con il registro.")
    return compare(session, actor.ref, here, domande, Occasion.OFFICE)


def evidence_hash(checks: Sequence[RegisterCheck]) -> str:
    """SHA-256 over what was declared, what was said and what was found, in this order."""
    said = [
        [one.domanda_id, one.declared, one.said, one.findings, one.extract_sha256] for one in checks
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _check(
    here: Here,
    about: Told,
    occasion: Occasion,
    entry: RegisterEntry | None,
    extract: RegisterExtract | None,
    days: int,
) -> RegisterCheck:
    declared = about.declared
    found = Registered(entry.name, entry.number, entry.section) if entry else None
    dated = extract.dated if extract else None
    told = check_registration(declared, found, dated, today=legal_today(), old_after=days)
    return RegisterCheck(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        domanda_id=about.domanda_id,
        member_id=about.member_id,
        occasion=occasion,
        checked_at=legal_now(),
        declared=asdict(declared),
        said=_snapshot(entry),
        findings=[[one.finding.value, one.words] for one in told],
        extract_dated=dated,
        extract_sha256=extract.sha256 if extract else "",
    )


def _snapshot(entry: RegisterEntry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    names = ("tax_code", "name", "number", "section", "municipality", "province", "registered_on")
    said = {name: getattr(entry, name) for name in names}
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in said.items()}
