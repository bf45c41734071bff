"""What the fictitious bodies bring to the four tavoli: ten themes for each."""

from app.demo.themes.childhood import CHILDHOOD
from app.demo.themes.disability import DISABILITY
from app.demo.themes.health import HEALTH
from app.demo.themes.mental import MENTAL
from app.demo.themes.theme import Theme

THEMES: tuple[tuple[Theme, ...], ...] = (MENTAL, DISABILITY, CHILDHOOD, HEALTH)
"""In the order of the tavoli."""

__all__ = ["THEMES", "Theme"]
