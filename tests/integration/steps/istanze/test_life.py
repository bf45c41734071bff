"""An istanza from its draft to the procedure that is born from it, or is not."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import ConflictError, InvalidFormError, NotFoundError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.people.authorities.actions import save_settings
from app.people.authorities.forms import RulesForm
from app.people.ets.models import Ets
from app.steps.istanze.actions import (
    accept_istanza,
    add_files,
    confirm_joining,
    discard_istanza,
    edit_istanza,
    leave_istanza,
    present_istanza,
    refuse_istanza,
    start_istanza,
    withdraw_istanza,
)
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.forms import AcceptForm, IstanzaForm, NewIstanzaForm, RefuseForm
from app.steps.istanze.queries import (
    find_origin,
    get_for_office,
    get_own,
    list_arrived,
    list_signers,
)
from app.steps.istanze.views import office_lines
from app.steps.procedures.actions import record_act
from app.steps.procedures.enums import ActKind
from app.steps.procedures.forms import ActForm
from tests.conftest import Clock
from tests.factories.domande import make_applicant
from tests.factories.files import keep_pdf
from tests.factories.istanze import Asking, make_draft, make_joined, make_presented, write
from tests.factories.people import make_authority

REFUSAL = RefuseForm(refusal="Il tema è già oggetto del piano in corso, che si chiude a giugno.")
ACCEPTED = AcceptForm(title="Co-programmazione sugli anziani soli", slug="anziani-soli")


def present(session: Session, asking: Asking) -> None:
    present_istanza(session, asking.actor, asking.ref, asking.asked.istanza.edition)


def test_a_draft_is_seen_by_its_bodies_and_by_nobody_else(session: Session) -> None:
    asking = make_draft(session)
    other = make_joined(session, asking)
    assert get_own(session, other, asking.ref).istanza.public_id == asking.ref
    with pytest.raises(NotFoundError):
        get_own(session, make_applicant(session).actor, asking.ref)
    with pytest.raises(NotFoundError):
        get_for_office(session, asking.office, asking.asked.authority.slug, asking.ref)
    assert list_arrived(session, asking.asked.authority.pk) == []


def test_only_a_third_sector_body_may_ask(session: Session) -> None:
    authority = make_authority(session)
    stranger = make_applicant(
        session, runts_state="not_ets", runts_number="", runts_section="", runts_date=None
    )
    form = NewIstanzaForm(
        authority=authority.public_id, body=stranger.body.public_id, subject="Un tema da capire"
    )
    with pytest.raises(InvalidFormError) as refusal:
        start_istanza(session, stranger.actor, form)
    assert set(refusal.value.errors) == {"body"}


def test_a_changed_text_is_read_again_by_who_had_joined(session: Session) -> None:
    asking = make_draft(session)
    other = make_joined(session, asking)
    write(session, asking, reason="Li contano in due, e non si parlano.")
    assert list_messages(session)[0].kind == "istanze/read_again"
    with pytest.raises(RuleError, match="non l'hanno ancora confermato"):
        present(session, asking)
    with pytest.raises(ConflictError):
        confirm_joining(session, other, asking.ref, asking.asked.istanza.edition - 1)
    confirm_joining(session, other, asking.ref, asking.asked.istanza.edition)
    present(session, asking)
    assert len(list_signers(session, asking.asked.istanza)) == 2


def test_a_body_leaves_by_itself_or_by_the_lead_and_nobody_else_takes_it_away(
    session: Session,
) -> None:
    asking = make_draft(session)
    first, second = make_joined(session, asking), make_joined(session, asking)
    joined = [one.joined for one in list_signers(session, asking.asked.istanza) if one.joined]
    with pytest.raises(NotFoundError):
        leave_istanza(session, first, asking.ref, joined[1])
    leave_istanza(session, second, asking.ref, joined[1])
    leave_istanza(session, asking.actor, asking.ref, joined[0])
    assert len(list_signers(session, asking.asked.istanza)) == 1


def test_presenting_gives_a_number_a_term_and_a_receipt_once(session: Session) -> None:
    asking = make_draft(session)
    istanza = asking.asked.istanza
    present(session, asking)
    present(session, asking)
    assert (istanza.number, istanza.year) == (1, legal_today().year)
    assert istanza.answer_by is not None
    assert (istanza.answer_by - legal_today()).days >= 30
    kinds = [message.kind for message in list_messages(session)]
    assert kinds.count("istanze/arrived") == 1
    assert kinds.count("istanze/presented") >= 1
    with pytest.raises(ConflictError):
        edit_istanza(
            session, asking.actor, asking.ref, IstanzaForm(edition=2, subject="Un altro tema")
        )
    with pytest.raises(ConflictError):
        discard_istanza(session, asking.actor, asking.ref)


def test_what_is_missing_is_asked_before_presenting(session: Session) -> None:
    asking = make_draft(session, reason="", concerns="")
    with pytest.raises(InvalidFormError) as refusal:
        present(session, asking)
    assert set(refusal.value.errors) == {"reason", "concerns"}
    assert asking.asked.istanza.state is IstanzaState.DRAFT


def test_each_authority_numbers_its_own(session: Session) -> None:
    here, there = make_authority(session), make_authority(session, "altra")
    numbers = [make_presented(session, one).asked.istanza.number for one in (here, here, there)]
    assert numbers == [1, 2, 1]


def test_the_term_is_the_authority_s_and_a_later_setting_does_not_touch_it(
    session: Session,
) -> None:
    authority = make_authority(session, answer_days=45)
    asking = make_presented(session, authority)
    before = asking.asked.istanza.answer_by
    form = RulesForm(edition=authority.edition, answer_days=10, saturday_moves=True)
    save_settings(session, asking.office, authority, form)
    session.flush()
    assert asking.asked.istanza.answer_days == 45
    assert asking.asked.istanza.answer_by == before


def test_the_office_sees_the_term_running_and_gone_by(session: Session, clock: Clock) -> None:
    asking = make_presented(session)
    clock.move_to(legal_now() + timedelta(days=40))
    line = office_lines(session, list_arrived(session, asking.asked.authority.pk))[0]
    assert line.clock is not None
    assert (line.clock.overdue, line.tone) == (True, "danger")
    refuse_istanza(session, asking.office, asking.asked, REFUSAL)
    mail = next(one for one in list_messages(session) if one.kind == "istanze/refused")
    assert REFUSAL.refusal in mail.body


def test_accepted_it_gives_birth_to_a_procedure_whose_start_act_names_it(session: Session) -> None:
    asking = make_presented(session)
    here = accept_istanza(session, asking.office, asking.asked, ACCEPTED)
    number = asking.asked.istanza.register_number
    assert f"istanza n. {number}" in here.procedure.start_words
    act = {"kind": ActKind.START, "organ": "Giunta", "number": "4", "adopted_on": legal_today()}
    silent = ActForm(**act, subject="Avvio della co-programmazione")
    with pytest.raises(InvalidFormError) as refusal:
        record_act(session, asking.office, here, silent, keep_pdf(session))
    assert set(refusal.value.errors) == {"subject"}


def test_the_start_act_that_names_it_is_tied_to_it(session: Session) -> None:
    asking = make_presented(session)
    here = accept_istanza(session, asking.office, asking.asked, ACCEPTED)
    form = ActForm(
        kind=ActKind.START,
        organ="Giunta",
        number="4",
        adopted_on=legal_today(),
        subject=here.procedure.start_words,
    )
    act = record_act(session, asking.office, here, form, keep_pdf(session))
    origin = find_origin(session, here.procedure.pk)
    assert origin is not None
    assert origin.act is act


def test_an_answer_is_given_once_and_not_to_what_was_withdrawn(session: Session) -> None:
    asking = make_presented(session)
    refuse_istanza(session, asking.office, asking.asked, REFUSAL)
    with pytest.raises(RuleError):
        accept_istanza(session, asking.office, asking.asked, ACCEPTED)
    with pytest.raises(RuleError):
        withdraw_istanza(session, asking.actor, asking.ref)
    other = make_presented(session, asking.asked.authority)
    withdraw_istanza(session, other.actor, other.ref)
    with pytest.raises(RuleError):
        refuse_istanza(session, asking.office, other.asked, REFUSAL)


def test_a_draft_is_discarded_with_everything_of_it(session: Session) -> None:
    asking = make_draft(session)
    make_joined(session, asking)
    add_files(session, asking.actor, asking.ref, [keep_pdf(session)])
    discard_istanza(session, asking.actor, asking.ref)
    with pytest.raises(NotFoundError):
        get_own(session, asking.actor, asking.ref)
    assert session.get(Ets, asking.asked.istanza.lead_ets_id) is not None


def test_pressed_twice_at_once_it_has_one_number(store: Store) -> None:
    with store.writing() as session:
        asking = make_draft(session)
        edition = asking.asked.istanza.edition
        authority = asking.asked.authority.pk
    barrier = Barrier(3)

    def press() -> None:
        barrier.wait(10)
        with store.writing() as session:
            present_istanza(session, asking.actor, asking.ref, edition)

    threads = [Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    with store.writing() as session:
        assert [one.istanza.number for one in list_arrived(session, authority)] == [1]
        kinds = [message.kind for message in list_messages(session)]
        assert kinds.count("istanze/arrived") == 1
