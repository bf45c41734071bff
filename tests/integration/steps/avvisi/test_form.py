"""The office words documents and declarations of its own, and keeps its forms."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from app.core.errors import InvalidFormError
from app.steps.avvisi.actions import (
    drop_own_item,
    publish_avviso,
    put_own_item,
    save_definition,
    save_template,
    start_revision,
    use_template,
)
from app.steps.avvisi.definition import SHORT_DEFAULT, FormDefinition
from app.steps.avvisi.enums import OwnKind
from app.steps.avvisi.form_views import definition_in
from app.steps.avvisi.forms import DefinitionForm, OwnItemForm, TemplateForm
from app.steps.domande.models import DomandaTavolo
from app.steps.domande.queries.completeness import problems_of
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso, make_ready_desk
from tests.factories.domande import make_filed_domanda, seat
from tests.factories.people import make_authority
from tests.factories.procedures import Desk, make_started_desk

DOCUMENTS, DECLARATIONS = OwnKind.DOCUMENTS, OwnKind.DECLARATIONS


@pytest.fixture(autouse=True)
def _on_a_monday(clock: Clock) -> None:
    clock.move_to(datetime(2025, 11, 24, 9, tzinfo=UTC))


@pytest.fixture
def desk(session: Session) -> Desk:
    return make_started_desk(session)


def put(session: Session, desk: Desk, kind: OwnKind, form: OwnItemForm) -> FormDefinition:
    put_own_item(session, desk.actor, desk.here, kind, form)
    return definition_in(session, desk.here)


def test_a_document_has_its_own_place_in_the_domanda(session: Session, desk: Desk) -> None:
    form = OwnItemForm(title="Statuto", text="PDF.", required=True)
    definition = put(session, desk, DOCUMENTS, form)
    assert problems_of(definition, {}, set())["documents"] == {"document_1": "Allegate il file."}
    drop_own_item(session, desk.actor, desk.here, DOCUMENTS, 1)
    assert "documents" not in definition_in(session, desk.here).parts


def test_a_declaration_is_asked_only_where_it_is_required(session: Session, desk: Desk) -> None:
    put(session, desk, DECLARATIONS, OwnItemForm(title="Sede", text="Siamo qui.", required=True))
    definition = put(session, desk, DECLARATIONS, OwnItemForm(title="Altro", text="Forse."))
    missing = problems_of(definition, {}, set())["declarations"]
    assert "own_1" in missing
    assert "own_2" not in missing
    with pytest.raises(InvalidFormError):
        put(session, desk, DECLARATIONS, OwnItemForm(title="Senza parole"))


def test_what_is_published_is_never_asked_otherwise_under_its_number(
    session: Session, desk: Desk
) -> None:
    put(session, desk, DECLARATIONS, OwnItemForm(title="Sede", text="Abbiamo una sede."))
    make_ready_desk(session, desk)
    publish_avviso(session, desk.actor, desk.here)
    start_revision(session, desk.actor, desk.here)
    slip = OwnItemForm(number=1, title="Sede", text="Abbiamo una sede!")
    assert [one.number for one in put(session, desk, DECLARATIONS, slip).own_declarations] == [1]
    other = OwnItemForm(number=1, title="Sede", text="Abbiamo due sedi.")
    assert [one.number for one in put(session, desk, DECLARATIONS, other).own_declarations] == [2]


def test_the_choice_of_parts_keeps_what_the_office_worded(session: Session, desk: Desk) -> None:
    put(session, desk, DOCUMENTS, OwnItemForm(title="Statuto"))
    form = DefinitionForm(joint=True, delegates=3)
    made = save_definition(session, desk.actor, desk.here, form)
    assert {"form", "documents"} <= set(made.parts)
    assert (made.delegates, [one.title for one in made.files]) == (3, ["Statuto"])


def test_a_form_is_kept_by_one_authority_for_its_next_avvisi(session: Session, desk: Desk) -> None:
    definition = put(session, desk, DOCUMENTS, OwnItemForm(title="Statuto"))
    who, here = desk.actor, desk.here
    kept = save_template(session, who, here, definition, TemplateForm(name="Lungo"))
    with pytest.raises(InvalidFormError):
        save_template(session, who, here, SHORT_DEFAULT, TemplateForm(name="LUNGO "))
    after = make_started_desk(session, slug="dopo", authority=desk.authority)
    assert use_template(session, after.actor, after.here, kept.public_id) == definition
    other = make_started_desk(session, slug="altrove", authority=make_authority(session, "altra"))
    save_template(session, other.actor, other.here, SHORT_DEFAULT, TemplateForm(name="Lungo"))


def test_a_form_stored_before_these_settings_is_still_read() -> None:
    stored = SHORT_DEFAULT.model_dump(mode="json")
    for name in ("delegates", "files", "own_declarations"):
        del stored[name]
    assert FormDefinition.model_validate(stored) == SHORT_DEFAULT


def test_every_delegate_reaches_the_tavolo(session: Session, desk: Desk) -> None:
    definition = SHORT_DEFAULT.model_copy(update={"delegates": 2})
    made, _ = make_open_avviso(session, desk, definition=definition)
    tavolo = list_tavoli(session, made.here.procedure.pk)[0]
    two = seat(tavolo, delegate_b_name="Seconda Esempio", delegate_b_email="seconda@esempio.it")
    make_filed_domanda(session, made, answers={"tavoli": {"seats": [two]}})
    row = session.exec(select(DomandaTavolo)).one()
    assert [person["name"] for person in row.more_delegates] == ["Seconda Esempio"]
