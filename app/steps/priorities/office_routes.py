"""The office's pages of priorities: the whole, one result, one node."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.i18n import date_words
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_ref
from app.core.web.render import page, redirect
from app.law.priorities import ADVISORY, APART, CONSENT, Agreement, BallotRule
from app.steps.priorities.actions import (
    MEASURED,
    edit_ballot,
    record_ballot,
    withdraw_ballot,
)
from app.steps.priorities.forms import BallotForm, PressForm, WithdrawForm
from app.steps.priorities.models import Ballot
from app.steps.priorities.navigation import PRIORITIES
from app.steps.priorities.permissions import RECORD
from app.steps.priorities.queries import (
    BallotRow,
    get_ballot,
    list_ballots,
    list_places,
    list_priorities,
)
from app.steps.priorities.views import assessed, listed
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli
from app.steps.synthesis.enums import WRITABLE, NodeKind
from app.steps.synthesis.queries import load_picture
from app.steps.synthesis.views import KINDS, named

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + PRIORITIES)
RULES = [(rule.value, rule.label.capitalize()) for rule in BallotRule]
TITLE = "Priorità"


@router.get("", dependencies=[permit(RECORD)])
def priorities_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = list_priorities(session, here.procedure.pk)
    return page(
        request,
        "priorities/list.html",
        around=office_around(here, request.url.path, (TITLE, None)),
        base=office_address(here, PRIORITIES),
        advisory=ADVISORY,
        groups=[(kind.plural, rows) for kind in NodeKind if (rows := assessed(found, kind))],
        ballots=list_ballots(session, here.procedure.pk),
        unexplained=[each for each in listed(found, *APART) if not each.words],
        converging=len(found.of(Agreement.CONVERGES)),
        apart=len(found.of(*APART)),
        writable=here.procedure.phase in WRITABLE,
    )


@router.get("/nuovo", dependencies=[permit(RECORD)])
def new_ballot_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    sessione: str = "",
    tipo: str = "",
    regola: str = "",
) -> Response:
    """First what was voted, where and by which rule; then its numbers."""
    here = get_for_office(session, actor, authority, procedure)
    chosen = {
        "held": read_ref(sessione),
        "kind": tipo if tipo in set(NodeKind) else "",
        "rule": regola if regola in set(BallotRule) else "",
    }
    if not all(chosen.values()):
        return _choose_page(request, session, here, empty(PressForm, **chosen))
    return _ballot_page(request, session, here, empty(BallotForm, **chosen), None)


@router.post("/nuovo", dependencies=[permit(RECORD)])
def new_ballot(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[BallotForm], bind(BallotForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(record_ballot, session, actor, here))
    if not form.ok:
        return _ballot_page(request, session, here, form, None)
    return redirect(office_address(here, PRIORITIES), "Il risultato è registrato.")


@router.get("/risultati/{ballot}", dependencies=[permit(RECORD)])
def ballot_page(
    request: Request,
    authority: str,
    procedure: str,
    ballot: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_ballot(session, here.procedure.pk, ballot)
    rows = list_ballots(session, here.procedure.pk)
    row = next(row for row in rows if row.id == found.pk)
    return _ballot_page(request, session, here, _filled(row), found)


@router.post("/risultati/{ballot}", dependencies=[permit(RECORD)])
def change_ballot(
    request: Request,
    authority: str,
    procedure: str,
    ballot: str,
    form: Annotated[Bound[BallotForm], bind(BallotForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_ballot(session, here.procedure.pk, ballot)
    form.attempt(session, partial(edit_ballot, session, actor, here, found))
    if not form.ok:
        return _ballot_page(request, session, here, form, found)
    return redirect(office_address(here, PRIORITIES), "Il risultato è corretto.")


@router.post("/risultati/{ballot}/togli", dependencies=[permit(RECORD)])
def take_away(
    request: Request,
    authority: str,
    procedure: str,
    ballot: str,
    form: Annotated[Bound[WithdrawForm], bind(WithdrawForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_ballot(session, here.procedure.pk, ballot)
    form.attempt(session, partial(withdraw_ballot, session, actor, here, found))
    if not form.ok:
        row = next(r for r in list_ballots(session, here.procedure.pk) if r.id == found.pk)
        filled = _filled(row)
        filled.errors, filled.general = form.errors, form.general
        return _ballot_page(request, session, here, filled, found)
    return redirect(
        office_address(here, PRIORITIES), "Il risultato non conta più, e resta agli atti."
    )


def _filled(row: BallotRow) -> Bound[BallotForm]:
    return empty(
        BallotForm,
        held=row.session_public_id,
        tavolo=row.tavolo_public_id,
        kind=row.kind.value,
        rule=row.rule.value,
        rule_words=row.rule_words,
        measure=row.measure,
        bodies=row.bodies,
        reason=row.reason,
        node=[each.node_public_id for each in row.results],
        value=[each.value for each in row.results],
        note=[each.note for each in row.results],
        edition=row.edition,
    )


def _choose_page(request: Request, session: Session, here: Here, form: Bound[Any]) -> Response:
    return page(
        request,
        "priorities/choose.html",
        around=office_around(here, request.url.path, (TITLE, PRIORITIES), ("Nuovo", None)),
        status=form.status,
        form=form,
        places=_places(session, here),
        kinds=KINDS,
        rules=RULES,
    )


def _ballot_page(
    request: Request, session: Session, here: Here, form: Bound[BallotForm], ballot: Ballot | None
) -> Response:
    values = form.values
    if values.get("rule") not in set(BallotRule) or values.get("kind") not in set(NodeKind):
        return _choose_page(request, session, here, form)
    rule, kind = BallotRule(values["rule"]), NodeKind(values["kind"])
    typed = dict(
        zip(
            values.get("node", []),
            zip(values.get("value", []), values.get("note", []), strict=False),
            strict=False,
        )
    )
    nodes = load_picture(session, here.procedure.pk).of_kind(kind)
    title = "Nuovo risultato" if ballot is None else "Risultato"
    places = _places(session, here)
    return page(
        request,
        "priorities/ballot.html",
        around=office_around(here, request.url.path, (TITLE, PRIORITIES), (title, None)),
        status=form.status,
        form=form,
        title=title,
        address=office_address(here, PRIORITIES),
        ballot=ballot,
        rule=rule,
        kind=kind,
        measured=rule in MEASURED,
        degrees=[(str(key), words) for key, words in CONSENT.items()]
        if rule is BallotRule.CONSENT
        else None,
        rows=[
            (n.public_id, named(n), n.tavolo_name, *typed.get(n.public_id, ("", ""))) for n in nodes
        ],
        places=places,
        tavoli=[(t.public_id, t.name) for t in list_tavoli(session, here.procedure.pk)],
        writable=here.procedure.phase in WRITABLE,
    )


def _places(session: Session, here: Here) -> list[tuple[str, str]]:
    return [
        (held.public_id, f"{meeting}, {date_words(held.starts_at)}: {tavolo}")
        for held, meeting, tavolo in list_places(session, here.procedure.pk)
    ]
