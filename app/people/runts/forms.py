"""What the office says of the extract it loads."""

from datetime import date

from app.core.web.forms import FormModel


class ExtractForm(FormModel):
    """`dated` may be left out where the file's name begins with it (`20260916_iscritti…`).

    `authority` is the address of the one that will use it; who works for one alone leaves it out.
    """

    dated: date | None = None
    authority: str = ""
