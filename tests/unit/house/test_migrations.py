"""Migrations stand in one line, each under its own number."""

import re
from pathlib import Path

VERSIONS = Path(__file__).parents[3] / "migrations" / "versions"


def test_each_migration_follows_the_one_before() -> None:
    numbers = [path.name[:4] for path in sorted(VERSIONS.glob("*.py"))]
    assert numbers == [f"{place:04d}" for place in range(1, len(numbers) + 1)]
    for path, before in zip(sorted(VERSIONS.glob("*.py")), [None, *numbers], strict=False):
        said = dict(
            re.findall(r'^(revision|down_revision) = (?:"(\d+)"|None)', path.read_text(), re.M)
        )
        assert said == {"revision": path.name[:4], "down_revision": before or ""}, path.name
