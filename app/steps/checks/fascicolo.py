"""What this room hands over for the file of a procedure: what the register said of each domanda."""

from app.core.documents.pieces import Chapter, Records
from app.steps.checks.models import RegisterCheck

CHAPTER = Chapter("controlli", "I controlli sul RUNTS", (Records(RegisterCheck),))
