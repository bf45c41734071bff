"""Builds the demonstration, once, in an installation that holds nothing else."""

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PIL import Image, ImageDraw
from sqlmodel import Session, func, select

from app.core.clock import set_legal_offset, wall_now
from app.core.errors import AppError
from app.core.files.blobs import BlobStore
from app.core.jobs.outbox import keep_queued
from app.core.jobs.queue import enqueue
from app.core.jobs.worker import Worker
from app.core.security.passwords import hash_password
from app.core.security.tokens import new_token
from app.core.store.installation import get_installation
from app.core.store.session import Store
from app.demo import (
    admission,
    answers,
    applications,
    archive,
    asking,
    beginning,
    changes,
    desk,
    ending,
    examination,
    followers,
    laboratories,
    livorno,
    monitoring,
    outcomes,
    plan,
    questions,
    register,
    valdombra,
    variety,
)
from app.demo.bodies import BODIES
from app.demo.people import PEOPLE
from app.demo.place import Place, StepFacts
from app.demo.stage import Stage, at
from app.law.days import next_working_day
from app.law.terms import count_term
from app.outlets.follow import jobs as follow_jobs
from app.outlets.search import jobs as search_jobs
from app.people.accounts.actions.register import create_account
from app.people.accounts.models import Account
from app.people.accounts.queries import find_account
from app.people.authorities.actions import add_organ, create_authority, give_role, set_logo
from app.people.authorities.enums import OfficeRole
from app.people.authorities.forms import OrganForm
from app.people.authorities.picture import draw_logo
from app.people.authorities.queries import get_authority
from app.people.ets.actors import actor_of
from app.steps.receipts.actions import PRINT

OPEN_TITLE = "Co-programmazione di prova: contrasto alla solitudine"
OPEN_PURPOSE = (
    "Capire con gli enti del Terzo settore chi vive solo nella zona, che cosa manca e che cosa si "
    "può fare insieme. L'avviso di questo procedimento è aperto oggi."
)


def is_loaded(store: Store) -> bool:
    """Whether the demonstration stands. Raises AppError on an installation with other data."""
    with store.writing() as session:
        if get_installation(session).demo:
            return True
        if session.exec(select(func.count()).select_from(Account)).one():
            raise AppError(
                "this installation holds other data: the demonstration is never mixed with it"
            )
        return False


def load_demo(store: Store) -> None:
    """Build the demonstration through the actions people use; nothing when it stands already.

    It is marked as standing only at its end: one that was cut short is refused, not mended.
    """
    if is_loaded(store):
        return
    digest = hash_password(new_token())
    blobs: BlobStore = store.at_hand["blobs"]
    try:
        with store.writing() as session:
            for place in (livorno.HERE, valdombra.HERE):
                make_office(session, place, digest)
        for place in (livorno.HERE, valdombra.HERE):
            give_logo(Stage(store, blobs, "", place))
        tell_livorno(Stage(store, blobs, livorno.PROCEDURE), digest)
        open_today(Stage(store, blobs, livorno.OPEN_PROCEDURE), digest)
        stage = Stage(store, blobs, valdombra.PROCEDURE, valdombra.HERE)
        tell_valdombra(stage, digest)
    finally:
        set_legal_offset(timedelta(0))
    with store.writing() as session:
        get_installation(session).demo = True
    handlers = {PRINT: _print_later, **follow_jobs.HANDLERS, **search_jobs.HANDLERS}
    Worker(store, handlers).run_until_idle()
    with store.writing() as session:
        keep_queued(session)
    archive.ask_files(Stage(store, blobs, livorno.PROCEDURE))
    archive.list_what_is_due(store)


def _print_later(store: Store, payload: dict[str, Any]) -> None:
    """The worker of the running application prints the receipts: nobody waits for them here."""
    with store.writing() as session:
        enqueue(session, PRINT, payload, run_at=wall_now() + timedelta(minutes=1))


