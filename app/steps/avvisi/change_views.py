"""What the office may do to a published avviso, and the draft of its next version."""

from dataclasses import dataclass

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.i18n import instant_words
from app.core.jobs.models import Outage
from app.core.jobs.outages import find_outage, list_outages
from app.core.text import sentence
from app.law.avviso import AVVISO_SECTIONS, AvvisoSection
from app.law.changes import COUNTED_ANEW, ChangeKind, check_change
from app.law.corrections import SUBSTANTIAL_SECTIONS, check_correction
from app.law.decisions import Decision
from app.law.terms import TermCount
from app.law.words import span_in_words
from app.steps.avvisi.differences import changed_form, changed_sections
from app.steps.avvisi.models import Avviso, AvvisoRevision
from app.steps.avvisi.queries import get_revision, standing_of
from app.steps.avvisi.readiness import count_for
from app.steps.avvisi.version_views import Comparison, compare
from app.steps.procedures.queries import Here

_MENU = (
    (ChangeKind.CORRECTION, "/rettifica", "Correggere o cambiare il testo o il modulo."),
    (ChangeKind.EXTENSION, "/proroga", "Spostare in avanti il termine, mentre è aperto."),
    (ChangeKind.REOPENING, "/riapertura", "Riaprire i termini, dopo la chiusura."),
    (ChangeKind.REVOCATION, "/revoca", "Togliere l'avviso, con il suo motivo."),
    (ChangeKind.RENEWAL, "/rettifica", "Pubblicare un altro avviso dopo la revoca."),
)
_TITLES = {ChangeKind.CORRECTION: "Rettifica o errata corrige"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A change, its page after the desk's address, and whether the law allows it now."""

    kind: ChangeKind
    title: str
    page: str
    words: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class RevisionDesk:
    """The draft of the next version beside the one in force.

    `kind` is what its changes ask for; `slips` says why it is no mere errata corrige; `start`
    whether a draft may be begun; `count` is the term if it were published today.
    """

    revision: AvvisoRevision | None
    title: str
    kind: ChangeKind | None
    kinds: tuple[ChangeKind, ...]
    found: Comparison
    sections: tuple[tuple[AvvisoSection, bool, bool], ...]
    slips: Decision
    start: Decision
    count: TermCount


@dataclass(frozen=True, slots=True)
class OutageLine:
    """An outage inside the open term, offered as the ground of a change."""

    outage: Outage
    words: str


def choices(here: Here, avviso: Avviso) -> tuple[Choice, ...]:
    """Every change, in the order of the menu; a new avviso only after a revocation."""
    standing = standing_of(here, avviso)
    return tuple(
        Choice(
            kind,
            _TITLES.get(kind, sentence(kind.label)),
            page,
            words,
            check_change(kind, standing),
        )
        for kind, page, words in _MENU
        if (kind is ChangeKind.RENEWAL) <= standing.revoked
    )


def choice_of(here: Here, avviso: Avviso, kind: ChangeKind) -> Choice:
    """The change that a page is about."""
    return next(choice for choice in choices(here, avviso) if choice.kind is kind)


def revision_desk(session: Session, here: Here, avviso: Avviso) -> RevisionDesk:
    """The draft, what it changes word by word, and as what it may be published."""
    revision = get_revision(session, avviso)
    text = revision or avviso
    changed, asked = changed_sections(avviso, text), changed_form(avviso, text)
    slips = check_correction(changed, (one.words for one in asked if not one.wording))
    renewal = avviso.revoked_at is not None
    kinds: tuple[ChangeKind, ...] = (ChangeKind.CORRECTION, ChangeKind.RECTIFICATION)
    kind = None
    if renewal:
        kinds, kind = (ChangeKind.RENEWAL,), ChangeKind.RENEWAL
    elif changed or asked:
        kind = ChangeKind.CORRECTION if slips.allowed else ChangeKind.RECTIFICATION
    return RevisionDesk(
        revision=revision,
        title="Nuovo avviso" if renewal else "Rettifica dell'avviso",
        kind=kind,
        kinds=kinds,
        found=compare(avviso, text),
        sections=tuple(
            (section, section.code in changed, section.code in SUBSTANTIAL_SECTIONS)
            for section in AVVISO_SECTIONS
        ),
        slips=slips,
        start=check_change(
            ChangeKind.RENEWAL if renewal else ChangeKind.CORRECTION, standing_of(here, avviso)
        ),
        count=count_for(here.authority, legal_today()),
    )


def kind_options(desk: RevisionDesk) -> tuple[tuple[str, str], ...]:
    """The kinds to choose from, with what each does to the term."""
    return tuple(
        (
            kind.value,
            f"{sentence(kind.label)}: "
            + ("il termine riparte" if kind in COUNTED_ANEW else "il termine resta"),
        )
        for kind in desk.kinds
    )


def outages_of(session: Session, avviso: Avviso) -> tuple[OutageLine, ...]:
    """What the service missed while the avviso was open, newest first."""
    if avviso.published_at is None or avviso.closes_at is None:
        return ()
    until = min(avviso.closes_at, legal_now())
    return tuple(
        OutageLine(outage, _outage_words(outage))
        for outage in list_outages(session, avviso.published_at, until)
    )


def ground_of(session: Session, outage_id: str) -> str:
    """The reason of a change that gives back the time of an outage; empty where there is none."""
    outage = find_outage(session, outage_id) if outage_id else None
    if outage is None:
        return ""
    return (
        f"{_outage_words(outage)} In quel tempo non era possibile presentare la domanda in rete: "
        "il termine viene spostato perché tutti abbiano lo stesso tempo."
    )


def _outage_words(outage: Outage) -> str:
    lasted = span_in_words(outage.until_at - outage.from_at)
    what = "Per una manutenzione programmata il" if outage.planned else "Il"
    note = f" ({outage.note})" if outage.note else ""
    return (
        f"{what} servizio non ha funzionato dal {instant_words(outage.from_at)} al "
        f"{instant_words(outage.until_at)}{note}: {lasted}."
    )
