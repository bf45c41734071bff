"""`coprogramma service`: when the service was up, and when not."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from app.core.clock import ROME, in_rome, legal_now
from app.core.jobs.outages import list_outages, note_maintenance
from app.opening import RefusedError, open_store
from app.settings import load_settings

service = typer.Typer(no_args_is_help=True, help="When the service was up, and when not.")


@service.command("maintenance")
def plan_maintenance(since: str, until: str, why: str) -> None:
    """Note a planned interruption, in Rome: "2026-12-01 22:00" "2026-12-01 23:30" "why"."""
    try:
        first, last = (
            datetime.fromisoformat(said).replace(tzinfo=ROME).astimezone(UTC)
            for said in (since, until)
        )
    except ValueError as error:
        raise RefusedError(
            f"a day and an hour such as '2026-12-01 22:00', please: {error}"
        ) from error
    with open_store(load_settings()) as store, store.writing() as session:
        note_maintenance(session, first, last, why[:300])
    typer.echo("noted")


@service.command("outages")
def print_outages(days: Annotated[int, typer.Option(min=1, max=3650)] = 365) -> None:
    """Print when the service did not answer in the last days, newest first."""
    with open_store(load_settings()) as store, store.reading() as session:
        now = legal_now()
        for outage in list_outages(session, now - timedelta(days=days), now + timedelta(days=365)):
            span = [f"{in_rome(at):%Y-%m-%d %H:%M:%S}" for at in (outage.from_at, outage.until_at)]
            kind = "planned" if outage.planned else "outage"
            typer.echo(" ".join([*span, kind, outage.note]).rstrip())
