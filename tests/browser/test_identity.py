"""A person comes in with SPID, in a real browser and at a real provider."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.pages import axe_problems, learn_axe
from tests.support.provider import CLIENT_ID, CLIENT_SECRET, open_provider
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_coming_in_with_spid(chromium: Browser, tmp_path: Path) -> None:
    with open_provider() as issuer:
        settings = {
            "COPROGRAMMA_DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
            "COPROGRAMMA_BLOB_URL": str(tmp_path / "blobs"),
            "COPROGRAMMA_OIDC_ISSUER": issuer,
            "COPROGRAMMA_OIDC_CLIENT_ID": CLIENT_ID,
            "COPROGRAMMA_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        }
        server = Server(settings, tmp_path / "log")
        assert server.command("migrate").returncode == 0
        server.start()
        try:
            _walk(chromium, server.url)
        finally:
            server.stop()


def _walk(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    learn_axe(context)
    page = context.new_page()

    def enters_as(button: str) -> None:
        page.goto("/accedi")
        page.get_by_role("link", name="Entra con SPID o CIE").click()
        page.get_by_role("button", name=button).click()

    enters_as("Annulla")
    expect(page.get_by_text("L'accesso è stato annullato")).to_be_visible()
    enters_as("Entra come Prova")
    expect(page.get_by_role("heading", level=1)).to_have_text("Siete Prova Esempio")
    assert axe_problems(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    page.locator('label[for="f-privacy"]').click()  # it covers its box, as for a person
    page.get_by_role("button", name="Create il mio accesso").click()
    expect(page.get_by_text("il vostro accesso è pronto")).to_be_visible()
    page.goto("/area-personale/accesso")
    expect(page.get_by_text("codice fiscale che finisce in 562S")).to_be_visible()
    context.clear_cookies()
    enters_as("Entra come Prova")
    expect(page.get_by_text("Siete entrati.")).to_be_visible()
    context.close()
