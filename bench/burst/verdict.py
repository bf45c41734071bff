"""What must hold after the burst, each claim with what was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from sqlmodel import Session, col, func, select

from app.core.audit.chain import verify_chains
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.law.deadlines import timeliness
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda, LateAttempt
from bench.burst.data import CLOSES
from bench.burst.load import Answer

MOST_SECONDS = 5.0
FILED, REFUSED = 303, 422
RECEIPT_MAIL = "domande/filed"


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether what was `found` is what must be; a `timed` one depends on the machine too."""

    words: str
    found: str
    holds: bool
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What the database says: instants of filings and of refused attempts by domanda."""

    filed: dict[str, datetime]
    late: dict[str, datetime]
    numbers: list[int]
    mails: int
    breaks: int


def read_record(store: Store) -> Record:
    """Read what was kept, once nothing is under way."""
    with store.reading() as session:
        rows = session.exec(
            select(Domanda.public_id, Domanda.filed_at, Domanda.number).where(
                Domanda.state == DomandaState.FILED
            )
        ).all()
        return Record(
            filed={public_id: at for public_id, at, _ in rows if at is not None},
            late=_late(session),
            numbers=sorted(number for _, _, number in rows if number is not None),
            mails=session.exec(
                select(func.count()).select_from(Message).where(Message.kind == RECEIPT_MAIL)
            ).one(),
            breaks=len(verify_chains(session)),
        )


def _late(session: Session) -> dict[str, datetime]:
    rows = session.exec(
        select(Domanda.public_id, LateAttempt.attempted_at).join(
            Domanda, col(LateAttempt.domanda_id) == col(Domanda.id)
        )
    ).all()
    return dict(rows)


def judge(answers: list[Answer], record: Record, offset: timedelta) -> Iterator[Claim]:
    """Every claim; `offset` is the legal clock's, to compare instants with the people's own."""
    accepted = {one.tried.ready.domanda for one in answers if one.status == FILED}
    refused = {one.tried.ready.domanda for one in answers if one.status == REFUSED}
    others = [one.status for one in answers if one.status not in {FILED, REFUSED}]
    yield Claim("every person is answered, nobody with a fault", f"{others or 'none'}", not others)
    yield Claim(
        "who was told «filed» is on record, and nobody else",
        f"{len(accepted)} told, {len(record.filed)} on record",
        accepted == set(record.filed),
    )
    yield Claim(
        "who was told «late» has the attempt on record, and nobody else",
        f"{len(refused)} told, {len(record.late)} on record",
        refused == set(record.late),
    )
    wrong = [at for at in record.filed.values() if not timeliness(at, CLOSES).in_time]
    wrong += [at for at in record.late.values() if timeliness(at, CLOSES).in_time]
    yield Claim("every outcome agrees with its received instant", f"{len(wrong)} wrong", not wrong)
    strange = [one for one in answers if not _is_honest(one, record, offset)]
    yield Claim(
        "the received instant lies between last byte sent and answer",
        f"{len(strange)} outside",
        not strange,
    )
    whole = record.numbers == list(range(1, len(record.numbers) + 1))
    last = record.numbers[-1] if record.numbers else 0
    yield Claim("numbers run without a gap", f"1–{last}", whole)
    yield Claim(
        "each filing told its person and its body by mail, once",
        f"{record.mails} mails",
        record.mails == 2 * len(record.filed),
    )
    yield Claim("the register of events is intact", f"{record.breaks} breaks", not record.breaks)
    yield Claim(
        "both sides of the deadline were tried",
        f"{len(accepted)} in, {len(refused)} late",
        bool(accepted) and bool(refused),
    )
    yield _speed(answers)


def _is_honest(one: Answer, record: Record, offset: timedelta) -> bool:
    domanda = one.tried.ready.domanda
    at = record.filed.get(domanda) or record.late.get(domanda)
    if at is None:
        return False
    received = (at - offset).timestamp()
    return one.sent - 0.005 <= received <= one.answered + 0.005


def _speed(answers: list[Answer]) -> Claim:
    times = sorted(one.seconds for one in answers)
    p99 = quantiles(times, n=100)[98]
    words = f"p50 {median(times):.2f} s, p99 {p99:.2f} s, longest {times[-1]:.2f} s"
    return Claim(f"p99 is at most {MOST_SECONDS:.0f} s", words, p99 <= MOST_SECONDS, timed=True)
