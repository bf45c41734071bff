"""Whatever happens to an avviso and its domande, in any order: the promises hold.

`make lives` tries 10,000 sequences; `LIVES` says how many in all.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.lives.machine import Lives
from tests.lives.stage import Ground, prepared

COUNT = int(os.environ.get("LIVES", "20"))
SHARDS = range(2 if COUNT < 1000 else 20)


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    with prepared() as ground:
        yield ground


@pytest.mark.timeout(0)
@pytest.mark.parametrize("shard", SHARDS)
def test_the_promises_hold_whatever_happens(ground: Ground, shard: int) -> None:
    Lives.ground = ground
    chosen = settings(
        max_examples=max(1, COUNT // len(SHARDS)),
        stateful_step_count=25,
        deadline=None,
        database=None,
        print_blob=True,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(shard)(Lives), settings=chosen)
