"""Saving one part of a draft, step by step or as one types."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.core.text import sort_key
from app.core.web.uploads import KeptFile
from app.steps.avvisi.definition import FieldKind, FormDefinition, fields_of, validate_part
from app.steps.domande.actions.draft import add_file, drop_files, get_draft, touch_draft
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda, DomandaPart
from app.steps.domande.queries.completeness import SEATS, SIGNATURE, TAVOLI, check_seats
from app.steps.domande.queries.setting import setting_of
from app.steps.procedures.queries import list_tavoli

IDENTITY_FIELDS = frozenset({"document_file", "identity_document"})


def save_part(
    session: Session,
    actor: Actor,
    public_id: str,
    code: str,
    answers: Mapping[str, Any],
    files: Mapping[str, KeptFile] | None = None,
) -> dict[str, str]:
    """Keep what was typed in one part of an own draft; gives the errors by field.

    What will not do is kept as typed, so that nothing is lost; what is missing is told by the
    summary. Files not sent again stay. The same answers change nothing. Raises NotFoundError
    for a part that the avviso does not ask, RuleError when it is no draft.
    """
    domanda = get_draft(session, actor, public_id)
    definition = setting_of(session, domanda).definition
    if code not in definition.parts or code == SIGNATURE:
        raise NotFoundError
    row = _part_row(session, domanda, code)
    given = dict(answers)
    if code == TAVOLI:
        tavoli = {tavolo.public_id for tavolo in list_tavoli(session, domanda.procedure_id)}
        seats, errors = check_seats(definition, given.get(SEATS, []), tavoli, final=False)
        clean: dict[str, Any] = {SEATS: seats}
    else:
        given |= _files(session, domanda, definition, row, given, files or {})
        clean, errors = validate_part(definition, code, given, final=False)
    if clean != row.answers:
        row.answers, row.saved_at = clean, legal_now()
        session.add(row)
        if code == "body" and clean.get("name"):
            domanda.body_name = str(clean["name"])
            domanda.name_key = sort_key(domanda.body_name)
        touch_draft(session, domanda)
    return errors


def _part_row(session: Session, domanda: Domanda, code: str) -> DomandaPart:
    row = session.exec(
        select(DomandaPart).where(DomandaPart.domanda_id == domanda.pk, DomandaPart.code == code)
    ).first()
    return row or DomandaPart(
        procedure_id=domanda.procedure_id,
        authority_id=domanda.authority_id,
        domanda_id=domanda.pk,
        code=code,
    )


def _files(
    session: Session,
    domanda: Domanda,
    definition: FormDefinition,
    row: DomandaPart,
    given: Mapping[str, Any],
    sent: Mapping[str, KeptFile],
) -> dict[str, str]:
    """The answers of the file fields: what was sent now, or what was there before."""
    answers: dict[str, str] = {}
    for field in fields_of(definition, row.code):
        if field.kind is not FieldKind.FILE:
            continue
        before = str(row.answers.get(field.name, ""))
        taken_away = bool(given.get(f"togli_{field.name}"))
        if before and (field.name in sent or taken_away):
            drop_files(session, domanda, public_ids=[before])
            before = ""
        if field.name in sent:
            role = FileRole.IDENTITY if field.name in IDENTITY_FIELDS else FileRole.ATTACHMENT
            label = f"{field.group}: {field.label}" if field.group else field.label
            before = add_file(session, domanda, sent[field.name], role, label).public_id
        answers[field.name] = before
    return answers
