"""The people of the path, each with a browser of their own, and the clock that the law reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.browser.steps_person import Person
from tests.support.postoffice import PostOffice

AUTHORITY = "zona-livornese"
PUBLIC = f"/{AUTHORITY}/percorso"
OFFICE = f"/ufficio/{AUTHORITY}/percorso"
TITLE = "Co-programmazione del percorso: famiglie e prossimità"
FAMILIES, NEARBY = "Famiglie e adolescenza", "Prossimità e domicilio"
LABORATORY = "Laboratorio sui bisogni e gli interventi"
OPEN_MEETING = "Incontro informativo aperto"
BODY, BODY_TAX_CODE = "Associazione Percorso", "92041230498"
BY_PEC, ON_PAPER = "Cooperativa Corrispondenza", "Circolo della Carta"
SERVICE = "Consultorio di prova"


class Story:
    """What the chapters share: where they are, who is who, and the post office."""

    def __init__(self, browser: Browser, url: str, post_office: PostOffice) -> None:
        self._browser, self._url = browser, url
        self._ended = 0
        self._everybody: list[Person] = []
        self.post_office = post_office
        self.keeper = self.somebody()
        self.citizen = self.somebody()
        self.rdp = self.demo_person("Responsabile Dimostrativa")
        self.officer = self.demo_person("Ufficio Dimostrativo")
        self.late = self.demo_person("Volontaria Dimostrativa")
        self.service = self.demo_person("Servizio Dimostrativo")
        self.ets, self.colleague = self.somebody(), self.somebody()

    def somebody(self, *, scripted: bool = True) -> Person:
        """A person who has not signed in; without scripts where `scripted` is False."""
        context = self._browser.new_context(
            base_url=self._url,
            viewport={"width": 1280, "height": 900},
            locale="it-IT",
            reduced_motion="reduce",
            java_script_enabled=scripted,
        )
        context.set_default_timeout(10_000)
        person = Person(context)
        self._everybody.append(person)
        return person

    def demo_person(self, name: str) -> Person:
        person = self.somebody()
        person.goes_to("/demo")
        person.presses(f"Entra come {name}")
        return person

    def without_scripts(self, person: Person) -> Person:
        """The same person, still signed in, in a browser that runs no scripts."""
        same = self.somebody(scripted=False)
        same.page.context.add_cookies(person.page.context.cookies())  # type: ignore[arg-type]
        return same

    def it_is(self, instant: str) -> None:
        """Move the legal clock to a wall time in Rome, as the demonstration lets anyone do."""
        self.keeper.goes_to("/demo")
        self.keeper.fills({"Giorno e ora (a Roma)": instant})
        self.keeper.presses("Sposta l'orologio")
        self.keeper.sees("L'orologio della dimostrazione è stato spostato.")

    @contextmanager
    def chapter(self, number: int) -> Iterator[None]:
        """Chapters come in their order; no page of any of them may make the browser complain."""
        assert number == self._ended + 1, f"chapter {self._ended + 1} did not end"
        yield
        self._ended = number
        said = [line for person in self._everybody for line in person.complaints]
        assert said == []

    def close(self) -> None:
        for person in self._everybody:
            person.page.context.close()
