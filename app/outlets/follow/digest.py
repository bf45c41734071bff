"""What a mail to followers says: notices grouped by tavolo, what comes in numbers counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core.clock import in_rome
from app.law.words import ROME
from app.outlets.follow.enums import NoticeKind
from app.outlets.follow.models import FollowNotice
from app.steps.procedures.models import Tavolo

MORNING = time(7, 30)
_COUNTED = {
    NoticeKind.CONTRIBUTIONS: (
        "Un contributo pubblicato",
        "{} contributi pubblicati",
        "/contributi?tavolo={}",
    ),
    NoticeKind.DECISIONS: (
        "Un esito aggiornato",
        "{} esiti aggiornati",
        "/esiti?tavolo={}",
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of news; `address` begins with a slash."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """The news of one tavolo; without a `tavolo`, of the whole procedure."""

    tavolo: str
    lines: tuple[Line, ...]


def sections_of(
    notices: Sequence[FollowNotice], tavoli: Sequence[Tavolo], scope: str
) -> tuple[Section, ...]:
    """What is of the whole procedure first, then tavolo by tavolo in their order.

    `scope` is the public address of the procedure without slashes around.
    """
    found = [Section("", _lines([n for n in notices if n.tavolo_id is None], "", scope))]
    for tavolo in tavoli:
        mine = [notice for notice in notices if notice.tavolo_id == tavolo.pk]
        found.append(Section(tavolo.name, _lines(mine, tavolo.public_id, scope)))
    return tuple(section for section in found if section.lines)


def _lines(notices: Sequence[FollowNotice], tavolo: str, scope: str) -> tuple[Line, ...]:
    lines = [Line(each.title, each.address) for each in notices if each.kind not in _COUNTED]
    for kind, (one, many, address) in _COUNTED.items():
        counted = {each.subject or each.public_id: each for each in notices if each.kind is kind}
        if len(counted) == 1:
            (notice,) = counted.values()
            lines.append(Line(f"{one}: {notice.title}", notice.address))
        elif counted:
            page = address.format(tavolo) if tavolo else address.partition("?")[0]
            lines.append(Line(many.format(len(counted)), f"/{scope}{page}"))
    return tuple(lines)


def wanted_by(notices: Iterable[FollowNotice], tavolo_id: int | None) -> list[FollowNotice]:
    """What a follower asked to be told: of one tavolo also what is of the whole procedure."""
    return [notice for notice in notices if tavolo_id in (None, notice.tavolo_id or tavolo_id)]


def last_monday(now: datetime) -> date:
    """The last Monday whose morning (7:30 in Rome) has come, at `now`, an aware instant."""
    local = in_rome(now)
    monday = local.date() - timedelta(days=local.weekday())
    begun = datetime.combine(monday, MORNING, tzinfo=ROME) <= local
    return monday if begun else monday - timedelta(days=7)
