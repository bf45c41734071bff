"""The client's side of the tests: the application with another database, and who is signed in."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.security.actor import Actor
from app.core.store.session import Store
from app.core.web.versions import version_reader
from app.main import make_services, make_store
from app.people.accounts.actions.sign_in import Caller, open_sign_in
from app.people.accounts.models import Account
from app.people.ets.actors import actor_of as make_actor
from app.settings import Settings

make_store_for = make_store


@contextmanager
def open_house(
    house: tuple[FastAPI, TestClient], settings: Settings, store: Store
) -> Iterator[TestClient]:
    """Lend the application this store for one test."""
    app, client = house
    app.state.services = dataclasses.replace(make_services(settings, store), store=store)
    app.state.versions = version_reader(settings.database_url)
    app.state.kept_pages.clear()
    app.state.kept_files.clear()
    client.cookies.clear()
    yield client
    assert client.portal is not None
    client.portal.call(app.state.versions.close)


class SignedIn:
    """Callable: the client becomes `account`, as if it had typed its password and code."""

    def __init__(self, client: TestClient, store: Store) -> None:
        self.client = client
        self.store = store

    def __call__(self, account: Account | None, *, strong: bool = True) -> None:
        self.client.cookies.clear()
        if account is None:
            return
        with self.store.writing() as session:
            held = session.exec(select(Account).where(Account.id == account.id)).one()
            token = open_sign_in(session, held, Caller("127.0.0.1", "test"), strong=strong)
        self.client.cookies.set("sessione", token)


def actor_of(session: Session, account: Account, *, strong: bool = True) -> Actor:
    """The actor that `account` would be after signing in."""
    session.flush()
    return make_actor(session, account, strong=strong)
