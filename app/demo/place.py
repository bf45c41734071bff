"""What a story of the demonstration needs to know of the place where it happens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.people.authorities.enums import AuthorityKind, OrganKind
from app.steps.avvisi.forms import DefinitionForm


@dataclass(frozen=True, slots=True)
class OrganFacts:
    """Who adopts acts; `holder` where it is a manager's place."""

    name: str
    kind: OrganKind = OrganKind.ORGAN
    holder: str = ""


@dataclass(frozen=True, slots=True)
class TavoloFacts:
    """A tavolo; who conducts it is invented."""

    name: str
    description: str
    facilitator: str
    minute_taker: str
    referent: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A meeting; `tavoli` gives it a plenary and a session for each tavolo, `only` for one."""

    code: str
    title: str
    kind: str
    day: date
    begins: str
    ends: str
    public: bool
    yields: str = ""
    tavoli: bool = False
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An authority and its territory. `columns` are its own, `sections` its avvisi's words.

    `form` is what its domande ask besides the short default, and `answers` what the fictitious
    bodies answer to it, by part.
    """

    slug: str
    kind: AuthorityKind
    columns: Mapping[str, Any]
    organs: tuple[OrganFacts, ...]
    manager: str
    plan: str
    years: str
    venue: str
    address: str
    access: str
    postcode: str
    province: str
    phone_prefix: str
    tavoli: tuple[TavoloFacts, ...]
    sections: Mapping[str, str]
    passed_to: str = ""
    form: DefinitionForm | None = None
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def organ(self) -> str:
        """The organ that starts the procedure and decides on the plan."""
        return self.organs[0].name

    @property
    def rdp(self) -> str:
        """The address with which its responsible officer signs in."""
        return f"rdp@{self.slug}.esempio.it"
