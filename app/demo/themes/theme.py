"""One theme of a tavolo."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Two bodies name the `need`; `objective` and `intervention` follow from it.

    `coverage` is none, partial or adequate; `esito` is the outcome proposed for the intervention.
    """

    title: str
    target: str
    coverage: str
    first: str
    second: str
    objective: str
    intervention: str
    esito: str = "proposed"
