"""The datasets as their pages show them."""

from dataclasses import dataclass

from app.outlets.opendata.datasets import DATASETS, Dataset
from app.outlets.opendata.formats import FORMATS
from app.outlets.opendata.queries import Asked


@dataclass(frozen=True, slots=True)
class DatasetView:
    """A dataset with its files: (format, address)."""

    code: str
    title: str
    description: str
    columns: int
    files: tuple[tuple[str, str], ...]


def dataset_views(asked: Asked) -> list[DatasetView]:
    """Every dataset with the addresses of its files in this place."""
    return [_view(dataset, f"/{asked.scope}/dati") for dataset in DATASETS]


def _view(dataset: Dataset, place: str) -> DatasetView:
    files = tuple((name.upper(), f"{place}/{dataset.code}.{name}") for name in FORMATS)
    return DatasetView(
        dataset.code, dataset.title, dataset.description, len(dataset.columns), files
    )
