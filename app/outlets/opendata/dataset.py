"""What a dataset is: said once, for files, pages, catalogue and interface alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BigInteger, Select, cast
from sqlmodel import col, select

from app.law.phases import Phase
from app.outlets.opendata.columns import Column, Record
from app.people.authorities.models import Authority
from app.steps.procedures.models import PhaseStep, Procedure

THEME: Final = "http://publications.europa.eu/resource/authority/data-theme/"


@dataclass(frozen=True, slots=True)
class Made:
    """What rows are shaped with: `base` is the address of the service, without a slash."""

    base: str


@dataclass(frozen=True)
class Dataset:
    """`query` gives only what is public: its first column is the key that rows are ordered by.

    `shape` makes of the other values of a row the cells, in the order of `columns`. `ref` is the
    column that `id` is read from, `changed` the instant of a row's last public change; `tavolo`
    and `outcome` are the columns that these filters ask. None: it cannot be asked so.
    """

    code: str
    title: str
    description: str
    columns: tuple[Column, ...]
    query: Select[Any]
    key: Any
    shape: Callable[[Any, Made], Record]
    ref: Any = None
    changed: Any = None
    tavolo: Any = None
    outcome: Any = None
    themes: tuple[str, ...] = ("GOVE", "SOCI")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def public_rows(*columns: Any, model: Any, key: Any = None) -> Select[Any]:
    """`columns` of the rows of `model`, beside authority and procedure, of started procedures.

    `key` names a row where the model's own would name several.
    """
    return (
        select(model.id if key is None else key, Authority.slug, Procedure.slug, *columns)
        .select_from(model)
        .join(Procedure, col(model.procedure_id) == col(Procedure.id))
        .join(Authority, col(model.authority_id) == col(Authority.id))
        .where(Procedure.phase != Phase.DRAFT)
    )


def pair_key(first: Any, second: Any) -> Any:
    """One key of two: in the order of the first, then of the second (both below 2^31)."""
    return cast(first, BigInteger) * 2**31 + second


def restituted() -> Any:
    """Whether the procedure's synthesis and esiti were published: once, and ever after.

    The same rule as `synthesis.queries.is_public`, for a query over many procedures.
    """
    return (
        select(PhaseStep.id)
        .where(
            col(PhaseStep.procedure_id) == col(Procedure.id),
            PhaseStep.target == Phase.RESTITUTION,
        )
        .exists()
    )


def restituted_at() -> Any:
    """The instant of that publication."""
    return (
        select(PhaseStep.entered_at)
        .where(
            col(PhaseStep.procedure_id) == col(Procedure.id),
            PhaseStep.target == Phase.RESTITUTION,
        )
        .order_by(col(PhaseStep.id))
        .limit(1)
        .scalar_subquery()
    )
