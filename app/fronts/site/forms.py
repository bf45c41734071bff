"""What is sought on the site."""

from app.core.text import Line
from app.core.web.forms import FormModel


class SearchForm(FormModel):
    q: Line = ""
