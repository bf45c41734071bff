"""The whole path in a real Chromium, through the pages only; mails come by a real SMTP server.

The chapters follow one another, as the procedure does.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import steps_avviso as avviso
from tests.browser import steps_citizen as citizen
from tests.browser import steps_contributions as contributions
from tests.browser import steps_ets as ets
from tests.browser import steps_examination as examination
from tests.browser import steps_laboratories as laboratories
from tests.browser import steps_preparing as preparing
from tests.browser import steps_report as report
from tests.browser import steps_synthesis as synthesis
from tests.browser.conftest import served_copy
from tests.browser.steps_story import (
    BODY,
    BODY_TAX_CODE,
    BY_PEC,
    FAMILIES,
    NEARBY,
    ON_PAPER,
    SERVICE,
    Story,
)
from tests.support.postoffice import PostOffice

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]  # the first builds the demonstration


@pytest.fixture(scope="module")
def story(
    chromium: Browser,
    demo_data: Path,
    post_office: PostOffice,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Story]:
    """People in front of a demonstration of their own: the path moves its clock."""
    with served_copy(demo_data, tmp_path_factory.mktemp("path"), post_office) as server:
        told = Story(chromium, server.url, post_office)
        yield told
        told.close()


def test_the_office_prepares_and_starts_the_procedure(story: Story) -> None:
    with story.chapter(1):
        # Given a new procedure with its tavoli and its calendar
        story.it_is("2027-01-11T09:00")
        preparing.creates_the_procedure(story.rdp)
        preparing.adds_tavoli(story.rdp)
        preparing.plans_the_calendar(story.rdp)
        preparing.cannot_plan_a_clash(story.rdp)
        preparing.nobody_sees_it_before_its_start(story.citizen)
        # When the officer is named and the act that starts it is recorded
        preparing.is_told_what_is_missing_to_start(story.rdp)
        preparing.names_the_officer(story.rdp)
        preparing.records_an_act(story.rdp, "Atto di avvio", preparing.MAYORS, "7", "2027-01-11")
        # Then the desk counts backwards, lists the duties, and the procedure starts
        preparing.sees_the_count_and_the_duties(story.rdp)
        preparing.starts_it(story.rdp)


def test_the_office_writes_and_publishes_the_avviso(story: Story) -> None:
    with story.chapter(2):
        # Given the sections, the form and a closing that the law allows
        story.it_is("2027-01-15T10:00")
        avviso.writes_the_sections(story.officer)
        avviso.looks_at_the_form_and_the_preview(story.officer)
        avviso.cannot_close_before_twenty_days(story.officer)
        avviso.cannot_close_on_a_holiday(story.officer)
        avviso.closes_on(story.officer, "2027-02-15", "12:30:00")
        # When a section or the act is missing, it cannot be published
        avviso.cannot_publish_yet(story.rdp, "Manca l'atto che approva l'avviso", avviso.LEFT_OUT)
        avviso.writes_what_was_missing(story.officer)
        avviso.records_its_act(story.officer)
        story.it_is("2027-01-18T09:00")
        avviso.publishes_it(story.rdp)
        # Then nobody changes it any more
        avviso.finds_it_frozen(story.officer)


def test_a_citizen_follows_without_signing_in(story: Story) -> None:
    with story.chapter(3):
        # Given an open avviso, when somebody comes to the site
        citizen.finds_the_procedure(story.citizen)
        # Then everything is there: where it stands, the avviso, the meetings, the documents
        citizen.sees_where_it_stands(story.citizen, "Avviso")
        citizen.reads_the_avviso(story.citizen)
        citizen.takes_the_calendar(story.citizen)
        citizen.signs_up_for_the_open_meeting(story.citizen, story.post_office)
        citizen.reads_the_documents(story.citizen)


def test_a_body_registers_and_files_its_domanda(story: Story) -> None:
    with story.chapter(4):
        # Given a person with a confirmed address, a body and a colleague
        post, elena = story.post_office, story.ets
        story.it_is("2027-01-20T18:00")
        ets.registers(elena, post, "Elena", "elena@percorso.esempio.it")
        ets.describes_the_body(elena, BODY, BODY_TAX_CODE, wrong="92041230499")
        link = ets.invites_a_colleague(elena, post, "collega@percorso.esempio.it")
        ets.registers(story.colleague, post, "Collega", "collega@percorso.esempio.it")
        ets.accepts_the_invitation(story.colleague, link)
        # When the domanda is written step by step, signed by hand and sent
        ets.begins_the_domanda(elena, BODY)
        ets.says_who_signs(elena)
        ets.finds_the_body_already_written(elena)
        ets.chooses_tavoli(elena, FAMILIES, NEARBY)
        ets.leaves_and_comes_back_to_the_draft(elena)
        ets.tells_first_needs(elena)
        ets.declares(elena)
        ets.attaches_a_file(elena)
        ets.makes_the_pdf(elena)
        ets.brings_it_back_signed_by_hand(elena)
        # Then there is a number, a receipt and a mail at once
        ets.files_it(elena, post)


def test_without_javascript_a_person_registers_and_fills_in_a_part(story: Story) -> None:
    with story.chapter(5):
        # Given somebody whose browser runs no scripts
        story.it_is("2027-01-25T09:00")
        plain = story.somebody(scripted=False)
        ets.registers(plain, story.post_office, "Semplice", "semplice@esempio.it")
        ets.describes_the_body(plain, "Associazione Senza Script", "95001230499")
        # When they begin a domanda and fill in a part, then the draft is kept
        ets.begins_the_domanda(plain, "Associazione Senza Script")
        ets.says_who_signs(plain)
        plain.goes_to("/area-personale/domande")
        plain.sees(ets.DRAFT)


def test_who_sends_a_second_late_keeps_a_draft(story: Story) -> None:
    with story.chapter(6):
        # Given a domanda that lacks only its sending
        story.it_is("2027-02-15T12:00")
        ets.writes_a_whole_domanda(story.late, "Associazione Esempio Girasole")
        # When it is sent a second after the deadline, then it is refused
        story.it_is("2027-02-15T12:30:01")
        ets.is_refused_because_late(story.late)


def test_the_office_examines_admits_and_convenes(story: Story) -> None:
    with story.chapter(7):
        # Given a domanda online, one that came by PEC and one on paper
        post, officer, rdp = story.post_office, story.officer, story.rdp
        story.it_is("2027-02-16T09:00")
        for arrival in (examination.FIRST_ARRIVAL, examination.SECOND_ARRIVAL):
            examination.registers_an_arrival(officer, arrival, post)
        examination.looks_through_the_list(officer, online=BODY, by_pec=BY_PEC)
        examination.reads_one_domanda(officer)
        examination.asks_to_complete_it(officer, post)
        examination.answers_the_request(story.ets)
        examination.accepts_the_answer(officer)
        # When each is decided and the act of admission is published
        examination.decides(officer, BODY, "Ammessa")
        examination.decides(officer, BY_PEC, "Ammessa con riserva", "RUNTS in corso.")
        why, answer = "Non svolge attività nella zona.", "Cominciare non basta."
        examination.hears_before_refusing(officer, ON_PAPER, why)
        examination.decides(officer, ON_PAPER, "Non ammessa", why, answer)
        story.it_is("2027-02-17T10:00")
        preparing.records_an_act(rdp, "Ammissione", preparing.DIRECTION, "55", "2027-02-17")
        examination.publishes_the_list(rdp)
        # Then the list is public, everyone hears of it, and the tavoli are convened
        examination.hears_why_not(post, "carta@esempio.it", "Non svolge attività nella zona.")
        examination.reads_who_takes_part(story.citizen)
        link = examination.seats_a_health_unit(rdp, post)
        examination.takes_up_the_seat(story.service, link)
        examination.convenes_the_laboratory(rdp, post)
        citizen.sees_where_it_stands(story.citizen, "Laboratori")


def test_bodies_and_services_contribute(story: Story) -> None:
    with story.chapter(8):
        # Given bodies with a seat, before the laboratory
        story.it_is("2027-02-22T18:00")
        contributions.begins_a_contribution(story.ets, BODY, "Bisogno")
        contributions.cannot_send_an_empty_one(story.ets)
        contributions.writes_it(story.ets, contributions.AFTERNOONS, "I pomeriggi sono vuoti.")
        contributions.adds_details_and_a_file(story.ets)
        # When they send what they wrote
        number = contributions.sends_it(story.ets, contributions.AFTERNOONS)
        story.post_office.wait_for("@percorso.esempio.it", f"Contributo n. {number} ricevuto")
        contributions.contributes(
            story.service, SERVICE, contributions.LISTENING, "Nominava Tizio: serve ascolto."
        )
        contributions.contributes(story.ets, BODY, contributions.VAGUE, "Bisogna fare di più.")
        contributions.contributes(story.ets, BODY, contributions.SINGLE_CASE, "Il signor Caio.")
        contributions.keeps_a_draft(story.ets, BODY)
        # Then the office reads what was sent, and no draft
        contributions.sees_no_draft(story.officer)


def test_without_javascript_a_contribution_is_sent(story: Story) -> None:
    with story.chapter(9):
        # Given who has a seat, and a browser that runs no scripts
        plain = story.without_scripts(story.service)
        # When they write a contribution and send it, then it is received
        contributions.contributes(plain, SERVICE, contributions.PLAIN, "Scritto senza script.")


def test_the_laboratory_is_held_and_minuted(story: Story) -> None:
    with story.chapter(10):
        # Given who came and who left, session by session
        officer, rdp = story.officer, story.rdp
        story.it_is("2027-02-23T14:40")
        laboratories.notes_who_is_there(officer)
        story.it_is("2027-02-23T17:00")
        laboratories.notes_who_leaves(officer)
        # When the verbali are written, read again by who was there, and answered
        story.it_is("2027-02-24T09:00")
        laboratories.cannot_share_both_outcomes(officer)
        laboratories.writes_and_shares(officer)
        laboratories.asks_for_a_correction(story.ets, story.post_office)
        laboratories.cannot_approve_yet(rdp)
        laboratories.answers_the_correction(officer)
        # Then they are sealed, published, and anyone reads them without the delegates' names
        story.it_is("2027-02-27T09:00")
        laboratories.approves_and_publishes(rdp)
        laboratories.reads_the_verbali(story.citizen)


def test_the_office_moderates_without_touching_the_original(story: Story) -> None:
    with story.chapter(11):
        # Given contributions that wait, when each is decided in its own way
        story.it_is("2027-02-27T11:00")
        contributions.publishes_with_its_file(story.officer)
        contributions.publishes_with_omissions(story.officer)
        contributions.sends_back(story.officer, story.post_office)
        contributions.corrects_what_came_back(story.ets)
        contributions.withholds(story.rdp)
        contributions.writes_what_was_said_in_the_room(story.officer)
        contributions.publishes_the_rest_together(story.officer)
        # Then who sits at the tavolo and anyone else read what was published, and only that
        contributions.sees_the_others_at_its_tavolo(story.service)
        contributions.reads_contributions(story.citizen)


def test_the_office_draws_the_synthesis_and_gives_every_esito(story: Story) -> None:
    with story.chapter(12):
        # Given a need, an objective and an intervention drawn from the contributions
        officer, rdp, post = story.officer, story.rdp, story.post_office
        story.it_is("2027-03-01T09:00")
        synthesis.draws_the_nodes(officer)
        synthesis.undoes_the_last_step(officer)
        synthesis.leads_to_the_intervention(officer)
        # When the draft is shared, observed and answered, and every contribution has its esito
        synthesis.shares_the_draft(rdp, post)
        synthesis.observes(story.ets)
        synthesis.answers_the_observation(officer, post)
        synthesis.proposes_all_but_one(officer)
        synthesis.answers_the_nodes(officer)
        story.it_is("2027-03-09T09:00")
        synthesis.cannot_publish_while_one_is_missing(rdp)
        synthesis.gives_the_last_esito(officer)
        # Then all are published together
        synthesis.publishes_the_esiti(rdp, post)
        citizen.sees_where_it_stands(story.citizen, "Restituzione")


def test_a_citizen_reads_what_became_of_each_contribution(story: Story) -> None:
    with story.chapter(13):
        citizen.finds_a_proposal_in_three_steps(story.citizen)
        synthesis.reads_the_esiti(story.citizen)
        synthesis.reads_the_path_of_one(story.citizen)


def test_the_office_reports_and_concludes(story: Story, tmp_path: Path) -> None:
    with story.chapter(14):
        # Given the report with the parts that only a person can write
        rdp, post = story.rdp, story.post_office
        story.it_is("2027-03-15T09:00")
        report.writes_a_part(rdp, report.METHOD, "Si è lavorato a piccoli gruppi.")
        report.cannot_approve_without_the_assessment(rdp)
        report.writes_a_part(rdp, report.ASSESSMENT, "Il percorso ha rispettato i principi.")
        # When the organ approves and decides, and the report is approved, sent and published
        preparing.records_an_act(
            rdp, "Approvazione dell'organo", preparing.MAYORS, "9", "2027-03-15"
        )
        report.says_what_was_taken_up(rdp, post)
        report.approves_it(rdp)
        report.cannot_conclude_yet(rdp)
        story.it_is("2027-03-16T12:00")
        preparing.records_an_act(rdp, "Atto conclusivo", preparing.DIRECTION, "118", "2027-03-16")
        report.records_what_was_sent(rdp)
        report.publishes_it(rdp)
        report.concludes(rdp)
        # Then anyone reads it, as a page and as an accessible PDF
        report.reads_it_as_a_page(story.citizen)
        report.reads_it_as_a_pdf(story.citizen, tmp_path)
        report.sees_it_concluded(story.citizen)
