"""The office's routers of this room; what is most particular comes first."""

from fastapi import APIRouter

from app.steps.examination import (
    batch_routes,
    board_routes,
    decide_routes,
    hindrance_routes,
    member_routes,
    minutes_routes,
    office_routes,
    paper_routes,
)

ROUTERS: tuple[APIRouter, ...] = (
    batch_routes.router,
    board_routes.router,
    minutes_routes.router,
    member_routes.router,
    decide_routes.router,
    office_routes.router,
    paper_routes.router,
    hindrance_routes.router,
)
