"""The files of the plan's acts, for anyone who may read the plan."""

from fastapi import APIRouter
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.steps.plans.navigation import WAY
from app.steps.plans.permissions import READ
from app.steps.plans.queries import get_plan_act, is_plan_public
from app.steps.procedures.queries import get_public

router = APIRouter()


@router.get("/{authority}/{procedure}" + WAY + "/{plan_act}/file", dependencies=[permit(READ)])
def act_file(
    authority: str, procedure: str, plan_act: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    if not is_plan_public(session, here.procedure.pk):
        raise NotFoundError
    return file_response(services.blobs, get_plan_act(session, here.procedure.pk, plan_act).file)