def tell_livorno(stage: Stage, digest: str) -> None:
    """The whole procedure, day by day on its real calendar."""
    at(date(2025, 10, 14))
    beginning.prepare(stage, livorno.TITLE, livorno.PURPOSE, livorno.APPROVAL)
    beginning.plan_meetings(stage, livorno.MEETINGS)
    beginning.start(stage, livorno.START_ACT, "7")
    beginning.open_avviso(
        stage, livorno.AVVISO_ACT, livorno.AVVISO_PUBLISHED, livorno.AVVISO_CLOSES, "12:30:00"
    )
    at(date(2025, 11, 18))
    archive.sign_up_citizens(stage)
    applications.make_bodies(stage, digest)
    questions.answer(stage, date(2025, 11, 18), date(2025, 11, 19))
    register.load_extract(stage, date(2025, 11, 3))
    followers.begin(stage, date(2025, 11, 19))
    applications.file_all(stage, date(2025, 11, 20), date(2025, 12, 14), BODIES)
    applications.register_offline(stage, date(2025, 12, 15))
    examination.begin(stage, date(2025, 12, 16))
    examination.hear(stage, date(2025, 12, 17), date(2025, 12, 19))
    admission.admit(stage, date(2025, 12, 22), "455", first=0, last=34)
    admission.seat_services(stage, date(2025, 12, 22))
    admission.convene_all(stage, date(2025, 12, 23))
    laboratories.hold(stage, 0)
    admission.admit(stage, date(2026, 1, 20), "31", first=34, last=len(BODIES))
    laboratories.hold(stage, 1)
    laboratories.hold(stage, 2)
    tell_restitution(stage)
    tell_year_after(stage)


def tell_restitution(stage: Stage) -> None:
    """From what the tavoli said to the report and the act that ends it."""
    followers.monday(stage, date(2026, 2, 16))
    outcomes.draw(stage, date(2026, 2, 16))
    desk.arrange(stage, date(2026, 2, 16))
    desk.vote(stage, date(2026, 2, 16))
    outcomes.share(stage, date(2026, 2, 16), date(2026, 2, 20))
    followers.monday(stage, date(2026, 2, 23))
    plan.bring(stage, date(2026, 2, 23))
    answers.propose(stage, livorno.RESTITUTION)
    ending.write(stage, date(2026, 2, 25))
    answers.decide(stage, livorno.APPROVAL)
    followers.monday(stage, date(2026, 3, 2))
    ending.amend(stage, date(2026, 3, 2))
    ending.close(stage, date(2026, 3, 3))
    answers.add_later(stage, date(2026, 3, 3))
    questions.note_registers(stage, date(2026, 3, 4))
    at(date(2026, 3, 5))
    archive.hand_in(stage)
    followers.monday(stage, date(2026, 3, 9))


def tell_year_after(stage: Stage) -> None:
    """What became of it, up to the last days before the demonstration is loaded."""
    plan.approve(stage, date(2026, 3, 16))
    monitoring.measure(stage, date(2026, 3, 20))
    plan.follow_up(stage, date(2026, 10, 15))
    monitoring.import_values(stage, date(2026, 11, 3))
    monitoring.account(stage, date(2026, 11, 9), date(2026, 11, 12))
    monitoring.read(stage, date(2026, 11, 13), date(2026, 11, 20), date(2026, 11, 24))


