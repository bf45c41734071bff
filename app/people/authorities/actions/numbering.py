"""An authority's registers: numbers unbroken for each series and year."""

from sqlmodel import Session, select

from app.core.store.upsert import insert_or_ignore
from app.people.authorities.models import NumberSequence


def next_number(session: Session, series: str, authority_id: int, year: int) -> int:
    """The next number of a `series` (`domande`, `istanze` …); `year` is the instant's, in Rome.

    It is given back if the transaction does not commit. Lock the procedure and the avviso first.
    Source: DPR 445/2000, art. 53.
    """
    insert_or_ignore(
        session, NumberSequence, authority_id=authority_id, series=series, year=year, last=0
    )
    sequence = session.exec(
        select(NumberSequence)
        .where(
            NumberSequence.authority_id == authority_id,
            NumberSequence.series == series,
            NumberSequence.year == year,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    sequence.last += 1
    session.add(sequence)
    session.flush()
    return sequence.last
