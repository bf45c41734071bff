"""What the file, the register of communications and the removals bring to the house."""

from app.core.jobs.worker import Handler
from app.outlets.archive import jobs as archive_jobs
from app.outlets.archive import navigation as archive_navigation
from app.outlets.archive import routes as archive
from app.outlets.communications import navigation as communications_navigation
from app.outlets.communications import receipt_routes
from app.outlets.communications import routes as communications
from app.outlets.opendata import api_routes as opendata_api
from app.outlets.opendata import navigation as opendata_navigation
from app.outlets.opendata import routes as opendata
from app.outlets.retention import area_routes as retention_area
from app.outlets.retention import jobs as retention_jobs
from app.outlets.retention import navigation as retention_navigation
from app.outlets.retention import request_routes as retention_requests
from app.outlets.retention import routes as retention
from app.outlets.search import jobs as search_jobs

# What is most particular comes first, as in the roof.
OFFICE_ROUTERS = (
    retention.router,
    retention_requests.router,
    archive.router,
    receipt_routes.router,
    communications.router,
)
PUBLIC_ROUTERS = (opendata.router, retention_requests.public_router)
PUBLIC_PAGES = opendata_navigation.PUBLIC_PAGES
# Its address has the shape of a public page's: it comes before all of them.
API_ROUTERS = (opendata_api.router,)
AREA_ROUTERS = (retention_area.router,)
OFFICE_PAGES = (*communications_navigation.OFFICE_PAGES, *archive_navigation.OFFICE_PAGES)
AREA_PAGES = retention_navigation.AREA_PAGES
HANDLERS: dict[str, Handler] = {
    **archive_jobs.HANDLERS,
    **retention_jobs.HANDLERS,
    **search_jobs.HANDLERS,
}
RECURRING = (*retention_jobs.RECURRING, *search_jobs.RECURRING)
