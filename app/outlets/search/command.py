"""`coprogramma search …`: the index, made anew or checked."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

import typer

from app.core.store.session import Store
from app.outlets.search.actions import check_index, rebuild

Opened = Callable[[], AbstractContextManager[Store]]


def search_command(opened: Opened) -> typer.Typer:
    """The commands, on the store that `opened` gives."""
    search = typer.Typer(no_args_is_help=True, help="The index of what is published.")

    @search.command("rebuild")
    def rebuild_index() -> None:
        """Make the whole index again from what is published; the search answers meanwhile."""
        with opened() as store:
            typer.echo(f"{rebuild(store, _progress):,} documents can be found")

    @search.command("check")
    def check() -> None:
        """Compare the index with what is published: exit 0 when it agrees, 1 when it does not."""
        with opened() as store:
            found = check_index(store)
        typer.echo(f"{found.documents:,} documents are published")
        if not found.whole:
            typer.echo(
                f"{found.missing} are not in the index, {found.stale} say something else there, "
                f"{found.extra} are there and not published, {found.words} rows have no words or "
                "words no row: run `coprogramma search rebuild`"
            )
            raise typer.Exit(1)
        typer.echo("the index agrees with them")

    return search


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} procedures" + ("\n" if done == total else ""))
