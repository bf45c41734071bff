"""Following a procedure by e-mail, leaving, and telling what is new."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from app.core.clock import in_rome, legal_now, wall_now
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.jobs.outbox import forget_recipient
from app.core.jobs.queue import enqueue
from app.core.security.throttle import count_attempt, refuse_above
from app.core.security.tokens import new_token, token_hash
from app.core.store.base import new_public_id
from app.core.store.upsert import insert_or_ignore
from app.law.phases import Phase
from app.outlets.follow.digest import last_monday, sections_of, wanted_by
from app.outlets.follow.emails import ask_to_confirm, say_already, sum_up, tell_notices
from app.outlets.follow.enums import NoticeKind, Rhythm
from app.outlets.follow.events import FollowersTold
from app.outlets.follow.forms import FollowForm, WishForm
from app.outlets.follow.models import Follow, FollowNotice
from app.outlets.follow.queries import (
    find_confirming,
    find_follow,
    find_leaving,
    last_notice,
    list_forgettable,
    list_noticed,
    list_notices,
    list_unsummed,
    list_untold,
)
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, list_tavoli

TELL = "follow.tell"
TO_CONFIRM = timedelta(days=7)
TOGETHER = timedelta(minutes=10)
AT_ONCE = 200
_WINDOW = timedelta(hours=1)
_PER_ADDRESS, _PER_CALLER = 3, 30
_OVER = frozenset({Phase.REVOKED, Phase.ARCHIVED})


def ask_to_follow(session: Session, here: Here, caller: str, form: FollowForm) -> None:
    """Write to an address that asks to follow; what the page answers never says if it is known.

    `caller` is the network address that limits are counted for; above three requests in an hour
    for one address no mail leaves and nothing is said. Raises RuleError where nothing more is to
    come, TooManyError for a caller above its limit.
    """
    if here.procedure.phase in _OVER:
        raise RuleError(
            "Di questo procedimento non ci sono più novità da seguire.",
            remedy="Le sue pagine restano consultabili.",
        )
    refuse_above(session, f"follow:{caller}", limit=_PER_CALLER, window=_WINDOW)
    count_attempt(session, f"follow:{caller}", window=_WINDOW)
    key = f"follow:{here.procedure.pk}:{token_hash(form.email)[:32]}"
    if count_attempt(session, key, window=_WINDOW) > _PER_ADDRESS:
        return
    token = new_token()
    follow = _found_or_made(session, here, form.email, token)
    if follow.confirmed_at is not None:
        say_already(session, here, follow)
        return
    follow.confirm_hash, follow.asked_at = token_hash(token), wall_now()
    tavolo = _wish(session, here, follow, form)
    session.add(follow)
    session.flush()
    ask_to_confirm(session, here, follow, token, tavolo)


def _found_or_made(session: Session, here: Here, email: str, token: str) -> Follow:
    """The row of an address; two that ask at once find the same one."""
    insert_or_ignore(
        session,
        Follow,
        public_id=new_public_id(),
        created_at=wall_now(),
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        email=email,
        confirm_hash=token_hash(token),
        leave_token=new_token(),
        asked_at=wall_now(),
        told_to=0,
        rhythm=Rhythm.AT_ONCE,
    )
    found = find_follow(session, here.procedure.pk, email)
    assert found is not None
    return found


def confirm_follow(session: Session, here: Here, token: str) -> Follow:
    """Begin to follow; from now on only what is new is told. Twice is once.

    Raises NotFoundError for a link that is not one, or is older than seven days.
    """
    follow = find_confirming(session, here.procedure.pk, token)
    if follow is None or is_expired(follow):
        raise NotFoundError(
            "Questo collegamento non vale più.", remedy="Chiedete di nuovo di seguire."
        )
    if follow.confirmed_at is None:
        follow.confirmed_at = wall_now()
        follow.told_to = last_notice(session, here.procedure.pk)
        follow.summed_on = last_monday(legal_now())
        session.add(follow)
    return follow


def change_wish(session: Session, here: Here, token: str, form: WishForm) -> Follow:
    """Follow another tavolo or in another rhythm, from the link that every mail bears.

    What was not told yet is told in the new way. Raises NotFoundError for a token that is not one.
    """
    follow = find_leaving(session, here.procedure.pk, token)
    if follow is None or follow.confirmed_at is None:
        raise NotFoundError(
            "Non risultate iscritti.", remedy="Chiedete di nuovo di seguire il procedimento."
        )
    _wish(session, here, follow, form)
    follow.summed_on = last_monday(legal_now())
    session.add(follow)
    if follow.rhythm is Rhythm.AT_ONCE:
        enqueue(session, TELL, {"procedure": here.procedure.pk}, run_at=wall_now() + TOGETHER)
    return follow


def _wish(
    session: Session, here: Here, follow: Follow, form: FollowForm | WishForm
) -> Tavolo | None:
    """Gives the one tavolo that is wanted. Raises InvalidFormError for one of another procedure."""
    tavoli = {each.public_id: each for each in list_tavoli(session, here.procedure.pk)}
    if form.tavolo and form.tavolo not in tavoli:
        raise InvalidFormError({"tavolo": "Scegliete un tavolo dell'elenco."})
    tavolo = tavoli[form.tavolo] if form.tavolo else None
    follow.tavolo_id = tavolo.pk if tavolo is not None else None
    follow.rhythm = form.rhythm
    return tavolo


def is_expired(follow: Follow) -> bool:
    """Whether a link of confirmation came too late."""
    return follow.confirmed_at is None and wall_now() - follow.asked_at > TO_CONFIRM


def leave_follow(session: Session, here: Here, token: str) -> None:
    """Stop following and forget the address everywhere; a token already used changes nothing."""
    follow = find_leaving(session, here.procedure.pk, token)
    if follow is not None:
        _forget(session, follow)


def forget_unconfirmed(session: Session) -> int:
    """Forget the addresses that nobody confirmed in seven days; gives how many."""
    found = list_forgettable(session, wall_now() - TO_CONFIRM)
    for follow in found:
        _forget(session, follow)
    return len(found)


def _forget(session: Session, follow: Follow) -> None:
    forget_recipient(session, follow.public_id)
    session.delete(follow)
    session.flush()


def note(
    session: Session,
    here: Here,
    kind: NoticeKind,
    title: str,
    address: str,
    *,
    tavolo_id: int | None = None,
    subject: str = "",
) -> FollowNotice:
    """Write down something to tell the followers; the procedure is locked by who made it public.

    `subject` is what it tells of, where that may be taken away again (`unnote`).
    """
    made = notice_of(here, kind, title, address, tavolo_id=tavolo_id, subject=subject)
    note_together(session, here, [made])
    return made


def notice_of(
    here: Here,
    kind: NoticeKind,
    title: str,
    address: str,
    *,
    tavolo_id: int | None = None,
    subject: str = "",
) -> FollowNotice:
    """A notice not written down yet, with what `note` takes."""
    return FollowNotice(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        kind=kind,
        title=title[:300],
        address=address,
        noted_at=legal_now(),
        tavolo_id=tavolo_id,
        subject=subject,
    )


def note_together(session: Session, here: Here, notices: Sequence[FollowNotice]) -> None:
    """Write down the notices of one work, for one job.

    What changes an avviso leaves at once; the rest waits ten minutes, to come together.
    """
    if not notices:
        return
    session.add_all(notices)
    session.flush()
    urgent = any(notice.kind is NoticeKind.AVVISO for notice in notices)
    key = f"follow:{notices[-1].pk}"
    run_at = wall_now() + (timedelta(0) if urgent else TOGETHER)
    enqueue(session, TELL, {"procedure": here.procedure.pk}, key=key, run_at=run_at)


def unnote(session: Session, here: Here, subject: str) -> None:
    """What was to be told of `subject` is told no more: it is not public any longer."""
    for notice in list_noticed(session, here.procedure.pk, subject):
        session.delete(notice)
    session.flush()


def tell_followers(session: Session, here: Here) -> int:
    """Write to the followers who lack the newest notices, at most 200; gives how many rows.

    Mail and mark stand in one transaction, so that nobody is told twice or forgotten.
    """
    newest = last_notice(session, here.procedure.pk)
    untold = list_untold(session, here.procedure.pk, newest, AT_ONCE)
    tavoli = list_tavoli(session, here.procedure.pk) if untold else []
    written = sum(_tell(session, here, follow, newest, tavoli) for follow in untold)
    _announce(session, here, written)
    return len(untold)


def sum_up_week(session: Session, here: Here) -> int:
    """Write the weekly summary to at most 200 who lack the last Monday's; gives how many rows.

    Who has nothing new gets nothing. Mail and mark stand in one transaction.
    """
    monday = last_monday(legal_now())
    waiting = list_unsummed(session, here.procedure.pk, monday, AT_ONCE)
    newest = last_notice(session, here.procedure.pk) if waiting else 0
    tavoli = list_tavoli(session, here.procedure.pk) if waiting else []
    written = 0
    for follow in waiting:
        follow.summed_on = monday
        written += _tell(session, here, follow, newest, tavoli)
    _announce(session, here, written)
    return len(waiting)


def _tell(session: Session, here: Here, follow: Follow, newest: int, tavoli: list[Tavolo]) -> bool:
    """Mark a follower as told up to `newest`, and write what is wanted of it; whether it wrote."""
    notices = list_notices(session, here.procedure.pk, follow.told_to, newest)
    wanted = wanted_by(notices, follow.tavolo_id)
    follow.told_to = max(newest, follow.told_to)
    session.add(follow)
    if not wanted:
        return False
    sections = sections_of(wanted, tavoli, here.scope)
    if follow.rhythm is Rhythm.WEEKLY:
        instants = [notice.noted_at for notice in wanted]
        days = (in_rome(min(instants)).date(), in_rome(max(instants)).date())
        sum_up(session, here, follow, sections, days)
    else:
        tell_notices(session, here, follow, sections)
    return True


def _announce(session: Session, here: Here, written: int) -> None:
    if written:
        emit(session, FollowersTold(**here.about("", here.procedure), count=written))
