"""What was measured, as a table for people and as JSON for comparing."""

import json
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

LATEST = Path(__file__).parent / "results" / "latest.json"
PACKAGES = ("uvicorn", "uvloop", "httptools", "starlette", "fastapi", "sqlalchemy", "typst")


@dataclass(frozen=True, slots=True)
class Measure:
    """The median of the rounds between the least and the most.

    `ratio` is to what `to` names; `target` is what the design asks for, in words.
    """

    name: str
    unit: str
    value: float
    least: float
    most: float
    ratio: float | None = None
    to: str = ""
    target: str = ""


def measure(
    name: str,
    unit: str,
    rounds: Sequence[float],
    *,
    against: Sequence[float] = (),
    to: str = "",
    target: str = "",
) -> Measure:
    """The ratio is the median of each round's own, so that a slow moment weighs on both."""
    ratio = median(a / b for a, b in zip(rounds, against, strict=True)) if against else None
    return Measure(name, unit, median(rounds), min(rounds), max(rounds), ratio, to, target)


def machine() -> dict[str, str]:
    """What the figures depend on."""
    models = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "cores": str(os.cpu_count()),
        "processor": models[0] if models else platform.processor(),
        "load before": f"{os.getloadavg()[0]:.1f}",
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def show(measures: Iterable[Measure], facts: dict[str, str]) -> None:
    """Print the table, a line for each measure."""
    out = sys.stdout
    print("\n" + ", ".join(f"{name} {value}" for name, value in facts.items()), file=out)
    head = f"{'':52}{'median':>10}  {'min–max':>19}  {'unit':6}  {'ratio':>7}  to; target"
    print(f"{head}\n{'-' * 120}", file=out)
    for found in measures:
        spread = f"{_figure(found.least)}–{_figure(found.most)}"
        ratio = f"{found.ratio:.2f}" if found.ratio is not None else ""
        words = "; ".join(word for word in (found.to, found.target) if word)
        line = f"{found.name:52}{_figure(found.value):>10}  {spread:>19}  {found.unit:6}"
        print(f"{line}  {ratio:>7}  {words}".rstrip(), file=out)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def save(measures: Iterable[Measure], facts: dict[str, str]) -> None:
    """Write `latest.json`: name → value, unit, spread, ratio and to what."""
    named = {found.name: {**asdict(found)} for found in measures}
    for found in named.values():
        del found["name"]
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.write_text(json.dumps({"machine": facts, "measures": named}, indent=1) + "\n")
