"""The page on retention names every table, and only terms that there are."""

import re

from app.core.resources import resource
from app.core.store.registry import import_models
from app.law.retention import BY_CODE
from app.outlets.retention.erasers import ERASERS

WORDS = (resource("docs") / "retention.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([a-z_]+)` \| (\S+) \| (.+) \|$", WORDS, re.MULTILINE)


def test_every_table_holds_data_of_persons_with_a_term_or_a_reason_or_holds_none() -> None:
    none = set(re.findall(r"`([a-z_]+)`", WORDS.split("Tables that hold nothing of persons")[1]))
    personal = {table for table, _, _ in ROWS}
    assert personal | none == set(import_models().tables)
    assert not personal & none
    assert all(why for _, _, why in ROWS)


def test_the_terms_are_those_of_the_law() -> None:
    terms = {term for _, term, _ in ROWS} - {"-"}
    assert terms <= set(BY_CODE)
    assert {eraser.kept for eraser in ERASERS} | {"access"} == terms
