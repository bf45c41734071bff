"""A small burst across the closing second, on the real server; `make burst` sends 300."""

from pathlib import Path

from bench.burst.run import burst


def test_each_filing_is_taken_or_refused_by_its_received_instant(
    database_url: str, tmp_path: Path
) -> None:
    claims = burst(database_url, tmp_path, 40)
    assert [claim for claim in claims if not claim.holds and not claim.timed] == []
