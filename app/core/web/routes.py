"""Routes: each declares exactly one permission, or the application does not start."""

from collections.abc import Iterable

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from app.core.security.guards import Permission
from app.core.web.deps import PermissionCheck


class UnguardedRouteError(Exception):
    """A route without a permission, or with more than one."""


def _permissions(dependant: Dependant) -> Iterable[Permission]:
    for item in dependant.dependencies:
        if isinstance(item.call, PermissionCheck):
            yield item.call.permission
        yield from _permissions(item)


def iter_routes(app: FastAPI) -> Iterable[RouteContext]:
    """Every route of the application, in order, those of its included routers too."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute):
            yield route


def permission_of(route: RouteContext) -> Permission:
    """The one permission of a route. Raises UnguardedRouteError."""
    found = list(_permissions(route.dependant))
    if len(found) != 1:
        raise UnguardedRouteError(f"{route.path} declares {len(found)} permissions")
    return found[0]


def check_routes(app: FastAPI) -> dict[str, Permission]:
    """Every route's permission, by `METHOD path`; raises UnguardedRouteError."""
    return {
        f"{method} {route.path}": permission_of(route)
        for route in iter_routes(app)
        for method in sorted(route.methods or ())
    }
