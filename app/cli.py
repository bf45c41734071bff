"""The `coprogramma` command: what the people who run an installation need."""

import os
import sys
from datetime import date, timedelta
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from sqlalchemy.exc import OperationalError
from starlette.datastructures import FormData

from app.assembly import assemble
from app.core.audit.chain import verify_chains
from app.core.errors import AppError
from app.core.files.blobs import BLOBS
from app.core.security.passwords import hash_password, password_problem
from app.core.store.engine import DatabaseSettingError
from app.core.store.migrate import current_revision
from app.core.store.migrate import upgrade as migrate_store
from app.core.text import slugify
from app.core.web.forms import parse
from app.demo.load import is_loaded, load_demo
from app.demo.welcome import WELCOME
from app.law.days import MonthDay
from app.law.terms import count_term
from app.machine import missing_parts
from app.main import create_app, make_store, make_worker
from app.opening import RefusedError, open_store
from app.outlets.archive.command import fascicolo
from app.outlets.search.command import search_command
from app.people.accounts.actions.register import create_account
from app.people.accounts.forms import EmailForm
from app.people.accounts.queries import find_account
from app.people.authorities.actions import create_authority, give_role
from app.people.authorities.enums import AuthorityKind, OfficeRole
from app.people.authorities.queries import get_authority, list_authorities
from app.people.runts.actions import import_extract, keep_extract, receive_extract
from app.service_cli import service
from app.settings import Settings, SettingsError, load_settings
from app.steps.receipts.verify import verify_receipt

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
user = typer.Typer(no_args_is_help=True, help="People who sign in.")
office = typer.Typer(no_args_is_help=True, help="Administrations that lead procedures.")
audit = typer.Typer(no_args_is_help=True, help="The register of events.")
runts = typer.Typer(no_args_is_help=True, help="The national register of the third sector.")
demo = typer.Typer(no_args_is_help=True, help="The demonstration.")
cli.add_typer(user, name="user")
cli.add_typer(office, name="authority")
cli.add_typer(service, name="service")
cli.add_typer(demo, name="demo")
receipt = typer.Typer(no_args_is_help=True, help="Receipts of domande.")
cli.add_typer(audit, name="audit")
cli.add_typer(runts, name="runts")
cli.add_typer(receipt, name="receipt")
cli.add_typer(fascicolo, name="fascicolo")
cli.add_typer(search_command(lambda: open_store(load_settings())), name="search")


def main() -> None:
    """Run the command; what is wrong is said in a sentence, never as a traceback."""
    assemble()
    try:
        cli()
    except (RefusedError, SettingsError, DatabaseSettingError, AppError) as error:
        sys.stderr.write(f"coprogramma: {error}\n")
        raise SystemExit(2) from None
    except OperationalError as error:
        sys.stderr.write(f"coprogramma: the database does not answer: {error.orig}\n")
        raise SystemExit(2) from None


Port = Annotated[int, typer.Option(envvar="PORT", min=1, max=65535)]


