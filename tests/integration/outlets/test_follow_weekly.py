"""Following one tavolo, or week by week: what is told, once, and what is told to nobody."""

from datetime import timedelta

from sqlmodel import Session, col, select, update
from starlette.testclient import TestClient

from app.core.clock import legal_now
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.outlets.follow.actions import ask_to_follow, confirm_follow, note, sum_up_week
from app.outlets.follow.digest import last_monday
from app.outlets.follow.enums import NoticeKind, Rhythm
from app.outlets.follow.forms import FollowForm
from app.outlets.follow.jobs import HANDLERS, SUMMARY
from app.outlets.follow.models import Follow
from app.steps.calendar.actions import cancel_meeting
from app.steps.calendar.forms import CancelForm
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.esiti.actions import publish_esiti
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.calendar import make_laboratory
from tests.factories.contributions import make_guest, make_published, make_working_desk
from tests.factories.esiti import make_observed, propose, propose_node
from tests.factories.procedures import Desk, make_started_desk
from tests.integration.outlets.test_follow import ADA, PAGE, run_jobs
from tests.support.mails import link_in, mails_to


def follow(
    session: Session,
    desk: Desk,
    *,
    tavolo: int | None = None,
    weekly: bool = False,
    email: str = ADA,
) -> Follow:
    """A confirmed follower of all, or of one tavolo by its place."""
    tavoli = list_tavoli(session, desk.here.procedure.pk)
    form = FollowForm(
        email=email,
        tavolo=tavoli[tavolo].public_id if tavolo is not None else "",
        rhythm=Rhythm.WEEKLY if weekly else Rhythm.AT_ONCE,
    )
    ask_to_follow(session, desk.here, "127.0.0.1", form)
    query = select(Message).where(Message.recipient == email).order_by(col(Message.id).desc())
    mail = session.exec(query).first()
    assert mail is not None
    return confirm_follow(session, desk.here, link_in(mail).rsplit("/", 1)[1])


def monday_comes(store: Store) -> None:
    """As if the last summary were that of the Monday before; then the job runs, as every hour."""
    with store.writing() as session:
        for each in session.exec(select(Follow)).all():
            if each.summed_on is not None:
                each.summed_on -= timedelta(days=7)
                session.add(each)
    HANDLERS[SUMMARY](store, {})


def news(store: Store, email: str = ADA) -> list[Message]:
    """The mails after the one that asked to confirm."""
    return mails_to(store, email)[1:]


