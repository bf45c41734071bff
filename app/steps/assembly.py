"""What the rooms from the contribution to the plan and its account bring to the house."""

from collections.abc import Mapping

from fastapi import APIRouter

from app.core.events import Event, Reaction
from app.people.accounts.navigation import AreaItem
from app.steps.contributions import area_routes as contributions_area
from app.steps.contributions import draft_routes as contributions_drafts
from app.steps.contributions import moderation_routes as contributions_moderation
from app.steps.contributions import navigation as contributions_navigation
from app.steps.contributions import office_routes as contributions_office
from app.steps.contributions import reactions as contributions_reactions
from app.steps.coverage import navigation as coverage_navigation
from app.steps.coverage import office_routes as coverage_office
from app.steps.coverage import routes as coverage_routes
from app.steps.esiti import navigation as esiti_navigation
from app.steps.esiti import node_routes as esiti_nodes
from app.steps.esiti import office_routes as esiti_office
from app.steps.esiti import one_node_routes as esiti_one_node
from app.steps.esiti import one_routes as esiti_one
from app.steps.esiti import reactions as esiti_reactions
from app.steps.esiti import routes as esiti_routes
from app.steps.monitoring import account_routes as monitoring_accounts
from app.steps.monitoring import invitation_routes as monitoring_invitations
from app.steps.monitoring import navigation as monitoring_navigation
from app.steps.monitoring import office_routes as monitoring_office
from app.steps.monitoring import reactions as monitoring_reactions
from app.steps.monitoring import reading_routes as monitoring_readings
from app.steps.monitoring import routes as monitoring_routes
from app.steps.monitoring import table_routes as monitoring_tables
from app.steps.plans import import_routes as plans_imports
from app.steps.plans import item_routes as plans_items
from app.steps.plans import navigation as plans_navigation
from app.steps.plans import routes as plans_routes
from app.steps.plans import undo_routes as plans_undo
from app.steps.plans import way_routes as plans_way
from app.steps.priorities import navigation as priorities_navigation
from app.steps.priorities import node_routes as priorities_nodes
from app.steps.priorities import office_routes as priorities_office
from app.steps.priorities import routes as priorities_routes
from app.steps.procedures.navigation import NavItem
from app.steps.reports import navigation as reports_navigation
from app.steps.reports import office_routes as reports_office
from app.steps.reports import reactions as reports_reactions
from app.steps.reports import routes as reports_routes
from app.steps.reports import step_routes as reports_steps
from app.steps.reports import version_routes as reports_versions
from app.steps.synthesis import area_routes as synthesis_area
from app.steps.synthesis import draft_routes as synthesis_drafts
from app.steps.synthesis import making_routes as synthesis_making
from app.steps.synthesis import navigation as synthesis_navigation
from app.steps.synthesis import node_routes as synthesis_nodes
from app.steps.synthesis import office_routes as synthesis_office
from app.steps.synthesis import picture_routes as synthesis_pictures
from app.steps.synthesis import shape_routes as synthesis_shapes

# What is most particular comes first, as in the roof.
AREA_ROUTERS: tuple[APIRouter, ...] = (
    contributions_area.router,
    contributions_drafts.router,
    synthesis_area.router,
    monitoring_readings.router,
)
OFFICE_ROUTERS: tuple[APIRouter, ...] = (
    contributions_office.router,
    contributions_moderation.router,
    priorities_office.router,
    priorities_nodes.router,
    synthesis_pictures.office_router,
    synthesis_office.router,
    synthesis_making.router,
    synthesis_shapes.router,
    synthesis_nodes.router,
    synthesis_drafts.router,
    plans_imports.router,
    plans_undo.router,
    plans_items.router,
    plans_way.router,
    coverage_office.router,
    esiti_nodes.router,
    esiti_one_node.router,
    esiti_office.router,
    esiti_one.router,
    reports_office.router,
    reports_steps.router,
    reports_versions.router,
    monitoring_tables.router,
    monitoring_office.router,
    monitoring_invitations.router,
    monitoring_accounts.router,
)
PUBLIC_ROUTERS: tuple[APIRouter, ...] = (
    synthesis_pictures.router,
    priorities_routes.router,
    plans_routes.router,
    coverage_routes.router,
    esiti_routes.router,
    reports_routes.router,
    monitoring_routes.router,
)
OFFICE_PAGES: tuple[NavItem, ...] = (
    *contributions_navigation.OFFICE_PAGES,
    *synthesis_navigation.OFFICE_PAGES,
    *priorities_navigation.OFFICE_PAGES,
    *esiti_navigation.OFFICE_PAGES,
    *plans_navigation.OFFICE_PAGES,
    *coverage_navigation.OFFICE_PAGES,
    *reports_navigation.OFFICE_PAGES,
    *monitoring_navigation.OFFICE_PAGES,
)
PUBLIC_PAGES: tuple[NavItem, ...] = (
    *contributions_navigation.PUBLIC_PAGES,
    *synthesis_navigation.PUBLIC_PAGES,
    *esiti_navigation.PUBLIC_PAGES,
    *coverage_navigation.PUBLIC_PAGES,
    *reports_navigation.PUBLIC_PAGES,
    *monitoring_navigation.PUBLIC_PAGES,
)
AREA_PAGES: tuple[AreaItem, ...] = (
    *contributions_navigation.AREA_PAGES,
    *synthesis_navigation.AREA_PAGES,
)
REACTIONS: tuple[Mapping[type[Event], tuple[Reaction, ...]], ...] = (
    contributions_reactions.REACTIONS,
    esiti_reactions.REACTIONS,
    reports_reactions.REACTIONS,
    monitoring_reactions.REACTIONS,
)

# What the room that answers nodes says of them in the public picture.
NODE_ANSWERS = esiti_navigation.answers_of_nodes
