"""A `coprogramma` command in the process of the test: the program is loaded already."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from app.cli import main


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code and what it wrote. A crash is raised, not written."""

    returncode: int
    stdout: str
    stderr: str


def run_command(settings: dict[str, str], *words: str, stdin: str = "") -> Done:
    """Run `coprogramma` with these words and environment."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in {"COPROGRAMMA_SECRET_KEY": "t" * 40, **settings}.items():
            patch.setenv(name, value)
        patch.setattr("sys.argv", ["coprogramma", *words])
        patch.setattr("sys.stdin", io.StringIO(stdin))
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Done(code, out.getvalue(), err.getvalue())
