"""What this room hands over for the file of a procedure: which node went into which item."""

from app.core.documents.pieces import Chapter, Records
from app.steps.coverage.models import PlanLink

CHAPTER = Chapter("copertura", "Quali bisogni e interventi sono nel piano", (Records(PlanLink),))
