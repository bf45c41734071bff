"""Small pieces: files under 300 lines, functions under 40."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDERS = ("app", "tests", "bench", "templates", "static/js", "static/css")
SUFFIXES = {".py", ".html", ".js", ".scss", ".txt"}
MOST_LINES_OF_FILE = 300
MOST_LINES_OF_FUNCTION = 40


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in SUFFIXES:
                yield path


def _long_functions(source: str) -> list[str]:
    return [
        f"{node.name} ({length} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_OF_FUNCTION
    ]


def test_no_file_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in _files()
        if (lines := len(path.read_text().splitlines())) > MOST_LINES_OF_FILE
    }
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): found
        for path in _files()
        if path.suffix == ".py" and (found := _long_functions(path.read_text()))
    }
    assert long == {}


@pytest.mark.parametrize("lines", [MOST_LINES_OF_FUNCTION, MOST_LINES_OF_FUNCTION + 1])
def test_the_measure_itself_can_fail(lines: int) -> None:
    source = "def f():\n" + "    pass\n" * (lines - 1)
    assert bool(_long_functions(source)) == (lines > MOST_LINES_OF_FUNCTION)
