"""What the commands say to who runs an installation: an answer, or what is wrong in a sentence.

A crash would be raised here; a real process is started once, in `core/test_server.py`.
"""

from functools import partial
from pathlib import Path

import pytest

from tests.support.command import run_command
from tests.support.ports import free_port


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("COPROGRAMMA_BASE_URL", "nowhere", "COPROGRAMMA_BASE_URL"),
        ("COPROGRAMMA_SECRET_KEY", "short", "COPROGRAMMA_SECRET_KEY"),
        ("COPROGRAMMA_POOL_SIZE", "many", "COPROGRAMMA_POOL_SIZE"),
        ("COPROGRAMMA_DATABASE_URL", "mysql://x", "sqlite:///FILE"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str, word: str) -> None:
    settings = {"COPROGRAMMA_DATABASE_URL": f"sqlite:///{tmp_path}/x", name: value}
    done = run_command(settings, "serve")
    assert done.returncode == 2
    assert word in done.stderr


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (("2025-11-17",), "2025-12-09"),
        (("2025-12-05", "--saturday"), "2025-12-29"),
        (("2026-05-02", "--patron", "05-22"), "2026-05-23"),
    ],
)
def test_the_term_command_ends_with_the_earliest_last_day(
    words: tuple[str, ...], last: str
) -> None:
    done = run_command({}, "term", *words)
    assert done.stdout.splitlines()[-1] == last


@pytest.mark.parametrize(
    "words", [("yesterday",), ("2025-11-17", "--patron", "99-99"), ("9999-12-31",)]
)
def test_the_term_command_explains_what_it_cannot_count(words: tuple[str, ...]) -> None:
    done = run_command({}, "term", *words)
    assert done.returncode == 2


def test_creating_a_person_refuses_what_cannot_be_taken(tmp_path: Path) -> None:
    run = partial(run_command, {"COPROGRAMMA_DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"})
    password = "quattro parole a caso 7\n"
    early = run("user", "create", "chi@esempio.it", "Chi", "Esempio", stdin=password)
    assert "coprogramma migrate" in early.stderr
    assert run("migrate").returncode == 0
    words = ("user", "create", "chi@esempio.it", "Chi", "Esempio")
    assert run(*words, stdin=password).returncode == 0
    again = run(*words, stdin=password)
    wrong = run("user", "create", "chi", "Chi", "Esempio", stdin=password)
    weak = run("user", "create", "b@esempio.it", "B", "Esempio", stdin="breve\n")
    for done in (early, again, wrong, weak):
        assert done.returncode == 2


def test_a_database_that_does_not_answer_is_said_in_a_sentence() -> None:
    address = f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none"
    done = run_command({"COPROGRAMMA_DATABASE_URL": address}, "audit", "verify")
    assert done.returncode == 2
    assert "does not answer" in done.stderr
