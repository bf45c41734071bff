"""The checklist follows the version of the avviso that the domanda was filed under."""

from app.law.sources import LR65_10_B
from app.steps.avvisi.definition import SHORT_DEFAULT, OwnItem
from app.steps.domande.models import Domanda
from app.steps.examination.checklist import ESSENTIAL, checklist_of, requirement_lines

DOMANDA = Domanda(
    procedure_id=1, authority_id=1, avviso_version_id=1, created_by_id=1, public_id="x"
)
TEXT = "I requisiti sono:\n\n- iscrizione al **RUNTS**\n- sede nella [zona](https://a.it)\n"


def test_requirements_are_the_items_of_the_list_without_markup() -> None:
    assert requirement_lines(TEXT) == ("iscrizione al RUNTS", "sede nella zona")


def test_without_a_list_each_paragraph_is_a_requirement() -> None:
    assert requirement_lines("Primo.\n\nSecondo.") == ("Primo.", "Secondo.")


def test_every_line_of_the_version_has_its_place_and_its_own_code() -> None:
    lines = checklist_of({"requirements": TEXT}, SHORT_DEFAULT, DOMANDA, {})
    codes = [line.code for line in lines]
    assert len(set(codes)) == len(codes)
    assert {"in_time", "signature", "runts", "requirement_1", "requirement_2"} <= set(codes)
    assert {f"declaration_{code}" for code in SHORT_DEFAULT.declarations} <= set(codes)


def test_who_is_no_ets_is_not_looked_up_in_the_register() -> None:
    answers = {"runts": {"runts_state": "not_ets"}}
    lines = checklist_of({}, SHORT_DEFAULT, DOMANDA, answers)
    assert "runts" not in {line.code for line in lines}


def test_another_subject_has_a_line_that_wants_a_reason_beside_the_one_it_gave() -> None:
    answers = {"other_subject": {"connection": "Sportelli.", "essential": "Nessun altro."}}
    lines = checklist_of({}, SHORT_DEFAULT, DOMANDA, answers, other=True)
    (line,) = [one for one in lines if one.reasoned]
    assert (line.code, line.hint) == (ESSENTIAL, "Sportelli. Nessun altro.")
    assert line.source == LR65_10_B
    assert ESSENTIAL not in {one.code for one in checklist_of({}, SHORT_DEFAULT, DOMANDA, answers)}


def test_what_the_domanda_declares_stands_beside_its_line() -> None:
    answers = {"declarations": {"dpr445": "1"}}
    hints = {line.code: line.hint for line in checklist_of({}, SHORT_DEFAULT, DOMANDA, answers)}
    assert (hints["declaration_dpr445"], hints["declaration_ip_release"]) == ("resa", "non resa")


def test_the_declarations_that_the_office_worded_are_looked_at_too() -> None:
    own = OwnItem(number=1, title="Sede", text="Abbiamo una sede nella zona.")
    definition = SHORT_DEFAULT.model_copy(update={"own_declarations": (own,)})
    answers = {"declarations": {"own_1": "1"}}
    lines = checklist_of({}, definition, DOMANDA, answers)
    found = next(line for line in lines if line.code == "declaration_own_1")
    assert (found.words, found.hint) == ("Sede", "resa")
