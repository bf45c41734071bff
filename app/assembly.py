"""What each room brings to the house, in the rooms' order."""

from collections.abc import Mapping

from fastapi import APIRouter

from app.core.events import REACTIONS, Event, Reaction
from app.core.jobs.worker import Handler, Recurring
from app.demo import routes as demo
from app.fronts.area import routes as area
from app.fronts.office import navigation as office_navigation
from app.fronts.office import routes as office
from app.fronts.site import contribution_routes as site_contributions
from app.fronts.site import info_routes as site_info
from app.fronts.site import routes as site
from app.fronts.site import search_routes as site_search
from app.outlets import assembly as outlets
from app.outlets.feed import routes as feed_routes
from app.outlets.follow import jobs as follow_jobs
from app.outlets.follow import reactions as follow_reactions
from app.outlets.follow import routes as follow_routes
from app.outlets.search import reactions as search_reactions
from app.people.accounts import identity_routes, own_routes, register_routes
from app.people.accounts import navigation as accounts_navigation
from app.people.accounts import routes as accounts
from app.people.accounts.navigation import AreaItem
from app.people.authorities import office_routes as authorities_office
from app.people.authorities import organ_routes as authorities_organs
from app.people.authorities import routes as authorities_routes
from app.people.authorities import staff_routes as authorities_staff
from app.people.ets import area_routes as ets_area
from app.people.ets import navigation as ets_navigation
from app.people.ets import people_routes as ets_people
from app.people.runts import area_routes as runts_area
from app.people.runts import jobs as runts_jobs
from app.people.runts import office_routes as runts_office
from app.steps import assembly as answers
from app.steps.arrivals import navigation as arrivals_navigation
from app.steps.arrivals import office_routes as arrivals_office
from app.steps.arrivals import table_routes as arrivals_tables
from app.steps.avvisi import navigation as avvisi_navigation
from app.steps.avvisi import office_change_routes as avvisi_changes
from app.steps.avvisi import office_form_routes as avvisi_form
from app.steps.avvisi import office_own_routes as avvisi_own
from app.steps.avvisi import office_routes as avvisi_office
from app.steps.avvisi import proofs as avvisi_proofs
from app.steps.avvisi import routes as avvisi_routes
from app.steps.avvisi.navigation import Terms, assemble_terms
from app.steps.calendar import navigation as calendar_navigation
from app.steps.calendar import office_routes as calendar_office
from app.steps.calendar import reactions as calendar_reactions
from app.steps.calendar import routes as calendar_routes
from app.steps.calendar import session_routes as calendar_sessions
from app.steps.checks import navigation as checks_navigation
from app.steps.checks import office_routes as checks_office
from app.steps.checks import reactions as checks_reactions
from app.steps.domande import area_routers as domande_area
from app.steps.domande import jobs as domande_jobs
from app.steps.domande import navigation as domande_navigation
from app.steps.domande import office_register_routes as domande_register
from app.steps.domande import reactions as domande_reactions
from app.steps.domande.navigation import Notices, assemble_notices
from app.steps.examination import area_routes as examination_area
from app.steps.examination import jobs as examination_jobs
from app.steps.examination import navigation as examination_navigation
from app.steps.examination import office_routers as examination_office
from app.steps.examination import proofs as examination_proofs
from app.steps.examination import reactions as examination_reactions
from app.steps.examination import routes as examination_routes
from app.steps.examination import signature_routes as examination_signature
from app.steps.istanze import area_routes as istanze_area
from app.steps.istanze import joining_routes as istanze_joining
from app.steps.istanze import navigation as istanze_navigation
from app.steps.istanze import office_routes as istanze_office
from app.steps.istanze import reactions as istanze_reactions
from app.steps.istanze import routes as istanze_routes
from app.steps.laboratories import area_routes as laboratories_area
from app.steps.laboratories import navigation as laboratories_navigation
from app.steps.laboratories import office_routes as laboratories_office
from app.steps.laboratories import reactions as laboratories_reactions
from app.steps.laboratories import routes as laboratories_routes
from app.steps.laboratories import seal_routes as laboratories_seal
from app.steps.laboratories import seat_routes as laboratories_seats
from app.steps.laboratories import verbale_routes as laboratories_verbali
from app.steps.procedures import navigation as procedures_navigation
from app.steps.procedures import office_routes as procedures_office
from app.steps.procedures.navigation import NavItem
from app.steps.protocol import jobs as protocol_jobs
from app.steps.protocol import navigation as protocol_navigation
from app.steps.protocol import office_routes as protocol_office
from app.steps.publication import navigation as publication_navigation
from app.steps.publication import office_routes as publication_office
from app.steps.publication import reactions as publication_reactions
from app.steps.publication import register_routes as publication_registers
from app.steps.publication import routes as publication_routes
from app.steps.publication.contents import PageText, assemble_texts
from app.steps.questions import area_routes as questions_area
from app.steps.questions import navigation as questions_navigation
from app.steps.questions import office_routes as questions_office
from app.steps.questions import routes as questions_routes
from app.steps.receipts import area_routes as receipts_area
from app.steps.receipts import jobs as receipts_jobs
from app.steps.receipts import reactions as receipts_reactions
from app.steps.receipts import routes as receipts_routes
from app.steps.synthesis import reactions as synthesis_reactions
from app.steps.synthesis.navigation import assemble_node_answers

