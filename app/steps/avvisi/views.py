"""What the pages of an avviso show: the office's desk and the public service sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from app.core.clock import in_rome, legal_now, legal_today
from app.core.files.models import StoredFile
from app.core.i18n import date_words, deadline_words
from app.core.text import sentence
from app.law.avviso import AVVISO_SECTIONS, AvvisoSection
from app.law.decisions import Refusal
from app.law.phases import Phase
from app.law.terms import TermCount
from app.steps.avvisi.definition import SHORT_DEFAULT, FormDefinition, parts_of
from app.steps.avvisi.enums import AvvisoState
from app.steps.avvisi.models import Avviso
from app.steps.avvisi.queries import get_version, is_open
from app.steps.avvisi.readiness import count_for, latest_day_for, publication_refusals
from app.steps.procedures.enums import ActKind
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here, list_acts

_BY_CODE = {section.code: section for section in AVVISO_SECTIONS}
# The service sheet of the national model: anchor, title, hook, the avviso's sections in it.
_SHEET = (
    ("destinatari", "A chi è rivolto", "service-addressed", ("who",)),
    ("descrizione", "Descrizione", "service-extended-description", ("purposes", "object")),
    ("come-fare", "Come fare", "service-how-to", ("filing", "form")),
    ("cosa-serve", "Cosa serve", "service-needed", ("requirements",)),
    ("cosa-si-ottiene", "Cosa si ottiene", "service-achieved", ("participation", "conclusion")),
    ("tempi", "Tempi e scadenze", "service-calendar-text", ("terms", "sessions")),
    ("costi", "Costi", "service-cost", ()),
    ("accesso", "Accedi al servizio", "service-access", ()),
    ("altro", "Ulteriori informazioni", "service-more-info", ("publicity", "remedies", "annexes")),
    ("condizioni", "Condizioni", "service-conditions", ("ip_release", "privacy")),
    ("contatti", "Contatti", "service-contacts", ("contacts",)),
)


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section on the office's desk."""

    section: AvvisoSection
    text: str

    @property
    def missing(self) -> bool:
        return self.section.mandatory and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Blocker:
    """What still blocks publication, and where it is mended."""

    refusal: Refusal
    page: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One heading of the service sheet with the texts under it: (title, marked-up text)."""

    anchor: str
    title: str
    hook: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the timeline; `state` is past, here or next."""

    title: str
    when: str
    state: str
    text: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class AvvisoPage:
    """A published avviso, or the draft as it would look if it were published now."""

    state: AvvisoState
    number: int
    definition: FormDefinition
    sheets: tuple[Sheet, ...]
    texts: Mapping[str, str]
    count: TermCount
    published_at: datetime
    closes_at: datetime | None
    act: Act | None
    file: StoredFile | None
    sha256: str
    steps: tuple[Step, ...]

    @property
    def is_open(self) -> bool:
        return self.state is AvvisoState.OPEN

    @property
    def asked(self) -> tuple[str, ...]:
        """The titles of the parts of the domanda."""
        return tuple(part.title for part in parts_of(self.definition))


def definition_of(avviso: Avviso | None) -> FormDefinition:
    """The form of the domanda as the office has chosen it so far, or the short default."""
    if avviso is None:
        return SHORT_DEFAULT
    return FormDefinition.model_validate(avviso.definition)


def state_of(here: Here, avviso: Avviso | None) -> AvvisoState:
    """How the avviso stands now, by the legal clock."""
    if avviso is None or avviso.published_at is None:
        return AvvisoState.UNPUBLISHED
    if here.procedure.phase is Phase.REVOKED:
        return AvvisoState.REVOKED
    if here.procedure.phase is Phase.SUSPENDED:
        return AvvisoState.SUSPENDED
    return AvvisoState.OPEN if is_open(avviso, legal_now()) else AvvisoState.CLOSED


def section_lines(avviso: Avviso | None) -> tuple[SectionLine, ...]:
    """Every section of an avviso in its order, written or missing."""
    texts = avviso.sections if avviso else {}
    return tuple(SectionLine(section, texts.get(section.code, "")) for section in AVVISO_SECTIONS)


def blockers(session: Session, here: Here, avviso: Avviso | None) -> tuple[Blocker, ...]:
    """What blocks publication now, each with the office page that mends it."""
    refusals = publication_refusals(session, here, avviso).refusals
    return tuple(Blocker(refusal, _mended_at(refusal.field or "")) for refusal in refusals)


def _mended_at(field: str) -> str:
    if field in _BY_CODE:
        return f"/avviso/sezioni/{field}"
    return {"phase": "", "tavoli": "/tavoli", "act": "/avviso#atto"}.get(field, "/avviso#chiusura")


def count_today(here: Here) -> TermCount:
    """The twenty days, if the avviso were published today."""
    return count_for(here.authority, legal_today())


def latest_day(here: Here, avviso: Avviso | None) -> date | None:
    """The last day on which the avviso may be published for the closing it has in draft."""
    if avviso is None or avviso.closes_at is None:
        return None
    return latest_day_for(here.authority, avviso.closes_at)


def page_of_draft(session: Session, here: Here, avviso: Avviso | None) -> AvvisoPage:
    """The public page as it would be if the avviso were published now."""
    acts = list_acts(session, here.procedure.pk, ActKind.AVVISO)
    act, file = acts[-1] if acts else (None, None)
    sections = avviso.sections if avviso else {}
    closes_at = avviso.closes_at if avviso else None
    return AvvisoPage(
        state=AvvisoState.OPEN,
        number=1,
        definition=definition_of(avviso),
        sheets=_sheets(sections),
        texts=sections,
        count=count_today(here),
        published_at=legal_now(),
        closes_at=closes_at,
        act=act,
        file=file,
        sha256="",
        steps=_steps(here, AvvisoState.OPEN, legal_now(), closes_at),
    )


def page_in_force(session: Session, here: Here, avviso: Avviso) -> AvvisoPage:
    """The public page of the version in force."""
    version = get_version(session, avviso)
    state = state_of(here, avviso)
    acts = list_acts(session, here.procedure.pk, ActKind.AVVISO)
    act, file = next((act, file) for act, file in acts if act.id == version.act_id)
    return AvvisoPage(
        state=state,
        number=version.number,
        definition=FormDefinition.model_validate(version.definition),
        sheets=_sheets(version.sections),
        texts=version.sections,
        count=count_for(here.authority, in_rome(version.published_at).date()),
        published_at=version.published_at,
        closes_at=version.closes_at,
        act=act,
        file=file,
        sha256=version.content_sha256,
        steps=_steps(here, state, version.published_at, version.closes_at),
    )


def _sheets(texts: Mapping[str, str]) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(
            anchor,
            title,
            hook,
            tuple((_BY_CODE[code].title, texts[code]) for code in codes if texts.get(code)),
        )
        for anchor, title, hook, codes in _SHEET
    )


def _steps(
    here: Here, state: AvvisoState, published_at: datetime, closes_at: datetime | None
) -> tuple[Step, ...]:
    taking = state is AvvisoState.OPEN
    examining = here.procedure.phase in {Phase.OPEN, Phase.LABORATORIES}
    after = "next" if taking else "here" if examining else "past"
    until = deadline_words(closes_at) if closes_at else "Chiusura da fissare"
    return (
        Step("Pubblicazione dell'avviso", sentence(date_words(published_at)), "past"),
        Step(
            "Presentazione delle domande",
            f"Entro {until}" if closes_at else until,
            "here" if taking else "past",
        ),
        Step("Esame delle domande e laboratori", "Dopo la chiusura", after),
    )
