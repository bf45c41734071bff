"""What each room brings to the house, in the rooms' order."""

from collections.abc import Mapping

from fastapi import APIRouter

from app.core.events import REACTIONS, Event, Reaction
from app.core.jobs.worker import Handler, Recurring
from app.demo import routes as demo
from app.fronts.site import routes as site
from app.people.accounts import navigation as accounts_navigation
from app.people.accounts import register_routes, routes as accounts
from app.people.accounts.navigation import AreaItem
from app.people.ets import navigation as ets_navigation
from app.steps.procedures import navigation as procedures_navigation
from app.steps.procedures import office_routes as procedures_office
from app.steps.procedures.navigation import NavItem

# What is most particular comes first: public addresses begin with any authority's name.
ROUTERS: tuple[APIRouter, ...] = (
    accounts.router,
    register_routes.router,
    procedures_office.router,
    site.router,
)

DEMO_ROUTERS: tuple[APIRouter, ...] = (demo.router,)

OFFICE_PAGES: tuple[NavItem, ...] = (*procedures_navigation.OFFICE_PAGES,)
PUBLIC_PAGES: tuple[NavItem, ...] = (*procedures_navigation.PUBLIC_PAGES,)
AREA_PAGES: tuple[AreaItem, ...] = (
    *accounts_navigation.FIRST_PAGES,
    *ets_navigation.AREA_PAGES,
    *accounts_navigation.LAST_PAGES,
)

# Event type → what follows, in the rooms' order.
ROOM_REACTIONS: tuple[Mapping[type[Event], tuple[Reaction, ...]], ...] = ()

JOB_HANDLERS: dict[str, Handler] = {}
RECURRING: tuple[Recurring, ...] = ()

# Requests that file something with a deadline: stamped when the whole request was received.
FILING_PATHS: tuple[str, ...] = (r"/area-personale/domande/[0-9a-f]+/invia",)


def assemble() -> None:
    """Tell the events who reacts to them and the menus which pages there are; safe to repeat."""
    REACTIONS.by_kind.clear()
    for declared in ROOM_REACTIONS:
        REACTIONS.add(declared)
    procedures_navigation.assemble_menus(OFFICE_PAGES, PUBLIC_PAGES)
    accounts_navigation.assemble_area(AREA_PAGES)
