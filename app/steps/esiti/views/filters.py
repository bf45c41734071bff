"""The filters of the lists of esiti, as they stand in an address that can be shared."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.core.web.forms import Bound, empty
from app.core.web.paging import read_number, read_ref, read_words
from app.steps.calendar.queries import list_laboratories
from app.steps.esiti.enums import Outcome, Want
from app.steps.esiti.forms import PressForm
from app.steps.esiti.queries import Asked
from app.steps.procedures.queries import Here, list_tavoli

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EsitoFilters:
    """The filters of a list; what makes no sense counts as not given."""

    params: dict[str, str]
    number: int

    @property
    def form(self) -> Bound[PressForm]:
        return empty(PressForm, **self.params)

    def asked(self, *, public: bool) -> Asked:
        """As the queries take them; the states of drafts are the office's only."""
        state = self.params["stato"]
        found: Outcome | Want | None = None
        if state in set(Outcome):
            found = Outcome(state)
        elif state and not public:
            found = Want(state)
        return Asked(
            q=self.params["q"],
            tavolo=self.params["tavolo"],
            meeting=self.params["laboratorio"],
            body=self.params["ente"],
            state=found,
        )


async def esito_filters(
    q: str = "",
    tavolo: str = "",
    laboratorio: str = "",
    ente: str = "",
    stato: str = "",
    pagina: str = "1",
) -> EsitoFilters:
    """The dependency that reads the filters."""
    params = {
        "q": read_words(q),
        "tavolo": read_ref(tavolo),
        "laboratorio": read_ref(laboratorio),
        "ente": read_ref(ente),
        "stato": stato if stato in {*Outcome, *Want} else "",
    }
    return EsitoFilters(params, read_number(pagina))


def places(session: Session, here: Here) -> dict[str, Any]:
    """Tavoli and laboratories to choose from."""
    key = here.procedure.pk
    return {
        "tavoli": [(tavolo.public_id, tavolo.name) for tavolo in list_tavoli(session, key)],
        "laboratories": [(lab.public_id, lab.title) for lab in list_laboratories(session, key)],
    }
