"""Bodies that take part together: the lead adds them and asks each for its own word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.documents.signatures import FileReport
from app.core.errors import InvalidFormError, RuleError
from app.core.security.actor import Actor
from app.core.security.throttle import count_attempt, refuse_above
from app.core.web.uploads import KeptFile
from app.people.ets.queries import find_by_tax_code
from app.steps.domande.actions.check_signature import keep_declaration_check
from app.steps.domande.actions.draft import add_file, drop_files, get_draft, touch_draft
from app.steps.domande.emails_members import tell_asked, tell_left_out, tell_named
from app.steps.domande.enums import FileRole
from app.steps.domande.forms import MemberForm
from app.steps.domande.members import refuse_elsewhere, refuse_twice
from app.steps.domande.models import Domanda, DomandaFile, DomandaMember, SignatureCheck
from app.steps.domande.queries.area import get_answers, lead_code, list_files
from app.steps.domande.queries.filed import Content
from app.steps.domande.queries.members import (
    get_member,
    is_joint,
    list_members,
    standing_elsewhere,
)
from app.steps.domande.queries.setting import Setting, setting_of

ASKS_A_DAY = 40


@dataclass(frozen=True, slots=True)
class DeclarationUpload:
    """A member's signed declaration, with what was found in it before the transaction.

    There is no report of a photograph.
    """

    kept: KeptFile
    report: FileReport | None


_CARRIED = (
    "position", "name", "tax_code", "runts_state", "asked_at", "ets_id", "confirmed_at",
    "confirmed_by_id", "ground", "declared", "details", "declined_at", "email",
)  # fmt: skip


def add_member(
    session: Session,
    actor: Actor,
    public_id: str,
    form: MemberForm,
    declaration: DeclarationUpload | None,
) -> DomandaMember:
    """Add a body to an own joint draft. Raises InvalidFormError where it is there already."""
    draft = _joint_draft(session, actor, public_id)
    members = [row.member for row in list_members(session, draft.pk)]
    refuse_twice(lead_code(session, draft), members, form.tax_code)
    member = DomandaMember(
        procedure_id=draft.procedure_id,
        authority_id=draft.authority_id,
        domanda_id=draft.pk,
        position=max((one.position for one in members), default=0) + 1,
        name=form.name,
        tax_code=form.tax_code,
        runts_state=form.runts_state,
        email=form.email,
    )
    session.add(member)
    session.flush()
    if declaration is not None:
        _lay_declaration(session, actor, draft, member, declaration)
    touch_draft(session, draft)
    return member


def _joint_draft(session: Session, actor: Actor, public_id: str) -> Domanda:
    """As `get_draft`. Raises RuleError where the draft says that its body takes part alone."""
    draft = get_draft(session, actor, public_id)
    if not is_joint(get_answers(session, draft.pk)):
        raise RuleError(
            "La domanda dice che partecipate da soli.",
            remedy="Per partecipare insieme ad altri enti cambiate la risposta nel passo «Da soli "
            "o insieme», se l'avviso lo prevede.",
        )
    return draft


def _lay_declaration(
    session: Session,
    actor: Actor,
    draft: Domanda,
    member: DomandaMember,
    declaration: DeclarationUpload,
) -> None:
    label, kept = f"Dichiarazione di {member.name}"[:200], declaration.kept
    member.declaration_id = add_file(session, draft, kept, FileRole.ATTACHMENT, label).pk
    session.add(member)
    keep_declaration_check(session, actor, draft, member.name, kept.sha256, declaration.report)


def declare_member(
    session: Session,
    actor: Actor,
    public_id: str,
    member_id: str,
    declaration: DeclarationUpload | None,
) -> None:
    """Put a member's own signed declaration in, in the place of one that was there."""
    draft = _joint_draft(session, actor, public_id)
    member = get_member(session, draft.pk, member_id)
    if declaration is None:
        raise InvalidFormError({"declaration": "Scegliete la dichiarazione firmata dall'ente."})
    _drop_declaration(session, draft, member)
    _lay_declaration(session, actor, draft, member, declaration)
    touch_draft(session, draft)


def _drop_declaration(session: Session, draft: Domanda, member: DomandaMember) -> None:
    held = session.get(DomandaFile, member.declaration_id) if member.declaration_id else None
    if held is not None:
        member.declaration_id = None
        session.add(member)
        session.flush()
        drop_files(session, draft, public_ids=[held.public_id])


def remove_member(session: Session, actor: Actor, public_id: str, member_id: str) -> None:
    """Take a body out of an own draft, with its declaration; one that had confirmed is told."""
    draft = get_draft(session, actor, public_id)
    _take_out(session, setting_of(session, draft), draft, get_member(session, draft.pk, member_id))
    touch_draft(session, draft)


def _take_out(session: Session, setting: Setting, draft: Domanda, member: DomandaMember) -> None:
    if member.confirmed_at is not None:
        tell_left_out(session, setting, draft, member)
    _drop_declaration(session, draft, member)
    session.delete(member)
    session.flush()


