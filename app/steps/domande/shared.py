"""What a body reads of the domanda in which it is asked, or named, to take part.

It reads what it would stand for; who signs, the ways to reach people and what was enclosed about
them stay with the lead.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda, DomandaMember
from app.steps.domande.queries.area import HeldFile, get_answers, get_file, list_files
from app.steps.domande.queries.completeness import SEATS, SIGNATURE, TAVOLI, Answers, files_in
from app.steps.domande.queries.members import MemberRow, is_joint, list_members
from app.steps.domande.queries.setting import setting_of
from app.steps.domande.views import PartView, named_view, part_views, with_members
from app.steps.procedures.queries import list_tavoli

_OF_THE_LEAD = frozenset({"signatory", SIGNATURE})
_REACHES = ("_email", "_phone")


@dataclass(frozen=True, slots=True)
class Shared:
    """The parts, without what is the lead's alone, and the files that go with them."""

    views: list[PartView]
    files: list[HeldFile]


def shared_with(session: Session, domanda: Domanda, member: DomandaMember) -> Shared:
    """What one member reads of a domanda, loaded for who may see it (`get_asked`)."""
    answers, rows = get_answers(session, domanda.pk), list_members(session, domanda.pk)
    told = _without_the_leads(answers)
    files = list_files(session, domanda.pk)
    views = part_views(
        domanda.public_id,
        setting_of(session, domanda).definition,
        told,
        files,
        list_tavoli(session, domanda.procedure_id),
    )
    views = [view for view in views if view.code not in _OF_THE_LEAD]
    if is_joint(answers):
        views = with_members(views, named_view(domanda.public_id, rows))
    return Shared(views, _shared_files(files, answers, rows, member))


def get_shared_file(
    session: Session, domanda: Domanda, member: DomandaMember, public_id: str
) -> StoredFile:
    """One of the files that this member reads. Raises NotFoundError."""
    files = shared_with(session, domanda, member).files
    if all(one.public_id != public_id for one in files):
        raise NotFoundError
    return get_file(session, domanda.pk, public_id)[1]


def _without_the_leads(answers: Answers) -> dict[str, dict[str, Any]]:
    told = {code: dict(said) for code, said in answers.items() if code not in _OF_THE_LEAD}
    if TAVOLI in told:
        told[TAVOLI][SEATS] = [
            {name: text for name, text in seat.items() if not name.endswith(_REACHES)}
            for seat in told[TAVOLI].get(SEATS, [])
        ]
    return told


def _shared_files(
    files: list[HeldFile], answers: Answers, rows: list[MemberRow], member: DomandaMember
) -> list[HeldFile]:
    """The enclosures, without those of the signatory and the declarations of other members."""
    kept_back = files_in({code: answers.get(code, {}) for code in _OF_THE_LEAD})
    kept_back |= {row.file for row in rows if row.member.pk != member.pk}
    return [
        one for one in files if one.role is FileRole.ATTACHMENT and one.public_id not in kept_back
    ]
