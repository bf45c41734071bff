"""What the office says of the extract it loads."""

from datetime import date

from app.core.web.forms import FormModel


class ExtractForm(FormModel):
    """`dated` may be left out where the file's name begins with it (`20260916_iscritti…`)."""

    dated: date | None = None
