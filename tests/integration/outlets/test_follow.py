"""Following by e-mail: double opt-in, one mail for what is new, leaving in one press."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select, update
from starlette.testclient import TestClient

from app.core.clock import in_rome, wall_now
from app.core.jobs.models import Job, Message
from app.core.jobs.outbox import FORGOTTEN, SEND
from app.core.jobs.smtp import smtp_from_url
from app.core.jobs.worker import Handler, Worker, mail_handler
from app.core.store.session import Store
from app.law.days import next_working_day
from app.outlets.follow.actions import (
    ask_to_follow,
    confirm_follow,
    forget_unconfirmed,
    note,
    tell_followers,
)
from app.outlets.follow.enums import NoticeKind
from app.outlets.follow.forms import FollowForm
from app.outlets.follow.jobs import HANDLERS
from app.outlets.follow.models import Follow
from app.steps.procedures.queries import list_tavoli
from app.steps.questions.queries import asking_in
from tests.factories.avvisi import make_open_avviso
from tests.factories.changes import extend
from tests.factories.domande import make_applicant
from tests.factories.procedures import Desk, make_started_desk
from tests.factories.questions import make_answer, make_question
from tests.support.mails import link_in, mails_to
from tests.support.postoffice import PostOffice

PAGE = "/zona-esempio/prova/segui"
ADA = "ada@esempio.it"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice() as made:
        yield made


def follow(session: Session, desk: Desk, email: str = ADA) -> Follow:
    """A confirmed follower."""
    ask_to_follow(session, desk.here, "127.0.0.1", FollowForm(email=email))
    mail = session.exec(
        select(Message).where(Message.recipient == email).order_by(col(Message.id).desc())
    ).first()
    assert mail is not None
    return confirm_follow(session, desk.here, link_in(mail).rsplit("/", 1)[1])


def run_jobs(store: Store, handlers: dict[str, Handler] | None = None) -> None:
    """Everything that waits, as if its time had come."""
    with store.writing() as session:
        session.exec(update(Job).values(run_at=wall_now() - timedelta(seconds=1)))
    Worker(store, {SEND: mail_handler(None), **HANDLERS, **(handlers or {})}).run_until_idle()


def subjects(store: Store, email: str = ADA) -> list[str]:
    return [mail.subject for mail in mails_to(store, email)]


def test_nothing_leaves_before_the_address_is_confirmed(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    assert client.post(PAGE, data={"email": ADA}).headers["location"] == f"{PAGE}/posta"
    with store.writing() as later:
        note(later, desk.here, NoticeKind.AVVISO, "Proroga", "/x")
    run_jobs(store)
    (mail,) = mails_to(store, ADA)
    link = link_in(mail)
    assert "Sì, seguo" in client.get(link).text
    assert subjects(store) == [mail.subject]
    assert client.post(link).status_code == 303
    assert "Fatto" in client.get(link).text
    with store.writing() as later:
        note(later, desk.here, NoticeKind.AVVISO, "Proroga seconda", "/x")
    run_jobs(store)
    assert subjects(store)[1:] == ["Proroga seconda: Co-programmazione di prova"]


def test_mail_and_page_of_confirmation_say_what_was_asked_for_and_when_it_comes(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    tavolo = list_tavoli(session, desk.here.procedure.pk)[0]
    store.finish(session)
    client.post(PAGE, data={"email": ADA, "tavolo": tavolo.public_id, "rhythm": "weekly"})
    (mail,) = mails_to(store, ADA)
    link = link_in(mail)
    asked = client.get(link).text
    client.post(link)
    for text in (mail.body, asked, client.get(link).text):
        assert f"l tavolo {tavolo.name}" in text
        assert "il lunedì mattina" in text


def test_the_page_answers_the_same_for_an_address_that_is_known(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    follow(session, desk)
    store.finish(session)
    answers = [client.post(PAGE, data={"email": email}) for email in (ADA, "nuovo@esempio.it")]
    assert len({(each.status_code, each.headers["location"], each.text) for each in answers}) == 1
    assert subjects(store)[-1].startswith("Seguite già")


def test_nobody_is_flooded_by_a_stranger(
    client: TestClient, store: Store, session: Session
) -> None:
    make_started_desk(session)
    store.finish(session)
    answers = {client.post(PAGE, data={"email": ADA}).status_code for _ in range(6)}
    assert answers == {303}
    assert len(mails_to(store, ADA)) == 3


def test_answers_wait_to_come_together_and_name_nobody(store: Store, session: Session) -> None:
    desk, _ = make_open_avviso(session)
    follow(session, desk)
    asker = make_applicant(session, name="Ente Canarino")
    store.finish(session)
    worker = Worker(store, {SEND: mail_handler(None), **HANDLERS})
    worker.run_until_idle()
    for text in ("Uno?", "Due?"):
        make_answer(session, desk, make_question(session, desk, asker, text))
    store.finish(session)
    worker.run_until_idle()
    assert len(subjects(store)) == 1
    run_jobs(store)
    told = mails_to(store, ADA)[1:]
    assert [mail.subject for mail in told] == ["Novità: Co-programmazione di prova"]
    assert "quesito n. 1" in told[0].body
    assert "quesito n. 2" in told[0].body
    assert "Canarino" not in told[0].body
    assert asker.account.email not in told[0].body


def test_a_job_that_runs_twice_tells_once(store: Store, session: Session) -> None:
    desk = make_started_desk(session)
    follow(session, desk)
    note(session, desk.here, NoticeKind.LISTS, "Elenco", "/x")
    assert [tell_followers(session, desk.here) for _ in range(2)] == [1, 0]
    store.finish(session)
    assert len(subjects(store)) == 2
    assert mails_to(store, ADA)[1].chain == "installation"


def test_a_mail_program_leaves_with_one_press_from_elsewhere(
    client: TestClient, store: Store, session: Session, office: PostOffice
) -> None:
    desk = make_started_desk(session)
    follow(session, desk)
    note(session, desk.here, NoticeKind.AVVISO, "Proroga", "/x")
    store.finish(session)
    run_jobs(store, {SEND: mail_handler(smtp_from_url(office.url, "noi@esempio.it"))})
    mail = office.mails[-1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    elsewhere = {"sec-fetch-site": "cross-site", "origin": "https://posta.esempio"}
    press = {"List-Unsubscribe": "One-Click"}
    for _ in range(2):
        answer = client.post(address, data=press, headers=elsewhere)
        assert answer.status_code == 200
        assert "vostro indirizzo è cancellato" in answer.text
    assert client.post(PAGE, data={"email": ADA}, headers=elsewhere).status_code == 403
    with store.reading() as reader:
        assert reader.exec(select(Follow)).all() == []
        messages = reader.exec(select(Message)).all()
        assert {message.recipient for message in messages} == {FORGOTTEN}
        assert not any(ADA in message.body for message in messages)


def test_the_page_of_leaving_has_a_button_and_what_waits_never_leaves(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    token = follow(session, desk).leave_token
    store.finish(session)
    address = f"{PAGE}/lascia/{token}"
    assert "Smetto di seguire" in client.get(address).text
    assert client.post(address).status_code == 200
    assert "Non risultate iscritti" in client.get(address).text
    with store.reading() as reader:
        assert reader.exec(select(Message)).all() == []


def test_an_address_never_confirmed_vanishes_after_seven_days(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    ask_to_follow(session, desk.here, "127.0.0.1", FollowForm(email=ADA))
    kept = follow(session, desk, "fermo@esempio.it")
    store.finish(session)
    link = link_in(mails_to(store, ADA)[0])
    with store.writing() as later:
        later.exec(update(Follow).values(asked_at=wall_now() - timedelta(days=7, seconds=1)))
    assert "non vale più" in client.get(link).text
    assert client.post(link).status_code == 404
    with store.writing() as later:
        assert forget_unconfirmed(later) == 1
        assert [row.email for row in later.exec(select(Follow)).all()] == [kept.email]


def test_a_proroga_is_told_at_once_and_moves_the_term_of_the_questions(
    client: TestClient, store: Store, session: Session
) -> None:
    desk, version = make_open_avviso(session)
    follow(session, desk)
    before = asking_in(session, desk.here).until
    closing = in_rome(version.closes_at)
    later = next_working_day(closing.date() + timedelta(days=7))
    extended = extend(session, desk, datetime.combine(later, closing.time(), closing.tzinfo))
    after = asking_in(session, desk.here).until
    assert before is not None
    assert after is not None
    assert after - before == in_rome(extended.closes_at) - in_rome(version.closes_at)
    store.finish(session)
    Worker(store, {SEND: mail_handler(None), **HANDLERS}).run_until_idle()
    mail = mails_to(store, ADA)[-1]
    assert mail.subject.startswith("Proroga dell'avviso; domande entro")
    page = "/zona-esempio/prova/avviso/versioni/2"
    assert f"http://testserver{page}\n" in mail.body
    assert client.get(page).status_code == 200
    assert "Proroga dei termini: versione 2" in client.get("/zona-esempio/prova/feed.atom").text