@cli.command()
def serve(host: str = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the application; on SQLite the worker runs inside."""
    settings = load_settings()
    with open_store(settings) as store:
        if settings.demo:
            load_demo(store)
    run_server(settings, host, port)


def run_server(settings: Settings, host: str, port: int) -> None:
    """One process: more of them need PostgreSQL and a process manager."""
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
    )


@cli.command()
def worker() -> None:
    """Run the jobs: on PostgreSQL, beside the web processes."""
    settings = load_settings()
    with open_store(settings) as store:
        make_worker(settings, store).run()


@cli.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    store = make_store(load_settings())
    migrate_store(store.engines)
    typer.echo(f"schema {current_revision(store.engines)}")
    store.engines.dispose()


@cli.command()
def check() -> None:
    """Say what this machine lacks; exit 1 when something is missing."""
    lacking = missing_parts(load_settings())
    for line in lacking:
        typer.echo(line)
    if lacking:
        raise typer.Exit(1)
    typer.echo("nothing is missing")


@cli.command()
def term(
    published: str,
    days: Annotated[int, typer.Option(min=1, max=3650)] = 20,
    patron: Annotated[str, typer.Option(help="MM-DD")] = "",
    saturday: bool = False,
) -> None:
    """Print the count of a term, and the earliest last day alone on the last line."""
    try:
        day = date.fromisoformat(published)
        feast = MonthDay(*(int(part) for part in patron.split("-"))) if patron else None
        count = count_term(day, days, feast, saturday)
    except (ValueError, TypeError, OverflowError) as error:
        raise RefusedError(
            f"cannot count from {published!r} (a date such as 2025-11-17; patron as 05-22): {error}"
        ) from error
    for sentence in count.sentences:
        typer.echo(sentence)
    typer.echo(count.last_day.isoformat())


@user.command("create")
def create_user(
    email: str,
    given_name: str,
    family_name: str,
    authority: Annotated[str, typer.Option(help="The authority's address, for office people")] = "",
    role: OfficeRole = OfficeRole.OFFICER,
) -> None:
    """Create an account; the password is asked for, or read from standard input."""
    password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if (problem := password_problem(password, given_name, family_name)) is not None:
        raise RefusedError(problem)
    form = parse(EmailForm, FormData({"email": email}))
    if form.data is None:
        raise RefusedError(form.errors["email"])
    digest = hash_password(password)
    with open_store(load_settings()) as store, store.writing() as session:
        if find_account(session, form.data.email) is not None:
            raise RefusedError(f"{email} has an account already")
        account = create_account(
            session,
            email=form.data.email,
            given_name=given_name,
            family_name=family_name,
            password_hash=digest,
        )
        if authority:
            give_role(session, account, get_authority(session, authority), role)
    typer.echo(f"created {email}")


@office.command("create")
def create_office(slug: str, name: str, kind: AuthorityKind = AuthorityKind.CONVENTION) -> None:
    """Create an administration under /SLUG/; the rest is in its settings."""
    if not slug or slug != slugify(slug):
        raise RefusedError(f"{slug!r} is no address: lower-case letters, digits and hyphens")
    with open_store(load_settings()) as store, store.writing() as session:
        if any(one.slug == slug for one in list_authorities(session)):
            raise RefusedError(f"/{slug}/ is taken")
        create_authority(session, slug=slug, name=name, kind=kind)
    typer.echo(f"created /{slug}/")


@demo.command("load")
def demo_load() -> None:
    """Build the demonstration; never on an installation with other data."""
    with open_store(load_settings()) as store:
        load_demo(store)
    typer.echo("the demonstration stands")


@demo.command("serve")
def demo_serve(host: str = "127.0.0.1", port: Port = 8000) -> None:
    """Migrate, load the demonstration at the first start, and serve it."""
    settings = load_settings()
    store = make_store(settings)
    migrate_store(store.engines)
    if not is_loaded(store):
        typer.echo("Building the demonstration: about a minute, at the first start only …")
        load_demo(store)
    store.engines.dispose()
    typer.echo(WELCOME.format(address=settings.base_url))
    run_server(settings, host, port)


@runts.command("import")
def import_register(
    file: Path,
    dated: Annotated[str, typer.Option(help="YYYY-MM-DD; else from the file's name")] = "",
) -> None:
    """Read an extract of the register (XLSX or CSV) of any size; in use only when it is whole."""
    with open_store(load_settings()) as store:
        try:
            day = date.fromisoformat(dated) if dated else None
            with file.open("rb") as source:
                kept = keep_extract(store.at_hand[BLOBS], source, file.name)
        except (OSError, ValueError) as error:
            raise RefusedError(str(error)) from error
        with store.writing() as session:
            extract = receive_extract(session, kept, day, later=timedelta(minutes=10))
        done = import_extract(store, extract.pk, _progress)
    if done.problem:
        raise RefusedError(done.problem)
    typer.echo(f"{done.rows_kept} bodies, {done.rows_odd} rows left out, as of {done.dated}")


def _progress(read: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{read:,} of about {total:,} rows" + ("\n" if read >= total else ""))


@receipt.command("verify")
def verify_one_receipt(
    file: Annotated[Path, typer.Argument(help="The receipt, PDF or JSON")],
    files: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="Folder of what was filed")
    ] = None,
    offline: Annotated[bool, typer.Option(help="Do not ask the register")] = False,
) -> None:
    """Verify a receipt; exit 0 authentic, 1 not, 2 unreadable, 3 not compared with the register.

    The register is asked where COPROGRAMMA_DATABASE_URL names it.
    """
    if offline or "COPROGRAMMA_DATABASE_URL" not in os.environ:
        done = verify_receipt(file, files, None)
    else:
        with open_store(load_settings()) as store:
            done = verify_receipt(file, files, store)
    for line in done.lines:
        typer.echo(line)
    raise typer.Exit(done.verdict)


@audit.command("verify")
def verify_audit() -> None:
    """Verify every chain of events; exit 0 only when all are intact."""
    with open_store(load_settings()) as store, store.reading() as session:
        breaks = verify_chains(session)
    for found in breaks:
        typer.echo(f"{found.chain}: {found.reason} at {found.number}")
    if breaks:
        raise typer.Exit(1)
    typer.echo("all chains hold")