def test_a_weekly_follower_gets_one_readable_summary_on_monday(
    store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    follow(session, desk, weekly=True)
    guest, other = make_guest(session, desk), make_guest(session, desk, "Altro ente", tavolo=1)
    for title in ("Corse serali", "Corse festive"):
        make_published(session, desk, guest, title)
    make_published(session, desk, other, "Segretissimo")
    make_laboratory(session, desk, title="Laboratorio dei bisogni")
    store.finish(session)
    run_jobs(store)
    HANDLERS[SUMMARY](store, {})
    assert news(store) == []
    monday_comes(store)
    HANDLERS[SUMMARY](store, {})
    (mail,) = news(store)
    assert mail.subject == "La settimana di «Co-programmazione di prova»: 3 novità"
    assert "Per tutti i tavoli\n\n- Nuovo incontro: Laboratorio dei bisogni" in mail.body
    assert "Tavolo «Disabilità»\n\n- 2 contributi pubblicati\n  http://testserver/" in mail.body
    assert "- Un contributo pubblicato: il n. 3" in mail.body
    assert "Segretissimo" not in mail.body
    assert "/segui/preferenze/" in mail.body
    assert mail.unsubscribe.startswith("http://testserver/zona-esempio/prova/segui/lascia/")


def test_nothing_is_sent_where_nothing_is_new(store: Store, session: Session) -> None:
    desk = make_started_desk(session)
    follow(session, desk, weekly=True)
    store.finish(session)
    monday_comes(store)
    assert news(store) == []
    with store.reading() as reading:
        assert reading.exec(select(Follow)).one().summed_on == last_monday(legal_now())


def test_a_summary_that_runs_twice_or_is_killed_tells_once(store: Store, session: Session) -> None:
    desk = make_started_desk(session)
    follow(session, desk, weekly=True)
    note(session, desk.here, NoticeKind.LISTS, "Elenco", "/x")
    store.finish(session)
    with store.writing() as earlier:
        earlier.exec(update(Follow).values(summed_on=None))
    killed = store.open_write()
    assert sum_up_week(killed, desk.here) == 1
    killed.rollback()
    killed.close()
    with store.writing() as first:
        assert [sum_up_week(first, desk.here) for _ in range(2)] == [1, 0]
    HANDLERS[SUMMARY](store, {})
    assert len(news(store)) == 1


def test_who_follows_one_tavolo_hears_only_of_it_and_of_all(store: Store, session: Session) -> None:
    desk = make_working_desk(session)
    follow(session, desk, tavolo=0)
    follow(session, desk, tavolo=1, email="bea@esempio.it")
    make_published(session, desk, make_guest(session, desk), "Corse serali")
    store.finish(session)
    run_jobs(store)
    (mail,) = news(store)
    assert "Un contributo pubblicato: il n. 1" in mail.subject
    assert news(store, "bea@esempio.it") == []


def test_contributions_come_together_and_what_was_withheld_is_not_told(
    store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    follow(session, desk)
    guest = make_guest(session, desk)
    made = [make_published(session, desk, guest, f"Proposta {word}") for word in ("a", "b", "c")]
    store.finish(session)
    with store.writing() as later:
        form = ReasonForm(reason="Nomina una persona.")
        withhold_contribution(later, desk.actor, desk.here, made[0].public_id, form)
    run_jobs(store)
    (mail,) = news(store)
    assert "2 contributi pubblicati" in mail.subject
    assert made[0].public_id not in mail.body


def test_restitution_is_told_with_its_figures(store: Store, session: Session, clock: Clock) -> None:
    heard = make_observed(session, clock)
    follow(session, heard.desk)
    propose_node(session, heard)
    propose(session, heard, *list_published_for_synthesis(session, heard.desk.here.procedure.pk))
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    store.finish(session)
    run_jobs(store)
    (mail,) = news(store)
    assert "la risposta a 2 contributi" in mail.body
    assert "/zona-esempio/prova/esiti\n" in mail.body
    assert "/zona-esempio/prova/quadro\n" in mail.body


def test_a_cancelled_meeting_is_told(store: Store, session: Session) -> None:
    desk = make_started_desk(session)
    meeting = make_laboratory(session, desk, title="Laboratorio dei bisogni")
    store.finish(session)
    run_jobs(store)
    follow(session, desk)
    cancel_meeting(session, desk.actor, desk.here, meeting, CancelForm(reason="Neve."))
    store.finish(session)
    run_jobs(store)
    (mail,) = news(store)
    assert mail.subject.startswith("Annullato: Laboratorio dei bisogni")


def test_a_follower_changes_what_is_wanted_from_the_mail(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    token = follow(session, desk).leave_token
    second = list_tavoli(session, desk.here.procedure.pk)[1].public_id
    store.finish(session)
    address = f"{PAGE}/preferenze/{token}"
    page = client.get(address)
    assert 'value="at_once" checked' in page.text
    assert client.post(address, data={"tavolo": "0" * 20, "rhythm": "weekly"}).status_code == 422
    assert client.post(address, data={"tavolo": second, "rhythm": "weekly"}).status_code == 303
    page = client.get(address)
    assert 'value="weekly" checked' in page.text
    assert f'value="{second}" selected' in page.text
    assert "Smettete di seguire" in page.text
    wrong = client.get(f"{PAGE}/preferenze/{'x' * 43}")
    assert "non è iscritto" in wrong.text
    assert (
        client.post(f"{PAGE}/preferenze/{'x' * 43}", data={"rhythm": "weekly"}).status_code == 404
    )


def test_the_page_offers_one_tavolo_and_a_weekly_summary_without_scripts(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    tavolo = list_tavoli(session, desk.here.procedure.pk)[1].public_id
    store.finish(session)
    assert f'value="{tavolo}" selected' in client.get(f"{PAGE}?tavolo={tavolo}").text
    form = {"email": ADA, "tavolo": tavolo, "rhythm": "weekly"}
    assert client.post(PAGE, data=form).status_code == 303
    client.post(link_in(mails_to(store, ADA)[0]))
    with store.reading() as reading:
        made = reading.exec(select(Follow)).one()
        assert (made.rhythm, made.tavolo_id is not None) == (Rhythm.WEEKLY, True)
    wrong = client.post(PAGE, data={"email": "bea@esempio.it", "tavolo": "x", "rhythm": "weekly"})
    assert wrong.status_code == 422
    assert "bea@esempio.it" in wrong.text


def test_a_stranger_does_not_change_what_a_follower_wants(store: Store, session: Session) -> None:
    desk = make_started_desk(session)
    follow(session, desk)
    form = FollowForm(email=ADA, rhythm=Rhythm.WEEKLY)
    ask_to_follow(session, desk.here, "10.0.0.9", form)
    store.finish(session)
    with store.reading() as reading:
        assert reading.exec(select(Follow)).one().rhythm is Rhythm.AT_ONCE
