"""An avviso is published when nothing is missing, and never changes afterwards."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from app.core.clock import from_rome
from app.core.errors import ConflictError, InvalidFormError, NotFoundError, RuleError
from app.core.events import pending_events
from app.law.phases import Phase
from app.law.sources import CC_2963, DM72_2, DM72_2_EQUAL, LR65_10_A, LR65_10_C, LR65_10_D, Source
from app.steps.avvisi.actions import (
    publish_avviso,
    record_avviso_act,
    save_definition,
    set_closing,
    write_section,
)
from app.steps.avvisi.actions.draft import mark_of
from app.steps.avvisi.events import AvvisoPublished
from app.steps.avvisi.facts import avviso_facts
from app.steps.avvisi.forms import AvvisoActForm, ClosingForm, DefinitionForm, SectionForm
from app.steps.avvisi.queries import get_avviso, get_version, is_open, list_open
from app.steps.publication.models import SlotEntry
from tests.conftest import Clock
from tests.factories.avvisi import (
    after_closing,
    make_open_avviso,
    make_ready_desk,
    record_approval,
    set_closing_at,
    write_sections,
)
from tests.factories.files import keep_pdf
from tests.factories.people import make_authority
from tests.factories.procedures import Desk, make_desk, make_started_desk

MONDAY = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
LAST_SECOND = from_rome(date(2025, 12, 15), 23, 59, 59)


@pytest.fixture(autouse=True)
def _on_a_monday(clock: Clock) -> None:
    clock.move_to(MONDAY)


def _refused(session: Session, desk: Desk) -> RuleError:
    with pytest.raises(RuleError) as refusal:
        publish_avviso(session, desk.actor, desk.here)
    return refusal.value


def _expect(refusal: RuleError, source: Source, words: str) -> None:
    assert refusal.source == source
    assert words in refusal.sentence
    assert refusal.remedy


def test_publishing_opens_the_procedure_and_freezes_a_version(session: Session) -> None:
    desk, version = make_open_avviso(session)
    assert desk.here.procedure.phase is Phase.OPEN
    assert (version.number, version.closes_at) == (1, LAST_SECOND)
    assert len(version.content_sha256) == 64
    events = [event for event in pending_events(session) if isinstance(event, AvvisoPublished)]
    assert [event.scopes for event in events] == [desk.here.scopes]


def test_the_published_avviso_fills_its_slot(session: Session) -> None:
    _, version = make_open_avviso(session)
    entry = session.exec(select(SlotEntry).where(SlotEntry.slot == "avviso")).one()
    assert entry.address == "/zona-esempio/prova/avviso"
    assert entry.sha256 == version.content_sha256


def test_a_missing_section_is_refused_with_its_source(session: Session) -> None:
    desk = make_started_desk(session)
    write_sections(session, desk, without=("object", "privacy"))
    set_closing_at(session, desk, LAST_SECOND)
    record_approval(session, desk)
    refusal = _refused(session, desk)
    assert refusal.source is not None
    assert refusal.source.short == "dm72-2-a"
    assert "«Oggetto»" in refusal.sentence
    assert "«Trattamento dei dati personali». (art. 13 GDPR)" in refusal.sentence


def test_a_missing_act_is_refused(session: Session) -> None:
    desk = make_started_desk(session)
    write_sections(session, desk)
    set_closing_at(session, desk, LAST_SECOND)
    _expect(_refused(session, desk), DM72_2, "Manca l'atto che approva l'avviso.")


def test_a_missing_closing_is_refused(session: Session) -> None:
    desk = make_started_desk(session)
    write_sections(session, desk)
    record_approval(session, desk)
    _expect(_refused(session, desk), LR65_10_C, "si chiude")


def test_without_a_tavolo_it_is_refused(session: Session) -> None:
    desk = make_ready_desk(session, make_started_desk(session, tavoli=()))
    _expect(_refused(session, desk), LR65_10_D, "Nessun tavolo")


def test_before_the_start_it_is_refused(session: Session) -> None:
    desk = make_ready_desk(session, make_desk(session))
    _expect(_refused(session, desk), LR65_10_A, "«In preparazione»")


def test_a_closing_that_was_lawful_is_refused_two_days_later(
    session: Session, clock: Clock
) -> None:
    desk = make_ready_desk(session)
    clock.move_to(datetime(2025, 11, 26, 9, 0, tzinfo=UTC))
    _expect(_refused(session, desk), LR65_10_C, "prima che finiscano i 20 giorni")
    assert desk.here.procedure.phase is Phase.STARTED


@pytest.mark.parametrize(
    ("closes_on", "closes_at", "source"),
    [
        (date(2025, 12, 15), time(23, 59, 58), LR65_10_C),
        (date(2025, 12, 15), time(12, 30), LR65_10_C),
        (date(2025, 12, 25), time(12, 30), CC_2963),
    ],
)
def test_an_unlawful_closing_is_refused_when_it_is_set(
    session: Session, closes_on: date, closes_at: time, source: Source
) -> None:
    desk = make_started_desk(session)
    form = ClosingForm(closes_on=closes_on, closes_at=closes_at)
    with pytest.raises(RuleError) as refusal:
        set_closing(session, desk.actor, desk.here, form)
    assert refusal.value.source == source


def test_the_patron_and_the_saturday_setting_move_the_term(session: Session) -> None:
    authority = make_authority(session, patron_month=12, patron_day=15)
    desk = make_started_desk(session, authority=authority)
    form = ClosingForm(closes_on=date(2025, 12, 15), closes_at=time(23, 59, 59))
    with pytest.raises(RuleError) as refusal:
        set_closing(session, desk.actor, desk.here, form)
    assert "martedì 16 dicembre 2025" in refusal.value.remedy


def test_once_published_every_writing_is_refused(session: Session) -> None:
    desk, version = make_open_avviso(session)
    form = AvvisoActForm(organ="Direzione", number="9", adopted_on=date(2025, 11, 24))
    closing = ClosingForm(closes_on=date(2026, 1, 15), closes_at=time(12))
    file = keep_pdf(session)
    who, here = desk.actor, desk.here
    for attempt in (
        lambda: write_section(session, who, here, "object", SectionForm(text="Altro")),
        lambda: save_definition(session, who, here, DefinitionForm()),
        lambda: set_closing(session, who, here, closing),
        lambda: record_avviso_act(session, who, here, form, file),
        lambda: publish_avviso(session, who, here),
    ):
        with pytest.raises(RuleError) as refusal:
            attempt()
        assert refusal.value.source == DM72_2_EQUAL
    avviso = get_avviso(session, here.procedure.pk)
    assert avviso is not None
    assert get_version(session, avviso).sections == version.sections


@pytest.mark.parametrize(
    "statement", ["UPDATE avviso_version SET number = 2", "DELETE FROM avviso_version"]
)
def test_the_database_refuses_to_alter_a_version(session: Session, statement: str) -> None:
    make_open_avviso(session)
    with pytest.raises(DBAPIError, match="append-only"):
        session.connection().execute(text(statement))


def test_the_last_second_is_in_and_the_next_is_out(session: Session, clock: Clock) -> None:
    desk, version = make_open_avviso(session)
    avviso = get_avviso(session, desk.here.procedure.pk)
    assert is_open(avviso, version.closes_at.replace(microsecond=999_999))
    assert not is_open(avviso, after_closing(version))
    assert [found.id for _, found in list_open(session)] == [version.avviso_id]
    clock.move_to(after_closing(version))
    assert list_open(session) == []


def test_the_facts_tell_the_checklist(session: Session) -> None:
    desk = make_started_desk(session)
    assert avviso_facts(session, desk.here)["avviso_sections_missing"] == 15
    desk, version = make_open_avviso(session, desk)
    assert avviso_facts(session, desk.here) == {
        "avviso_sections_missing": 0,
        "avviso_published_at": version.published_at,
        "avviso_closes_at": version.closes_at,
    }


def test_two_people_do_not_overwrite_each_other(session: Session) -> None:
    desk = make_started_desk(session)
    opened = mark_of("")
    write_section(session, desk.actor, desk.here, "object", SectionForm(text="Uno", was=opened))
    with pytest.raises(ConflictError):
        write_section(session, desk.actor, desk.here, "object", SectionForm(text="Due", was=opened))


def test_a_section_that_no_avviso_has_is_not_found(session: Session) -> None:
    desk = make_started_desk(session)
    with pytest.raises(NotFoundError):
        write_section(session, desk.actor, desk.here, "premi", SectionForm(text="x"))


def test_the_form_is_built_on_the_short_default(session: Session) -> None:
    desk = make_started_desk(session)
    form = DefinitionForm(
        parts=["activities"],
        extras=["body.vat", "body.site"],
        declarations=["antimafia"],
        max_tavoli=2,
        other_subjects=True,
    )
    made = save_definition(session, desk.actor, desk.here, form)
    assert made.parts == (
        "signatory", "body", "runts", "other_subject", "activities", "tavoli", "declarations",
        "signature",
    )  # fmt: skip
    assert made.optional_fields == {"body": ("vat", "site")}
    assert made.declarations[-1] == "antimafia"


@pytest.mark.parametrize("extra", ["body.name", "altro.campo", "body"])
def test_a_form_outside_the_catalogue_is_refused(session: Session, extra: str) -> None:
    desk = make_started_desk(session)
    with pytest.raises(InvalidFormError):
        save_definition(session, desk.actor, desk.here, DefinitionForm(extras=[extra]))