# What many ask for at the closing comes first, as it is found first; then what is particular
# before what is not: public addresses begin with any authority's name.
ROUTERS: tuple[APIRouter, ...] = (
    *domande_area.ROUTERS,
    *outlets.API_ROUTERS,
    accounts.router,
    identity_routes.router,
    register_routes.router,
    own_routes.router,
    runts_area.router,
    ets_area.router,
    ets_people.router,
    *outlets.AREA_ROUTERS,
    area.router,
    questions_area.router,
    receipts_area.router,
    receipts_routes.router,
    examination_area.router,
    laboratories_area.router,
    *answers.AREA_ROUTERS,
    istanze_joining.router,
    istanze_area.router,
    istanze_office.router,
    istanze_routes.router,
    authorities_routes.router,
    authorities_office.router,
    authorities_organs.router,
    authorities_staff.router,
    runts_office.router,
    procedures_office.router,
    calendar_office.router,
    calendar_sessions.router,
    publication_registers.router,
    publication_office.router,
    avvisi_office.router,
    avvisi_changes.router,
    avvisi_form.router,
    avvisi_own.router,
    questions_office.router,
    domande_register.router,
    arrivals_office.router,
    arrivals_tables.router,
    checks_office.router,
    protocol_office.router,
    examination_signature.router,
    *examination_office.ROUTERS,
    laboratories_office.router,
    laboratories_seats.router,
    laboratories_verbali.router,
    laboratories_seal.router,
    *answers.OFFICE_ROUTERS,
    *outlets.OFFICE_ROUTERS,
    office.router,
    calendar_routes.router,
    publication_routes.router,
    avvisi_routes.router,
    examination_routes.router,
    questions_routes.router,
    laboratories_routes.router,
    *answers.PUBLIC_ROUTERS,
    *outlets.PUBLIC_ROUTERS,
    feed_routes.router,
    follow_routes.router,
    site_contributions.router,
    site_info.router,
    site_search.router,
    site.router,
)

DEMO_ROUTERS: tuple[APIRouter, ...] = (demo.router,)

