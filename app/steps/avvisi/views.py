"""What the pages of an avviso show: the office's desk and the public service sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from app.core.clock import in_rome, legal_now, legal_today
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.core.i18n import date_words, deadline_words
from app.core.text import sentence
from app.law.avviso import AVVISO_SECTIONS, AvvisoSection
from app.law.conclusion import promise, source_of
from app.law.decisions import Refusal
from app.law.phases import Phase
from app.law.sources import Source
from app.law.terms import TermCount
from app.steps.avvisi.definition import SHORT_DEFAULT, FormDefinition, parts_of
from app.steps.avvisi.enums import AvvisoState
from app.steps.avvisi.models import Avviso, AvvisoRevision
from app.steps.avvisi.queries import Published, is_open, list_published
from app.steps.avvisi.readiness import count_for, latest_day_for, publication_refusals
from app.steps.avvisi.version_views import VersionLine
from app.steps.procedures.enums import ActKind
from app.steps.procedures.models import Act
from app.steps.procedures.navigation import public_address
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
    """A published version, or the draft as it would look if it were published now.

    `change` says why the version stands, from the second one on; `latest` is the number of
    the one in force; `revoked` tells that an act revoked the avviso itself.
    """

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
    conclusion_days: int
    conclusion_rule: str
    change: VersionLine | None = None
    latest: int = 1
    revoked: bool = False

    @property
    def is_open(self) -> bool:
        return self.state is AvvisoState.OPEN

    @property
    def conclusion(self) -> tuple[str, Source]:
        """Within when a domanda is decided, and the rule of the law on it."""
        said = promise(self.conclusion_days, self.conclusion_rule)
        return said, source_of(self.conclusion_days)

    @property
    def asked(self) -> tuple[str, ...]:
        """The titles of the parts of the domanda."""
        return tuple(part.title for part in parts_of(self.definition))


def definition_of(avviso: Avviso | AvvisoRevision | None) -> FormDefinition:
    """The form of the domanda as the office has chosen it so far, or the short default."""
    if avviso is None:
        return SHORT_DEFAULT
    return FormDefinition.model_validate(avviso.definition)


def state_of(here: Here, avviso: Avviso | None) -> AvvisoState:
    """How the avviso stands now, by the legal clock."""
    if avviso is None or avviso.published_at is None:
        return AvvisoState.UNPUBLISHED
    if here.procedure.phase is Phase.REVOKED or avviso.revoked_at is not None:
        return AvvisoState.REVOKED
    if here.procedure.phase is Phase.SUSPENDED:
        return AvvisoState.SUSPENDED
    return AvvisoState.OPEN if is_open(avviso, legal_now()) else AvvisoState.CLOSED


def section_lines(avviso: Avviso | AvvisoRevision | None) -> tuple[SectionLine, ...]:
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


def page_of_draft(
    session: Session, here: Here, avviso: Avviso | None, revision: AvvisoRevision | None = None
) -> AvvisoPage:
    """The public page as it would be if the draft, or the next version's, were published now."""
    acts = list_acts(session, here.procedure.pk, ActKind.AVVISO)
    act, file = acts[-1] if acts else (None, None)
    text = revision or avviso
    sections = text.sections if text else {}
    closes_at = avviso.closes_at if avviso else None
    return AvvisoPage(
        state=AvvisoState.OPEN,
        number=avviso.version + 1 if avviso else 1,
        definition=definition_of(text),
        sheets=_sheets(sections),
        texts=sections,
        count=count_today(here),
        published_at=legal_now(),
        closes_at=closes_at,
        act=act,
        file=file,
        sha256="",
        steps=_steps(here, AvvisoState.OPEN, [], closes_at),
        conclusion_days=here.authority.conclusion_days,
        conclusion_rule=here.authority.conclusion_rule,
    )


def page_in_force(session: Session, here: Here, avviso: Avviso) -> AvvisoPage:
    """The public page of the version in force."""
    return page_of_version(session, here, avviso, avviso.version)


def page_of_version(session: Session, here: Here, avviso: Avviso, number: int) -> AvvisoPage:
    """The public page of any published version. Raises NotFoundError for another number."""
    published = list_published(session, avviso)
    if not 1 <= number <= len(published):
        raise NotFoundError
    until = published[:number]
    shown = until[-1]
    version = shown.version
    counted = next(one.version for one in reversed(until) if one.counts_anew)
    state = state_of(here, avviso) if number == avviso.version else AvvisoState.SUPERSEDED
    return AvvisoPage(
        state=state,
        number=version.number,
        definition=FormDefinition.model_validate(version.definition),
        sheets=_sheets(version.sections),
        texts=version.sections,
        count=count_for(here.authority, in_rome(counted.published_at).date()),
        published_at=version.published_at,
        closes_at=version.closes_at,
        act=shown.act,
        file=shown.file,
        sha256=version.content_sha256,
        steps=_steps(here, state, until, version.closes_at),
        conclusion_days=version.conclusion_days,
        conclusion_rule=version.conclusion_rule,
        change=VersionLine(shown, number == avviso.version) if shown.change else None,
        latest=avviso.version,
        revoked=avviso.revoked_at is not None,
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
    here: Here, state: AvvisoState, published: list[Published], closes_at: datetime | None
) -> tuple[Step, ...]:
    """A draft has nothing published yet: its timeline begins now."""
    taking = state is AvvisoState.OPEN
    examining = here.procedure.phase in {Phase.OPEN, Phase.LABORATORIES}
    after = "next" if taking else "here" if examining else "past"
    until = deadline_words(closes_at) if closes_at else "Chiusura da fissare"
    first = published[0].version.published_at if published else legal_now()
    changes = (
        Step(
            sentence(one.change.kind.label),
            sentence(date_words(one.version.published_at)),
            "past",
            href=public_address(here, f"/avviso/versioni/{one.version.number}"),
        )
        for one in published
        if one.change is not None
    )
    return (
        Step("Pubblicazione dell'avviso", sentence(date_words(first)), "past"),
        *changes,
        Step(
            "Presentazione delle domande",
            f"Entro {until}" if closes_at else until,
            "here" if taking else "past",
        ),
        Step("Esame delle domande e laboratori", "Dopo la chiusura", after),
    )
