"""Templates: one environment, components as globals, one way to answer with a page."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse

from app.core import i18n
from app.core.clock import legal_now, legal_offset
from app.core.security.actor import Actor
from app.core.text import sentence
from app.core.web.flash import read_flash, set_flash
from app.core.web.markdown import render_markdown
from app.core.web.services import services_of

NAV = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class AuthorityLook:
    """How an authority presents itself on its pages."""

    id: int
    slug: str
    name: str
    tagline: str = ""
    parent_name: str = ""
    parent_url: str = ""
    pec: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    tax_code: str = ""
    links: tuple[tuple[str, str], ...] = ()
    logo: str = ""


@dataclass(frozen=True, slots=True)
class ShellActor:
    name: str
    is_office: bool
    has_area: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around the content of every page."""

    authority: AuthorityLook | None = None
    actor: ShellActor | None = None
    demo: bool = False
    nav: tuple[NAV, ...] = ()
    side_nav: tuple[tuple[str, tuple[NAV, ...]], ...] = ()
    breadcrumb: tuple[tuple[str, str | None], ...] = ()
    feed: tuple[str, str] | None = None
    flash: tuple[tuple[str, str], ...] = ()
    legal_now: str | None = None
    path: str = "/"


@dataclass(frozen=True, slots=True)
class Around:
    """What a route says of the page's surroundings; the rest of the shell is found here.

    `feed` is the title and the address of the page's Atom feed.
    """

    authority: AuthorityLook | None = None
    nav: tuple[NAV, ...] = ()
    side_nav: tuple[tuple[str, tuple[NAV, ...]], ...] = ()
    breadcrumb: tuple[tuple[str, str | None], ...] = ()
    feed: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Assets:
    """Logical name → address with a hash, from the build's manifest."""

    addresses: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> str:
        return self.addresses[name]


def load_assets(folder: Path) -> Assets:
    manifest = json.loads((folder / "manifest.json").read_text())
    entries = manifest.get("files", manifest)
    return Assets(
        {
            name: "/static/" + (entry["file"] if isinstance(entry, dict) else entry)
            for name, entry in entries.items()
        }
    )


class Component:
    """The macro of `components/<name>.html`, found at its first use: components use each other."""

    def __init__(self, env: Environment, name: str) -> None:
        self._env = env
        self._name = name
        self._macro: Callable[..., Markup] | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Markup:
        if self._macro is None:
            module = self._env.get_template(f"components/{self._name}.html").module
            self._macro = getattr(module, self._name)
        return self._macro(*args, **kwargs)


@lru_cache(maxsize=2)
def make_environment(templates: Path, static: Path) -> Environment:
    """Autoescape always; a name that is not there is an error, not an empty string."""
    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.globals["asset"] = load_assets(static)
    for name in ("date_words", "date_short", "time_words", "deadline_words", "instant_words"):
        env.filters[name] = getattr(i18n, name)
    env.filters["number_words"] = i18n.number_words
    env.filters["size_words"] = i18n.size_words
    env.filters["markdown"] = render_markdown
    env.filters["capitalize"] = sentence
    for path in sorted((templates / "components").glob("*.html")):
        env.globals[path.stem] = Component(env, path.stem)
    return env


def page(
    request: Request, template: str, *, around: Around | None = None, status: int = 200, **view: Any
) -> HTMLResponse:
    """Render `template` with `view` inside its shell."""
    services = services_of(request)
    actor: Actor | None = getattr(request.state, "actor", None)
    around = around or Around()
    flash = read_flash(request)
    shell = Shell(
        authority=around.authority,
        actor=ShellActor(actor.name, actor.is_office, not actor.is_office) if actor else None,
        demo=services.demo,
        nav=around.nav,
        side_nav=around.side_nav,
        breadcrumb=around.breadcrumb,
        feed=around.feed,
        flash=flash,
        legal_now=i18n.instant_words(legal_now()) if legal_offset() and actor else None,
        path=request.url.path,
    )
    html = services.templates.get_template(template).render(shell=shell, **view)
    response = HTMLResponse(html, status_code=status)
    if flash:
        set_flash(response, "")
    return response


def fragment(request: Request, template: str, block: str, **view: Any) -> HTMLResponse:
    """Render one named block of `template`; blocks use only the view's data."""
    found = services_of(request).templates.get_template(template)
    context = found.new_context(view)
    return HTMLResponse("".join(found.blocks[block](context)))


def keep_page(request: Request, until: datetime | None = None) -> None:
    """Let this public page be kept until its version changes or `until` (UTC) passes."""
    request.scope["state"]["keep_until"] = until or datetime.max.replace(tzinfo=legal_now().tzinfo)


def redirect(address: str, flash: str = "") -> RedirectResponse:
    """303 to a local `address`; `flash` is told once on the next page."""
    response = RedirectResponse(address, status_code=303)
    if flash:
        set_flash(response, flash)
    return response
