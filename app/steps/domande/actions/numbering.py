"""The register's numbers: unbroken for each authority and year, whatever the channel."""

from sqlmodel import Session

from app.people.authorities.actions import next_number as next_in_register


def next_number(session: Session, authority_id: int, year: int) -> int:
    """The next number of an authority's register of domande; see the authorities' own."""
    return next_in_register(session, "domande", authority_id, year)
