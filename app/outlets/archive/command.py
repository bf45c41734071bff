"""`coprogramma fascicolo verify FILE`: for anybody who was handed one, without network."""

from pathlib import Path
from typing import Annotated

import typer

from app.outlets.archive.verify import NotAFascicoloError, verify_fascicolo

fascicolo = typer.Typer(no_args_is_help=True, help="The file of a procedure.")


@fascicolo.callback()
def _group() -> None:
    """The file of a procedure."""


@fascicolo.command("verify")
def verify_file(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Check a fascicolo without network or database: exit 0 whole, 1 altered, 2 not one at all."""
    try:
        found = verify_fascicolo(file)
    except NotAFascicoloError as error:
        typer.echo(f"{file}: {error}", err=True)
        raise typer.Exit(2) from error
    for problem in found.problems:
        typer.echo(problem)
    if found.problems:
        raise typer.Exit(1)
    chain = "not in it" if found.events is None else f"{found.events} links, unbroken"
    typer.echo(f"fascicolo ({found.kind}) of: {found.procedure}")
    typer.echo(f"members: {found.members}, all there and unaltered, nothing more")
    typer.echo(f"chain of events: {chain}")
    typer.echo(f"SHA-256 of the index: {found.index_sha256}")
