"""Somebody in front of a browser: what one does with a page, and what one sees in it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, expect

PERMITTED = re.compile(r"status of 4\d\d")


class Upload(TypedDict):
    """A file as the browser's chooser gives it."""

    name: str
    mimeType: str
    buffer: bytes


class Person:
    """Labels, buttons and links are named as people read them. `complaints` are the browser's."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PERMITTED.search(message.text):
            self.complaints.append(f"{message.text} at {self.page.url}")

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        """The address where they are, without the server and what follows `?` or `#`."""
        return re.sub(r"^https?://[^/]+|[?#].*$", "", self.page.url)

    def goes_to(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"

    def finds_nothing_at(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 404, f"{address}: {answer.status}"

    def follows(self, link: str, within: str = "") -> None:
        with self.page.expect_navigation():
            self._around(within).get_by_role("link", name=link).first.click()

    def opens(self, summary: str) -> None:
        """Unfold what stands under `summary`."""
        self.main.locator("summary", has_text=summary).first.click()

    def fills(self, answers: Mapping[str, str], within: str = "") -> None:
        for label, text in answers.items():
            self._field(label, within).fill(text)

    def picks(self, label: str, option: str, within: str = "") -> None:
        self._field(label, within).select_option(label=option)

    def ticks(self, *labels: str, within: str = "") -> None:
        """Boxes and round buttons alike."""
        for label in labels:
            box = self._field(label, within)
            if not box.is_checked():
                self.main.locator(f'label[for="{box.get_attribute("id")}"]').click()
            expect(box).to_be_checked()

    def attaches(self, label: str, *files: Upload) -> None:
        self._field(label, "").set_input_files(list(files))

    def presses(self, button: str, within: str = "") -> None:
        with self.page.expect_navigation():
            self._around(within).get_by_role("button", name=button, exact=True).first.click()
        expect(self.page.locator("h1")).to_have_count(1)

    def touches(self, button: str, within: str = "") -> None:
        """A button that a script answers in the page itself; a colon begins whom it is about."""
        name = re.compile(rf"^{re.escape(button)}(\s*:.*)?$")
        self._around(within).get_by_role("button", name=name).first.click()

    def confirms(self, opener: str, button: str, why: Mapping[str, str] | None = None) -> None:
        """The two touches of what cannot be taken back, with a reason where one is asked."""
        box = self.main.locator("details.confirm").filter(
            has=self.page.locator("summary", has_text=_label(opener))
        )
        box.locator("summary").click()
        for label, text in (why or {}).items():
            box.get_by_label(_label(label)).fill(text)
        with self.page.expect_navigation():
            box.get_by_role("button", name=button, exact=True).click()

    def sees(self, *words: str, within: str = "") -> None:
        for text in words:
            expect(self._around(within)).to_contain_text(text)

    def does_not_see(self, *words: str, within: str = "") -> None:
        for text in words:
            expect(self._around(within)).not_to_contain_text(text)

    def is_refused(self, *words: str) -> None:
        for text in words:
            expect(self.page.locator("#errors")).to_contain_text(text)

    def is_at(self, heading: str) -> None:
        expect(self.page.locator("h1")).to_contain_text(heading)

    def downloads(self, link: str) -> bytes:
        """What a link of the page gives, with this person's own access."""
        address = self.main.get_by_role("link", name=link).first.get_attribute("href")
        assert address is not None
        answer = self.page.request.get(address)
        assert answer.ok, f"{address}: {answer.status}"
        return answer.body()

    def _field(self, label: str, within: str) -> Locator:
        return self._around(within).get_by_label(_label(label)).first

    def _around(self, within: str) -> Locator:
        """The page's own part, or in it the group, article or section that says `within`."""
        if not within:
            return self.main
        places = self.main.locator("fieldset, article, section, li, tr, div.mb-3")
        return places.filter(has_text=within).last


def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(words)}\s*(\(obbligatorio\))?\s*$")


def pdf(name: str, body: bytes) -> Upload:
    return {"name": name, "mimeType": "application/pdf", "buffer": body}


def photograph(name: str, body: bytes) -> Upload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": body}


def kept(folder: Path, name: str, body: bytes) -> str:
    """A file for the tools that want a path."""
    path = folder / name
    path.write_bytes(body)
    return str(path)
