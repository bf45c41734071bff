"""Domande as the office's pages show them."""

from sqlmodel import Session

from app.core.web.paging import PageOf, address
from app.core.web.render import Around
from app.law.completion import Lack
from app.people.authorities.queries import look_of
from app.steps.domande.enums import PENDING, DomandaState, ExaminationState
from app.steps.domande.models import Domanda
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.views import PartView, members_view, part_views, with_members
from app.steps.examination.enums import DECIDED, SETTLED
from app.steps.examination.queries.board import Examiner, list_sitting
from app.steps.examination.queries.office import (
    PAGE,
    TO_CONFIRM,
    TO_PUBLISH,
    DomandaFilter,
    DomandaList,
    DomandaRow,
)
from app.steps.examination.queries.one import Happened, OneDomanda
from app.steps.procedures.models import Tavolo
from app.steps.procedures.navigation import office_address, office_around, public_address
from app.steps.procedures.queries import Here

Options = tuple[tuple[str, str], ...]

TONES = {
    ExaminationState.RECEIVED: "info",
    ExaminationState.COMPLETION_ASKED: "warning",
    ExaminationState.HINDRANCE_NOTICE: "warning",
    ExaminationState.ADMITTED: "success",
    ExaminationState.ADMITTED_WITH_RESERVATION: "warning",
    ExaminationState.NOT_ADMITTED: "danger",
    ExaminationState.OUT_OF_TIME: "danger",
    ExaminationState.WITHDRAWN: "neutral",
    ExaminationState.SUPERSEDED: "neutral",
}
STATES: Options = (
    *((state.value, state.label.capitalize()) for state in ExaminationState),
    (TO_PUBLISH, "Decisa, da pubblicare"),
    (TO_CONFIRM, "Decisa, da confermare"),
)
UNDECIDED = (*PENDING, ExaminationState.ADMITTED_WITH_RESERVATION)
OUTCOMES: Options = tuple((one.value, one.label.capitalize()) for one in DECIDED)
LACKS: Options = tuple((lack.value, lack.label.capitalize()) for lack in Lack)
ORDERS: Options = (("", "Per numero"), ("nome", "Per nome dell'ente"))

_GUEST_PAGES = (("Domande", DOMANDE), ("Conflitti di interesse", f"{DOMANDE}/conflitti"))

# What the history says; kinds that are not here concern the draft and are not the office's.
_HAPPENED = {
    "domande.filed": "Inviata in rete",
    "domande.registered": "Registrata dall'ufficio",
    "domande.withdrawn": "Ritirata dall'ente",
    "domande.superseded": "Sostituita da un nuovo invio dell'ente",
    "domande.signature_checked": "Controllata di nuovo la firma",
    "domande.identity_document_read": "Scaricato un documento d'identità",
    "domande.completion_asked": "Chiesta un'integrazione",
    "domande.completion_answered": "Arrivata la risposta dell'ente",
    "domande.completion_closed": "Chiusa la richiesta di integrazione",
    "domande.decided": "Decisa",
    "examination.hindrance_notified": "Comunicati i motivi ostativi",
    "examination.hindrance_received": "Corretto il giorno di ricezione dei motivi",
    "examination.observations_sent": "Arrivate le osservazioni dell'ente",
    "examination.decision_confirmed": "Decisione confermata da una seconda persona",
    "examination.decision_returned": "Decisione rimandata da una seconda persona",
    "examination.checklist_marked": "Aggiornata la lista di controllo",
    "examination.domande_assigned": "Assegnata",
}


def pages_of(path: str, wanted: DomandaFilter, found: DomandaList) -> PageOf[DomandaRow]:
    """The page of a filtered list with its neighbours' addresses; the list begins at `path`."""
    last = max(1, -(-found.total // PAGE))
    first = PAGE * (wanted.page - 1)
    return PageOf(
        rows=found.rows,
        number=wanted.page,
        pages=last,
        total=found.total,
        from_=first + 1,
        to=first + len(found.rows),
        prev_url=list_address(path, wanted, wanted.page - 1) if wanted.page > 1 else None,
        next_url=list_address(path, wanted, wanted.page + 1) if wanted.page < last else None,
    )


def list_address(path: str, wanted: DomandaFilter, number: int = 1) -> str:
    """The address of a page of the list with this filter."""
    said = {
        "stato": wanted.state,
        "tavolo": wanted.tavolo,
        "canale": wanted.channel,
        "assegnata": wanted.assigned,
        "termine": "1" if wanted.term else "",
        "testo": wanted.text,
        "ordine": "nome" if wanted.by_name else "",
    }
    return address(path, said, number)


def counts_of(path: str, found: DomandaList) -> list[tuple[str, int, str]]:
    """Each state that has domande: its words, how many, the address of its list."""
    return [
        (words, found.counts[state], list_address(path, DomandaFilter(state=state)))
        for state, words in STATES
        if found.counts.get(state)
    ]


def answers_of(one: OneDomanda, tavoli: list[Tavolo]) -> list[PartView]:
    """The parts that were answered online; none where the domanda came another way."""
    if not one.answers:
        return []
    views = part_views(
        one.domanda.public_id, one.setting.definition, one.answers, list(one.files), tavoli
    )
    if not one.members:
        return views
    return with_members(
        views, members_view(one.domanda.public_id, one.setting.definition, one.members)
    )


def history_of(one: OneDomanda) -> list[tuple[str, Happened]]:
    """What happened to a domanda in words, oldest first."""
    return [(_HAPPENED[step.kind], step) for step in one.history if step.kind in _HAPPENED]


def may_be_examined(domanda: Domanda, examiner: Examiner) -> bool:
    """Whether the page offers the forms; the actions decide again."""
    waits = domanda.state is DomandaState.FILED and domanda.examination not in SETTLED
    return waits and examiner.office


def outcomes_for(domanda: Domanda) -> Options:
    """The outcomes that can follow the published one; out of time is only what came late."""
    late = ExaminationState.OUT_OF_TIME.value
    return tuple(
        one
        for one in OUTCOMES
        if one[0] != domanda.examination.value and (domanda.late or one[0] != late)
    )


def examination_around(
    here: Here, examiner: Examiner, path: str, *titles: tuple[str, str | None]
) -> Around:
    """What stands around a page of the examination; a guest of the board sees no other pages."""
    if examiner.office:
        return office_around(here, path, *titles)
    pages = ((label, office_address(here, page)) for label, page in _GUEST_PAGES)
    return Around(
        authority=look_of(here.authority),
        side_nav=(
            ("Commissione istruttoria", tuple((words, url, url == path) for words, url in pages)),
        ),
        breadcrumb=(
            ("Home", "/"),
            (here.procedure.title, public_address(here)),
            *(
                (label, None if page is None else office_address(here, page))
                for label, page in titles
            ),
        ),
    )


def member_options(session: Session, here: Here, examiner: Examiner) -> Options:
    """The members of today, for the selects; none where there is no board."""
    if not examiner.board:
        return ()
    return tuple((one.public_id, one.name) for one in list_sitting(session, here.procedure.pk))
