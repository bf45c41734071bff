"""What the pages of contributions show."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlmodel import Session

from app.core.web.forms import Bound, empty
from app.steps.calendar.queries import list_laboratories
from app.steps.contributions.details import DETAILS
from app.steps.contributions.enums import ContributionKind, ContributionState
from app.steps.contributions.forms import ContributionForm, PressForm
from app.steps.contributions.queries import Filters, Listing, Whole
from app.steps.contributions.queries.rows import PAGE_SIZE
from app.steps.procedures.queries import list_tavoli

Options = list[tuple[str, str]]
KINDS: Options = [(kind.value, kind.label.capitalize()) for kind in ContributionKind]


@dataclass(frozen=True, slots=True)
class Asked:
    """A list's filters as they stand in its address, so that it can be shared."""

    filters: Filters
    page: int
    params: dict[str, str]

    @property
    def form(self) -> Bound[PressForm]:
        """The filters for the fields of the page."""
        return empty(PressForm, **self.params)

    def address(self, path: str, page: int) -> str:
        given = {name: value for name, value in self.params.items() if value}
        if page > 1:
            given["pagina"] = str(page)
        return f"{path}?{urlencode(given)}" if given else path


async def asked(
    q: str = "",
    tavolo: str = "",
    laboratorio: str = "",
    tipo: str = "",
    ente: str = "",
    stato: str = "",
    pagina: str = "1",
) -> Asked:
    """The dependency that reads the filters; what makes no sense counts as not given."""
    params = {
        "q": " ".join(q.replace("\x00", " ").split())[:200],
        "tavolo": _ref(tavolo),
        "laboratorio": _ref(laboratorio),
        "tipo": tipo if tipo in set(ContributionKind) else "",
        "ente": _ref(ente),
        "stato": stato if stato in set(ContributionState) else "",
    }
    filters = Filters(
        q=params["q"],
        tavolo=params["tavolo"],
        meeting=params["laboratorio"],
        kind=ContributionKind(params["tipo"]) if params["tipo"] else None,
        body=params["ente"],
        state=ContributionState(params["stato"]) if params["stato"] else None,
    )
    number = int(pagina) if pagina.isascii() and pagina.isdigit() and len(pagina) < 7 else 1
    return Asked(filters, number, params)


def _ref(value: str) -> str:
    return value if value.isascii() and value.isalnum() else ""


@dataclass(frozen=True, slots=True)
class PagerView:
    number: int
    pages: int
    total: int
    from_: int
    to: int
    prev_url: str | None
    next_url: str | None


def pager_of(listing: Listing[Any], asked: Asked, path: str) -> PagerView:
    """Where a page of a list stands, with the addresses of its neighbours."""
    first = (listing.number - 1) * PAGE_SIZE
    number = listing.number
    return PagerView(
        number=number,
        pages=listing.pages,
        total=listing.total,
        from_=first + 1,
        to=first + len(listing.rows),
        prev_url=asked.address(path, number - 1) if number > 1 else None,
        next_url=asked.address(path, number + 1) if number < listing.pages else None,
    )


@dataclass(frozen=True, slots=True)
class Places:
    tavoli: Options
    laboratories: Options


def places_of(session: Session, procedure_id: int) -> Places:
    """The tavoli and the laboratories of a procedure, to choose from."""
    tavoli = list_tavoli(session, procedure_id)
    meetings = list_laboratories(session, procedure_id)
    return Places(
        tavoli=[(tavolo.public_id, tavolo.name) for tavolo in tavoli],
        laboratories=[(meeting.public_id, meeting.title) for meeting in meetings],
    )


def draft_form(whole: Whole) -> Bound[ContributionForm]:
    """A draft as it stands, to be written on."""
    contribution = whole.contribution
    details = dict(contribution.details)
    if "own_money" in details:
        euro, cents = divmod(details["own_money"], 100)
        details["own_money"] = f"{euro},{cents:02d}"
    return empty(
        ContributionForm,
        kind=contribution.kind.value,
        meeting=whole.meeting.public_id if whole.meeting else "",
        title=contribution.title,
        text=contribution.text,
        edition=contribution.edition,
        **details,
    )


def detail_fields(form: Bound[Any]) -> dict[str, Any]:
    """The fields of the kind that the form names, and whether any is filled or wrong."""
    kind = form.values.get("kind")
    fields = DETAILS.get(ContributionKind(kind), ()) if kind in set(ContributionKind) else ()
    touched = any(field.name in form.errors or form.values.get(field.name) for field in fields)
    return {"fields": fields, "details_open": touched}


def collecting_fields(form: Bound[Any]) -> list[dict[str, Any]]:
    """The fields of every kind for a page without a draft: those that kinds share come once."""
    seen: set[str] = set()
    groups = []
    for kind in ContributionKind:
        fields = [field for field in DETAILS[kind] if field.name not in seen]
        seen |= {field.name for field in fields}
        touched = any(field.name in form.errors or form.values.get(field.name) for field in fields)
        groups.append({"title": kind.label, "fields": fields, "open": touched})
    return groups
