"""Who hears of a meeting: each address once, whatever bodies and tavoli it stands for."""

from collections.abc import Iterable

from app.steps.calendar.models import MeetingSession
from app.steps.laboratories.emails import Recipient
from app.steps.laboratories.queries import SeatRow


def seats_in(seats: Iterable[SeatRow], sessions: Iterable[MeetingSession]) -> list[SeatRow]:
    """The seats that take part: all of them in a plenary or undivided meeting."""
    tavoli = [session.tavolo_id for session in sessions]
    if not tavoli or None in tavoli:
        return list(seats)
    return [seat for seat in seats if seat.tavolo_id in tavoli]


def recipients_of(seats: Iterable[SeatRow]) -> list[Recipient]:
    """Delegates, substitutes and bodies of `seats`, by address; each address once."""
    found: dict[str, list[SeatRow]] = {}
    for seat in seats:
        for address in seat.addresses:
            found.setdefault(address, []).append(seat)
    return [
        Recipient(
            address=address,
            ets_id=held[0].ets_id,
            ets_public_id=held[0].ets_public_id,
            bodies=tuple(dict.fromkeys(seat.ets_name for seat in held)),
            tavolo_ids=frozenset(seat.tavolo_id for seat in held),
        )
        for address, held in sorted(found.items())
    ]
