"""Where templates, static files and migrations are: in the wheel, or in the checkout."""

from pathlib import Path

_PACKED = Path(__file__).parent.parent / "_resources"
_CHECKOUT = Path(__file__).parent.parent.parent


def resource(name: str) -> Path:
    """The folder `name` (`templates`, `static/dist`, `migrations`)."""
    packed = _PACKED / name
    return packed if packed.exists() else _CHECKOUT / name
