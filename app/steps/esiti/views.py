"""What anyone reads of the esiti: the figures, the list, the path of a contribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlmodel import Session

from app.core.i18n import date_words
from app.core.text import sort_key
from app.core.web.charts import stacked_bars
from app.core.web.forms import Bound, empty
from app.core.web.paging import PageOf, cut, read_number, read_ref, read_words
from app.steps.calendar.queries import list_laboratories
from app.steps.contributions.queries import (
    PublicContribution,
    SynthesisRow,
    list_published_for_synthesis,
)
from app.steps.esiti.enums import EsitoStep, Outcome
from app.steps.esiti.forms import PressForm
from app.steps.esiti.queries import (
    EsitoRow,
    latest_of,
    list_published_esiti,
    list_published_of,
)
from app.steps.procedures.queries import Here, list_tavoli
from app.steps.synthesis.queries import is_public, load_picture
from app.steps.synthesis.views import name_of

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of a contribution's path; `code` of a node, `note` with date, author and act."""

    label: str
    title: str
    text: str = ""
    code: str = ""
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class EsitoFilters:
    """The filters of the list as they stand in its address."""

    params: dict[str, str]
    number: int

    @property
    def form(self) -> Bound[PressForm]:
        return empty(PressForm, **self.params)


async def esito_filters(
    q: str = "",
    tavolo: str = "",
    laboratorio: str = "",
    ente: str = "",
    stato: str = "",
    pagina: str = "1",
) -> EsitoFilters:
    """The dependency that reads the filters; what makes no sense counts as not given."""
    params = {
        "q": read_words(q),
        "tavolo": read_ref(tavolo),
        "laboratorio": read_ref(laboratorio),
        "ente": read_ref(ente),
        "stato": stato if stato in {*Outcome, "missing"} else "",
    }
    return EsitoFilters(params, read_number(pagina))


@dataclass(frozen=True, slots=True)
class EsitoView:
    """A contribution with its published esiti; one not published has neither title nor body."""

    name: str
    address: str
    body: str
    tavolo: str
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """The same figures drawn and in a table."""

    title: str
    svg: Markup
    headers: list[str | tuple[str, str]]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class PublicEsiti:
    """The public page: `total` counts all contributions, before any filter."""

    figures: tuple[Figure, ...]
    listing: PageOf[EsitoView]
    total: int
    outcomes: Options
    bodies: Options


def public_esiti(session: Session, here: Here, filters: EsitoFilters, path: str) -> PublicEsiti:
    """The published esiti of a procedure; a constant number of queries."""
    key = here.procedure.pk
    esiti = list_published_esiti(session, key)
    given = {row.contribution_id for row in esiti}
    rows = [row for row in list_published_for_synthesis(session, key) if row.id in given]
    laboratories = {meeting.pk: meeting.public_id for meeting in list_laboratories(session, key)}
    latest = {
        **latest_of(esiti, EsitoStep.PROPOSAL),
        **latest_of(esiti, EsitoStep.DECISION),
    }
    shown = [row for row in rows if fits(row, filters.params, laboratories, latest, public=True)]
    by_row: dict[int, list[EsitoRow]] = {}
    for esito in esiti:
        by_row.setdefault(esito.contribution_id, []).append(esito)
    page = cut(shown, filters.number, path, filters.params, size=20)
    return PublicEsiti(
        figures=_figures(rows, esiti),
        listing=page.showing([_view(here, row, by_row[row.id]) for row in page.rows]),
        total=len(rows),
        outcomes=_used({row.outcome for row in latest.values()}),
        bodies=sorted(
            {(row.body_public_id, row.body_name) for row in rows if not row.withheld},
            key=lambda item: sort_key(item[1]),
        ),
    )


def fits(
    row: SynthesisRow,
    asked: dict[str, str],
    laboratories: dict[int, str],
    latest: dict[int, EsitoRow],
    *,
    public: bool,
) -> bool:
    """Whether a contribution meets the filters; in `public` a withheld one hides its body."""
    hidden = public and row.withheld
    esito = latest.get(row.id)
    wanted = (
        ("tavolo", row.tavolo_public_id),
        ("laboratorio", laboratories.get(row.meeting_id or 0, "")),
        ("ente", "" if hidden else row.body_public_id),
        ("stato", esito.outcome.value if esito else "missing"),
    )
    if any(asked[name] and asked[name] != value for name, value in wanted):
        return False
    said = "" if hidden else f"{row.title} {row.body_name} {'' if row.withheld else row.text}"
    words = sort_key(f"{row.number} {said} {esito.reason if esito else ''}")
    return all(word in words for word in sort_key(asked["q"]).split())


