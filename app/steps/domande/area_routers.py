"""The routers of a body's own pages; what is most particular comes first."""

from fastapi import APIRouter

from app.steps.domande import (
    area_routes,
    area_routes_asked,
    area_routes_filed,
    area_routes_members,
    area_routes_part,
    area_routes_sign,
)

ROUTERS: tuple[APIRouter, ...] = (
    area_routes_asked.router,
    area_routes_members.router,
    area_routes.router,
    area_routes_part.router,
    area_routes_sign.router,
    area_routes_filed.router,
)
