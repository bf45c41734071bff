"""An authority's registers: numbers unbroken for each series and year."""

from sqlmodel import Session

from app.core.store.upsert import insert_or_increase
from app.people.authorities.models import NumberSequence


def next_number(session: Session, series: str, authority_id: int, year: int) -> int:
    """The next number of a `series` (`domande`, `istanze` …); `year` is the instant's, in Rome.

    It is given back if the transaction does not commit; until then nobody else gets one.
    Lock the procedure and the avviso first. Source: DPR 445/2000, art. 53.
    """
    return insert_or_increase(
        session, NumberSequence, "last", authority_id=authority_id, series=series, year=year
    )