def places(session: Session, here: Here) -> dict[str, Any]:
    """Tavoli and laboratories to choose from."""
    key = here.procedure.pk
    return {
        "tavoli": [(tavolo.public_id, tavolo.name) for tavolo in list_tavoli(session, key)],
        "laboratories": [(lab.public_id, lab.title) for lab in list_laboratories(session, key)],
    }


def path_of(session: Session, here: Here, contribution: PublicContribution) -> tuple[PathStep, ...]:
    """From the contribution to its esito, through the nodes drawn from it; at most five queries.

    Empty until the synthesis and the esiti are published.
    """
    if not is_public(session, here.procedure.pk):
        return ()
    picture = load_picture(session, here.procedure.pk)
    nodes = tuple(
        PathStep(node.kind.label.capitalize(), node.title, node.text, code=node.code)
        for node in picture.reached_from(contribution.id)
    )
    own = PathStep(f"Contributo n. {contribution.number}", contribution.title)
    return (own, *nodes, *esito_steps(list_published_of(session, contribution.id)))


def esito_steps(esiti: Sequence[EsitoRow]) -> tuple[PathStep, ...]:
    """Every published esito in the order it was given: later ones never hide earlier ones."""
    return tuple(_esito_step(esito) for esito in esiti)


def _esito_step(esito: EsitoRow) -> PathStep:
    label = esito.step.label.capitalize()
    if esito.sequence > 1:
        label += f", aggiornamento n. {esito.sequence - 1}"
    title = esito.outcome.label
    if esito.passed_to:
        title += f": {esito.passed_to}"
    notes = [f"Nel piano: {esito.plan_item}"] if esito.plan_item else []
    if esito.act:
        notes.append(esito.act)
    if esito.published_at:
        notes.append(f"pubblicato {date_words(esito.published_at)} da {esito.by}")
    return PathStep(label, title, esito.reason, note="; ".join(notes), tone=esito.outcome.tone)


def _view(here: Here, row: SynthesisRow, esiti: Sequence[EsitoRow]) -> EsitoView:
    return EsitoView(
        name=name_of(row),
        address="" if row.withheld else f"/{here.scope}/contributi/{row.public_id}",
        body="" if row.withheld else row.body_name,
        tavolo=row.tavolo_name,
        steps=esito_steps(esiti),
    )


def _figures(rows: Sequence[SynthesisRow], esiti: Sequence[EsitoRow]) -> tuple[Figure, ...]:
    made = []
    for step, title in (
        (EsitoStep.PROPOSAL, "Che cosa l'ufficio propone, per tavolo"),
        (EsitoStep.DECISION, "Che cosa l'organo ha deciso, per tavolo"),
    ):
        if latest := latest_of(esiti, step):
            made.append(_figure(title, rows, latest))
    return tuple(made)


def _figure(title: str, rows: Sequence[SynthesisRow], latest: dict[int, EsitoRow]) -> Figure:
    tavoli = list(dict.fromkeys(row.tavolo_name for row in sorted(rows, key=_by_tavolo)))
    counts: dict[tuple[str, Outcome], int] = {}
    for row in rows:
        if row.id in latest:
            cell = (row.tavolo_name, latest[row.id].outcome)
            counts[cell] = counts.get(cell, 0) + 1
    used = [outcome for outcome in Outcome if any(key[1] is outcome for key in counts)]
    series = [(o.label, [counts.get((tavolo, o), 0) for tavolo in tavoli]) for o in used]
    total = [sum(values[place] for _, values in series) for place in range(len(tavoli))]
    return Figure(
        title,
        stacked_bars(title, tavoli, series),
        ["Tavolo", *((label.capitalize(), "num") for label, _ in series), ("Totale", "num")],
        [
            [tavolo, *(str(values[place]) for _, values in series), str(total[place])]
            for place, tavolo in enumerate(tavoli)
        ],
    )


def _by_tavolo(row: SynthesisRow) -> int:
    return row.tavolo_id


def _used(outcomes: set[Outcome]) -> Options:
    return [(o.value, o.label.capitalize()) for o in Outcome if o in outcomes]