def open_today(stage: Stage, digest: str) -> None:
    """A procedure whose avviso is open on the day of loading, with room to try it."""
    today = wall_now().date()
    published = today - timedelta(days=3)
    at(today - timedelta(days=10))
    beginning.prepare(stage, OPEN_TITLE, OPEN_PURPOSE, today + timedelta(days=150))
    beginning.start(stage, today - timedelta(days=8), "1")
    patron = livorno.PATRON
    closes = next_working_day(count_term(published, 30, patron).last_day, patron)
    beginning.open_avviso(
        stage, today - timedelta(days=5), published, closes, "23:59:59", asks=variety.FORM
    )
    closes = changes.rectify(stage, published, closes)
    variety.file(stage, today - timedelta(days=2), digest)
    closes = changes.extend(stage, today - timedelta(days=1), closes)
    questions.leave_open(stage, today - timedelta(days=1))
    days = [next_working_day(closes + timedelta(days=gap), patron) for gap in (7, 25)]
    at(today)
    register.load_extract(stage, today - timedelta(days=6))
    beginning.plan_meetings(
        stage, tuple(map(_moved, (livorno.MEETINGS[1], livorno.MEETINGS[2]), days))
    )


def _moved(step: StepFacts, day: date) -> StepFacts:
    return replace(step, day=day)


def tell_valdombra(stage: Stage, digest: str) -> None:
    """Another authority: asked for by its bodies, its avviso is open on the day of loading."""
    today = wall_now().date()
    at(today - timedelta(days=90))
    bodies = valdombra.BODIES
    applications.make_bodies(stage, digest, bodies)
    born = asking.ask(stage, today - timedelta(days=75), asking.BORN, bodies)
    refused = asking.ask(stage, today - timedelta(days=70), asking.REFUSED, bodies[1:2])
    asking.accept(stage, today - timedelta(days=50), born, valdombra.TITLE, valdombra.PURPOSE)
    asking.refuse(stage, today - timedelta(days=45), refused)
    asking.ask(stage, today - timedelta(days=42), asking.WAITING, bodies[2:])
    beginning.describe(stage, valdombra.TITLE, valdombra.PURPOSE, today + timedelta(days=180))
    beginning.start(stage, today - timedelta(days=40), "3")
    published = today - timedelta(days=4)
    closes = valdombra.closing_of(published)
    beginning.open_avviso(stage, today - timedelta(days=8), published, closes, "12:30:00", "27")
    steps = valdombra.meetings(
        closes + timedelta(days=14), timedelta(days=14), today + timedelta(days=9)
    )
    at(published, "10:00")
    beginning.plan_meetings(stage, tuple(_moved(one, valdombra.working(one.day)) for one in steps))
    applications.file_all(stage, published, today - timedelta(days=1), bodies[:2])
    at(today)
    asking.draft(Stage(stage.store, stage.blobs, livorno.PROCEDURE), asking.DRAFT)


def make_office(session: Session, place: Place, digest: str) -> None:
    """An authority with its organs and office, and the people there whom one can be."""
    authority = create_authority(session, slug=place.slug, kind=place.kind, **place.columns)
    for person in PEOPLE:
        if person.place != place.slug or find_account(session, person.email):
            continue
        account = create_account(
            session,
            email=person.email,
            given_name=person.given_name,
            family_name=person.family_name,
            password_hash=digest,
        )
        if person.role:
            give_role(session, account, authority, OfficeRole(person.role))
    session.flush()
    office = actor_of(session, _account(session, place.rdp), strong=True)
    for organ in place.organs:
        form = OrganForm(kind=organ.kind, name=organ.name, holder=organ.holder)
        add_organ(session, office, authority, form)


def give_logo(stage: Stage) -> None:
    """A mark drawn for the occasion, as if somebody had uploaded it."""
    with Image.new("RGB", (300, 100), "white") as mark:
        draw = ImageDraw.Draw(mark)
        for left, colour in ((20, "#00594f"), (110, "#b45f06"), (200, "#351c75")):
            draw.polygon(((left, 90), (left + 40, 15), (left + 80, 90)), fill=colour)
        out = io.BytesIO()
        mark.save(out, "PNG")
    logo = stage.keep(draw_logo(out.getvalue()), "logo.png")
    with stage.act() as session:
        authority = get_authority(session, stage.place.slug)
        set_logo(session, stage.person(session, stage.place.rdp), authority, logo)


def _account(session: Session, email: str) -> Account:
    found = find_account(session, email)
    assert found is not None
    return found