OFFICE_PAGES: tuple[NavItem, ...] = (
    *procedures_navigation.OFFICE_PAGES,
    *calendar_navigation.OFFICE_PAGES,
    *publication_navigation.OFFICE_PAGES,
    *outlets.OFFICE_PAGES,
    *office_navigation.OFFICE_PAGES,
    *avvisi_navigation.OFFICE_PAGES,
    *questions_navigation.OFFICE_PAGES,
    *examination_navigation.OFFICE_PAGES,
    *domande_navigation.OFFICE_PAGES,
    *arrivals_navigation.OFFICE_PAGES,
    *checks_navigation.OFFICE_PAGES,
    *protocol_navigation.OFFICE_PAGES,
    *laboratories_navigation.OFFICE_PAGES,
    *answers.OFFICE_PAGES,
)
PUBLIC_PAGES: tuple[NavItem, ...] = (
    *procedures_navigation.PUBLIC_PAGES,
    *calendar_navigation.PUBLIC_PAGES,
    *publication_navigation.PUBLIC_PAGES,
    *avvisi_navigation.PUBLIC_PAGES,
    *questions_navigation.PUBLIC_PAGES,
    *examination_navigation.PUBLIC_PAGES,
    *laboratories_navigation.PUBLIC_PAGES,
    *answers.PUBLIC_PAGES,
    *outlets.PUBLIC_PAGES,
)
AREA_PAGES: tuple[AreaItem, ...] = (
    *accounts_navigation.FIRST_PAGES,
    *ets_navigation.AREA_PAGES,
    *istanze_navigation.AREA_PAGES,
    *questions_navigation.AREA_PAGES,
    *domande_navigation.AREA_PAGES,
    *laboratories_navigation.AREA_PAGES,
    *answers.AREA_PAGES,
    *outlets.AREA_PAGES,
    *accounts_navigation.LAST_PAGES,
)

# The terms that stand beside the deadline of an avviso.
TERMS: tuple[Terms, ...] = (questions_navigation.term_of_questions,)

# What the later rooms say of a filed domanda to its body.
NOTICES: tuple[Notices, ...] = (examination_navigation.notices_of_domanda,)

# Event type → what follows, in the rooms' order.
ROOM_REACTIONS: tuple[Mapping[type[Event], tuple[Reaction, ...]], ...] = (
    istanze_reactions.REACTIONS,
    calendar_reactions.REACTIONS,
    publication_reactions.REACTIONS,
    domande_reactions.REACTIONS,
    receipts_reactions.REACTIONS,
    checks_reactions.REACTIONS,
    examination_reactions.REACTIONS,
    laboratories_reactions.REACTIONS,
    synthesis_reactions.REACTIONS,
    *answers.REACTIONS,
    follow_reactions.REACTIONS,
    search_reactions.REACTIONS,
)

# What the pages of a publication slot say, for the proofs of publication.
PAGE_TEXTS: tuple[Mapping[str, PageText], ...] = (avvisi_proofs.TEXTS, examination_proofs.TEXTS)

JOB_HANDLERS: dict[str, Handler] = {
    **runts_jobs.HANDLERS,
    **domande_jobs.HANDLERS,
    **receipts_jobs.HANDLERS,
    **outlets.HANDLERS,
    **protocol_jobs.HANDLERS,
    **examination_jobs.HANDLERS,
    **follow_jobs.HANDLERS,
}
RECURRING: tuple[Recurring, ...] = (
    *domande_jobs.RECURRING,
    *receipts_jobs.RECURRING,
    *examination_jobs.RECURRING,
    *outlets.RECURRING,
    *follow_jobs.RECURRING,
)

# Requests that file something with a deadline: stamped when the whole request was received.
FILING_PATHS: tuple[str, ...] = (r"/area-personale/domande/[0-9a-f]+/invia",)

# Addresses that other sites may post to: each checks a token of its own.
FROM_ELSEWHERE: tuple[str, ...] = (follow_routes.FROM_ELSEWHERE,)


def assemble() -> None:
    """Tell the events who reacts to them and the menus which pages there are; safe to repeat."""
    REACTIONS.by_kind.clear()
    for declared in ROOM_REACTIONS:
        REACTIONS.add(declared)
    assemble_texts(PAGE_TEXTS)
    procedures_navigation.assemble_menus(OFFICE_PAGES, PUBLIC_PAGES)
    accounts_navigation.assemble_area(AREA_PAGES)
    assemble_terms(TERMS)
    assemble_node_answers(answers.NODE_ANSWERS)
    assemble_notices(NOTICES)
