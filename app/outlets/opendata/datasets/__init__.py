"""The register of datasets: what is here is in files, pages, dictionary, catalogue, interface."""

from typing import Final

from app.outlets.opendata.dataset import Dataset
from app.outlets.opendata.datasets import (
    accounts,
    contributions,
    esiti,
    monitoring,
    participants,
    plan,
    priorities,
    procedures,
    synthesis,
)

DATASETS: Final[tuple[Dataset, ...]] = (
    *procedures.ALL,
    *participants.ALL,
    *contributions.ALL,
    *synthesis.ALL,
    *priorities.ALL,
    *esiti.ALL,
    *plan.ALL,
    *monitoring.ALL,
    *accounts.ALL,
)
BY_CODE: Final = {dataset.code: dataset for dataset in DATASETS}

__all__ = ["BY_CODE", "DATASETS", "Dataset"]