def drop_members(session: Session, setting: Setting, draft: Domanda) -> None:
    """Take every other body out of a draft, with its declaration; who had confirmed is told.

    So it is when the lead files alone: they were neither shown nor signed for.
    """
    for row in list_members(session, draft.pk):
        _take_out(session, setting, draft, row.member)


def ask_member(session: Session, actor: Actor, public_id: str, member_id: str) -> None:
    """Ask a member to confirm from its own area; whether it is registered here is not told.

    Raises TooManyError past some a day.
    """
    draft = _joint_draft(session, actor, public_id)
    member = get_member(session, draft.pk, member_id)
    key = f"mail:member:{actor.account_id}"
    refuse_above(session, key, limit=ASKS_A_DAY, window=timedelta(days=1))
    count_attempt(session, key, window=timedelta(days=1))
    asked_lately = member.asked_at is not None and legal_now() - member.asked_at < timedelta(days=1)
    member.asked_at = member.asked_at if asked_lately else legal_now()
    session.add(member)
    body = find_by_tax_code(session, member.tax_code)
    if body is not None and not asked_lately and member.confirmed_at is None:
        tell_asked(session, setting_of(session, draft), draft, member, body.pk)


def both_of(draft: Domanda) -> list[int]:
    """The draft and the filed domanda that it amends: together they are one."""
    return [draft.pk] + ([draft.amends_id] if draft.amends_id is not None else [])


def check_joint(session: Session, setting: Setting, draft: Domanda, content: Content) -> None:
    """Refuse a filing in which somebody would take part twice by its own word.

    Whom a declaration names that others enclosed is never refused for it: the office is shown.
    Raises RuleError.
    """
    members = [row.member for row in content.members if row.member.confirmed_at is not None]
    codes, lead = [member.tax_code for member in members], content.tax_code
    elsewhere = standing_elsewhere(session, draft.procedure_id, lead, codes, but=both_of(draft))
    alone_too = setting.definition.members_may_apply_alone
    refuse_elsewhere(lead, members, elsewhere, may_apply_alone=alone_too)


def carry_members(
    session: Session, filed: Domanda, draft: Domanda, carried: dict[str, str]
) -> None:
    """Give the members of a filed domanda to the draft that amends it, as they stand."""
    files = {
        one.public_id: one.pk
        for one in session.exec(select(DomandaFile).where(DomandaFile.domanda_id == draft.pk))
    }
    for row in list_members(session, filed.pk):
        session.add(
            DomandaMember(
                procedure_id=draft.procedure_id,
                authority_id=draft.authority_id,
                domanda_id=draft.pk,
                declaration_id=files.get(carried.get(row.file, "")),
                **{name: getattr(row.member, name) for name in _CARRIED},
            )
        )
    session.flush()
    _carry_checks(session, filed, draft, [row.file for row in list_members(session, draft.pk)])


def _carry_checks(session: Session, filed: Domanda, draft: Domanda, carried: list[str]) -> None:
    """What was found in the declarations that came along is found in their copies too."""
    shas = {one.sha256 for one in list_files(session, draft.pk) if one.public_id in carried}
    query = select(SignatureCheck).where(
        SignatureCheck.domanda_id == filed.pk, col(SignatureCheck.file_sha256).in_(shas)
    )
    for check in session.exec(query.order_by(col(SignatureCheck.id))).all():
        kept = check.model_dump(exclude={"id", "public_id", "created_at", "domanda_id"})
        session.add(SignatureCheck(domanda_id=draft.pk, **kept))
    session.flush()


def lay_members(session: Session, domanda: Domanda, forms: Sequence[MemberForm]) -> None:
    """Write into a domanda who it says takes part with its body, as it came to the office.

    Raises InvalidFormError for one that is named twice.
    """
    members: list[DomandaMember] = []
    for position, form in enumerate(forms, start=1):
        refuse_twice(domanda.body_tax_code, members, form.tax_code)
        members.append(
            DomandaMember(
                procedure_id=domanda.procedure_id,
                authority_id=domanda.authority_id,
                domanda_id=domanda.pk,
                position=position,
                **form.model_dump(),
            )
        )
    session.add_all(members)
    session.flush()


def tell_members(session: Session, domanda: Domanda, earlier: Domanda | None) -> None:
    """Who is in what was filed, by its own word or on paper, and who had confirmed and is not.

    `earlier` is the domanda that it replaces.
    """
    setting = setting_of(session, domanda)
    members = [row.member for row in list_members(session, domanda.pk)]
    tell_named(session, setting.here, domanda, members)
    kept = {member.tax_code for member in members}
    for row in list_members(session, earlier.pk) if earlier is not None else ():
        if row.member.ets_id is not None and row.member.tax_code not in kept:
            tell_left_out(session, setting, domanda, row.member)
