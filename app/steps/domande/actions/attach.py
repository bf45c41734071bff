"""Attachments of a draft: any number, added and taken away until it is filed."""

from collections.abc import Sequence

from sqlmodel import Session

from app.core.errors import InvalidFormError, NotFoundError
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.steps.domande.actions.draft import add_file, drop_files, get_draft, touch_draft
from app.steps.domande.enums import FileRole
from app.steps.domande.queries.area import get_answers, get_file, list_files
from app.steps.domande.queries.completeness import files_in
from app.steps.domande.queries.members import list_members

MAX_ATTACHMENTS = 30


def attach_files(
    session: Session, actor: Actor, public_id: str, files: Sequence[KeptFile], label: str
) -> None:
    """Add files that were checked and kept. Raises InvalidFormError for none or too many."""
    domanda = get_draft(session, actor, public_id)
    if not files:
        raise InvalidFormError({"files": "Scegliete almeno un file."})
    if len(list_files(session, domanda.pk)) + len(files) > MAX_ATTACHMENTS:
        raise InvalidFormError({"files": f"Al massimo {MAX_ATTACHMENTS} file in tutto."})
    for kept in files:
        add_file(session, domanda, kept, FileRole.ATTACHMENT, label)
    touch_draft(session, domanda)


def remove_file(session: Session, actor: Actor, public_id: str, file: str) -> None:
    """Take an attachment away. Raises NotFoundError for what is not an attachment of this draft.

    A file that answers a question of the form is taken away where it was asked.
    """
    domanda = get_draft(session, actor, public_id)
    held, _ = get_file(session, domanda.pk, file)
    asked = files_in(get_answers(session, domanda.pk))
    asked |= {row.file for row in list_members(session, domanda.pk)}
    if held.role is not FileRole.ATTACHMENT or held.public_id in asked:
        raise NotFoundError
    drop_files(session, domanda, public_ids=[held.public_id])
    touch_draft(session, domanda)
