"""What still keeps an avviso from being published, each reason with its source."""

from datetime import date, datetime

from sqlmodel import Session

from app.core.clock import in_rome, legal_now
from app.law.avviso import missing_sections
from app.law.days import MonthDay
from app.law.decisions import Decision, Refusal
from app.law.phases import Phase
from app.law.requirement import Requirement
from app.law.requirements import AVVISO_ACT, TAVOLI
from app.law.sources import LR65_10_A, LR65_10_C
from app.law.terms import TermCount, check_closing, count_term, latest_publication
from app.people.authorities.models import Authority
from app.steps.avvisi.models import Avviso
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import Here, count_tavoli, list_acts


def patron_of(authority: Authority) -> MonthDay | None:
    """The feast that moves this authority's terms, where one is set."""
    return authority.patron


def count_for(authority: Authority, published: date) -> TermCount:
    """The shortest lawful term of an avviso published on `published`, a day in Rome."""
    return count_term(published, patron=patron_of(authority), saturday=authority.saturday_moves)


def latest_day_for(authority: Authority, closes_at: datetime) -> date:
    """The last day in Rome on which an avviso that closes then may be published."""
    local = in_rome(closes_at)
    return latest_publication(
        local.date(),
        at=local.time(),
        patron=patron_of(authority),
        saturday=authority.saturday_moves,
    )


def check_closing_for(
    authority: Authority, published_at: datetime, closes_at: datetime | None
) -> Decision:
    """Whether an avviso published at one instant may close at the other; none is refused."""
    if closes_at is None:
        return Decision(
            (
                Refusal(
                    "closes",
                    "Manca il giorno e l'ora in cui l'avviso si chiude.",
                    "Scrivete la chiusura con giorno, ora, minuti e secondi.",
                    LR65_10_C,
                ),
            )
        )
    return check_closing(
        published_at,
        closes_at,
        patron=patron_of(authority),
        saturday=authority.saturday_moves,
    )


def publication_refusals(session: Session, here: Here, avviso: Avviso | None) -> Decision:
    """Every reason why the avviso cannot be published now; fields say which line they are of.

    Fields: `phase`, `tavoli`, a section's code, `act`, `closes`.
    """
    decision = missing_sections(avviso.sections if avviso else {})
    if here.procedure.phase is not Phase.STARTED:
        decision = _wrong_phase(here.procedure.phase).also(decision)
    if not count_tavoli(session, here.procedure.pk):
        decision = decision.also(_unmet("tavoli", TAVOLI))
    if not list_acts(session, here.procedure.pk, ActKind.AVVISO):
        decision = decision.also(_unmet("act", AVVISO_ACT))
    closes_at = avviso.closes_at if avviso else None
    return decision.also(check_closing_for(here.authority, legal_now(), closes_at))


def _wrong_phase(phase: Phase) -> Decision:
    remedy = "L'avviso si pubblica in un procedimento avviato e non ancora oltre."
    if phase is Phase.DRAFT:
        remedy = "Registrate l'atto di avvio e avviate il procedimento."
    words = f"Il procedimento è nella fase «{phase.label}»."
    return Decision((Refusal("phase", words, remedy, LR65_10_A),))


def _unmet(field: str, need: Requirement) -> Decision:
    return Decision((Refusal(field, need.sentence, need.remedy, need.source),))
