"""The office's desk of the questions: what waits, its answer, what is not published."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.sources import DLGS33_7BIS_4, DM72_2_EQUAL
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.questions.actions import (
    publish_answer,
    record_question,
    refuse_question,
    save_answer,
    set_days,
)
from app.steps.questions.enums import QuestionState, RefusalGround
from app.steps.questions.forms import LONGEST, AnswerForm, DaysForm, RecordForm, RefuseForm
from app.steps.questions.models import Answer, Question
from app.steps.questions.navigation import PAGE
from app.steps.questions.permissions import ANSWER, DESK
from app.steps.questions.queries import (
    asking_in,
    find_asker,
    get_received,
    list_received,
    list_waiting,
)
from app.steps.questions.views import asking_view, excerpt, received_rows

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/quesiti")
GROUNDS = [(ground.value, ground.label.capitalize()) for ground in RefusalGround]


@router.get("", dependencies=[permit(DESK)])
def desk(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _desk(request, session, actor, here)


@router.post("/termine", dependencies=[permit(ANSWER)])
def set_term(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[DaysForm], bind(DaysForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(set_days, session, actor, here))
    if not form.ok:
        return _desk(request, session, actor, here, days=form)
    return redirect(office_address(here, PAGE), "Il termine per i quesiti è stato salvato.")


@router.post("/registra", dependencies=[permit(ANSWER)])
def record(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[RecordForm], bind(RecordForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(record_question, session, actor, here))
    if made is None:
        return _desk(request, session, actor, here, record=form)
    return redirect(_address(here, made.public_id), "Il quesito è registrato: ora rispondete.")


@router.get("/{question}", dependencies=[permit(DESK)])
def question_page(
    request: Request,
    authority: str,
    procedure: str,
    question: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _question(request, session, actor, here, question)


@router.post("/{question}", dependencies=[permit(ANSWER)])
def answer(
    request: Request,
    authority: str,
    procedure: str,
    question: str,
    form: Annotated[Bound[AnswerForm], bind(AnswerForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    publishing = form.button == "pubblica"
    act = publish_answer if publishing else save_answer
    form.attempt(session, partial(act, session, actor, here, question))
    if not form.ok:
        return _question(request, session, actor, here, question, answering=form)
    if publishing:
        told = "La risposta è pubblicata: chi ha chiesto riceve una mail."
        return redirect(office_address(here, PAGE), told)
    return redirect(_address(here, question), "La bozza della risposta è salvata.")


@router.post("/{question}/non-pubblicare", dependencies=[permit(ANSWER)])
def refuse(
    request: Request,
    authority: str,
    procedure: str,
    question: str,
    form: Annotated[Bound[RefuseForm], bind(RefuseForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(refuse_question, session, actor, here, question))
    if not form.ok:
        return _question(request, session, actor, here, question, refusing=form)
    told = "Il quesito non si pubblica: chi ha chiesto riceve la ragione."
    return redirect(office_address(here, PAGE), told)


def _address(here: Here, question: str) -> str:
    return office_address(here, f"{PAGE}/{question}")


def _desk(
    request: Request,
    session: Session,
    actor: Actor,
    here: Here,
    *,
    days: Bound[DaysForm] | None = None,
    record: Bound[RecordForm] | None = None,
) -> Response:
    asking = asking_in(session, here)
    rows = received_rows(list_received(session, here.procedure.pk), asking.closes_at)
    sent = days or record
    return page(
        request,
        "questions/desk.html",
        around=office_around(here, office_address(here, PAGE), ("Quesiti", None)),
        status=sent.status if sent else 200,
        here=here,
        base=office_address(here, PAGE),
        asking=asking_view(asking),
        closes_at=asking.closes_at,
        waiting=[row for row in rows if row.state is QuestionState.WAITING],
        decided=[row for row in rows if row.state is not QuestionState.WAITING],
        may_answer=ANSWER.held_by(actor, here.authority.slug),
        refused=sent,
        days=days or empty(DaysForm, days=asking.days),
        record=record or empty(RecordForm),
        longest=LONGEST,
    )


def _question(
    request: Request,
    session: Session,
    actor: Actor,
    here: Here,
    public_id: str,
    *,
    answering: Bound[AnswerForm] | None = None,
    refusing: Bound[RefuseForm] | None = None,
) -> Response:
    question, answer = get_received(session, here.procedure.pk, public_id)
    others = [each for each in list_waiting(session, here.procedure.pk) if each.id != question.id]
    sent = answering or refusing
    form = answering or _draft_form(question, answer, others)
    form.values["edition"] = str(answer.edition if answer else 0)
    return page(
        request,
        "questions/question.html",
        around=office_around(here, request.url.path, ("Quesiti", PAGE), ("Quesito", None)),
        status=sent.status if sent else 200,
        here=here,
        address=_address(here, public_id),
        question=question,
        answer=answer,
        asker=find_asker(session, question),
        waits=question.state is QuestionState.WAITING,
        may_answer=ANSWER.held_by(actor, here.authority.slug),
        others=[(each.public_id, excerpt(each.text)) for each in others],
        refused=sent,
        form=form,
        refusing=refusing or empty(RefuseForm),
        grounds=GROUNDS,
        longest=LONGEST,
        equal_treatment=DM72_2_EQUAL,
        no_persons=DLGS33_7BIS_4,
    )


def _draft_form(
    question: Question, answer: Answer | None, others: list[Question]
) -> Bound[AnswerForm]:
    """The answer as it was saved last, with the questions that share it."""
    return empty(
        AnswerForm,
        text=answer.text if answer else "",
        published_text=question.published_text,
        together=[each.public_id for each in others if answer and each.answer_id == answer.id],
    )
