"""What is wrong with this process, in short sentences without secrets."""

from app.core.audit.triggers import missing_triggers
from app.core.web.services import Services


def problems(services: Services) -> list[str]:
    """Empty when requests can be served and kept."""
    if (problem := services.store.ready()) is not None:
        return [problem]
    with services.store.reading() as session:
        missing = missing_triggers(session.connection())
    return [f"trigger {name} is missing" for name in missing]
