"""An office with 160 contributions to answer, in a real Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import steps_batch as batch
from tests.browser.conftest import served_copy
from tests.browser.steps_person import Person
from tests.support.postoffice import PostOffice

# The first builds the demonstration, which `make test` has built once already.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_office_answers_160_contributions_in_batch_and_one_by_itself(
    chromium: Browser, demo_data: Path, post_office: PostOffice, tmp_path: Path
) -> None:
    # Given a procedure in its synthesis with 160 contributions and no esito
    with served_copy(demo_data, tmp_path / "many", post_office) as server:
        batch.make_many(tmp_path / "many")
        context = chromium.new_context(base_url=server.url, locale="it-IT")
        officer = Person(context)
        officer.goes_to("/demo")
        officer.presses("Entra come Ufficio Dimostrativo")
        # When all are answered with one text that names each, and one is answered by itself
        batch.answers_all_at_once(officer)
        batch.answers_one_by_itself(officer)
        # Then nothing is missing any more, and no page made the browser complain
        officer.goes_to(batch.OFFICE)
        officer.does_not_see("contributi senza esito")
        assert officer.complaints == []
        context.close()
