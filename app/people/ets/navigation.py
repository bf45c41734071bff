"""The pages of this room in the personal area."""

from app.people.accounts.navigation import AreaItem
from app.people.ets.models import Ets

BODIES = "/area-personale/enti"
AREA_PAGES = (AreaItem("I miei enti", BODIES),)


def body_address(body: Ets) -> str:
    """The address of a body's page in the area."""
    return f"{BODIES}/{body.public_id}"
