"""A draft with everything its pages show, loaded once for who may see it."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.security.actor import Actor
from app.core.web.render import page
from app.people.accounts.navigation import area_around
from app.steps.avvisi.models import AvvisoChange, AvvisoVersion
from app.steps.avvisi.queries import list_changes_since
from app.steps.domande.enums import DomandaState, FileRole
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import (
    HeldFile,
    find_former,
    get_amended,
    get_answers,
    get_own,
    list_files,
)
from app.steps.domande.queries.completeness import files_in
from app.steps.domande.queries.members import MemberRow, is_joint, list_members
from app.steps.domande.queries.setting import Setting, setting_of
from app.steps.domande.queries.signature import (
    Checked,
    declaration_checks,
    identity_problem,
    list_signature_checks,
)
from app.steps.domande.views import (
    BASE,
    PartView,
    address_of,
    members_view,
    part_views,
    steps_of,
    with_members,
)
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import list_tavoli

_MADE = frozenset({FileRole.GENERATED, FileRole.SIGNED, FileRole.RECEIPT})


@dataclass(frozen=True, slots=True)
class Desk:
    """`declarations` has what was found in those of the members, by the file's public id.

    `amended` is the filed domanda that this one replaces, or would replace.

    `former` names who prepared the draft where they act for the body no more, until the part of
    the signatory is saved again.
    `news` are the changes of the avviso since a draft was begun, or since its last PDF.
    """

    domanda: Domanda
    setting: Setting
    answers: dict[str, dict[str, Any]]
    files: list[HeldFile]
    tavoli: list[Tavolo]
    views: list[PartView]
    amended: Domanda | None
    checks: list[Checked]
    identity_problem: str
    members: list[MemberRow]
    declarations: dict[str, Checked]
    former: str
    news: list[tuple[AvvisoVersion, AvvisoChange]]

    @property
    def is_joint(self) -> bool:
        """Whether it says that several bodies take part together."""
        return is_joint(self.answers)

    @property
    def is_draft(self) -> bool:
        return self.domanda.state is DomandaState.DRAFT

    @property
    def complete(self) -> bool:
        return not any(view.problems for view in self.views)

    @property
    def enclosed(self) -> list[HeldFile]:
        """Every file that a body has put in, without what was made or signed from it."""
        return [file for file in self.files if file.role not in _MADE]

    @property
    def attachments(self) -> list[HeldFile]:
        """The files added beside the questions of the form."""
        asked = files_in(self.answers) | {row.file for row in self.members}
        return [file for file in self.enclosed if file.public_id not in asked]

    def file_of(self, role: FileRole) -> HeldFile | None:
        return next((file for file in self.files if file.role is role), None)


def open_desk(session: Session, actor: Actor, public_id: str) -> Desk:
    """An own domanda, in any state. Raises NotFoundError."""
    domanda = get_own(session, actor, public_id)
    setting = setting_of(session, domanda)
    answers = get_answers(session, domanda.pk)
    files = list_files(session, domanda.pk)
    tavoli = list_tavoli(session, domanda.procedure_id)
    views = part_views(domanda.public_id, setting.definition, answers, files, tavoli)
    members = list_members(session, domanda.pk)
    if is_joint(answers):
        views = with_members(views, members_view(domanda.public_id, setting.definition, members))
    else:
        files, members = _without_strays(files, members), []
    return Desk(
        domanda=domanda,
        setting=setting,
        answers=answers,
        files=files,
        tavoli=tavoli,
        views=views,
        amended=get_amended(session, domanda),
        checks=list_signature_checks(session, domanda),
        identity_problem=identity_problem(session, actor, domanda),
        members=members,
        declarations=declaration_checks(session, domanda, files, members),
        former=find_former(session, domanda),
        news=_news(session, domanda),
    )


def _without_strays(files: list[HeldFile], strays: list[MemberRow]) -> list[HeldFile]:
    """The files without the declarations of bodies that a domanda alone will not be filed with."""
    theirs = {row.file for row in strays}
    return [file for file in files if file.public_id not in theirs]


def _news(session: Session, domanda: Domanda) -> list[tuple[AvvisoVersion, AvvisoChange]]:
    if domanda.state is not DomandaState.DRAFT:
        return []
    return list_changes_since(session, domanda.avviso_version_id)


def draft_page(
    request: Request, desk: Desk, template: str, title: str, *, status: int = 200, **view: Any
) -> Response:
    """A page of the draft under its steps bar, with the deadline in words."""
    signed = desk.domanda.signature_way is not None
    steps = steps_of(desk.domanda.public_id, desk.views, signed=signed)
    labels = [label for label, _, _ in steps]
    return page(
        request,
        template,
        around=area_around(request.url.path, ("Le mie domande", BASE), (title, None)),
        status=status,
        desk=desk,
        domanda=desk.domanda,
        setting=desk.setting,
        steps=steps,
        current=labels.index(title) + 1,
        title=title,
        base=address_of(desk.domanda.public_id),
        is_open=desk.setting.takes_domande(legal_now()),
        **view,
    )
