"""What this room hands over for the file of a procedure."""

from app.core.documents.pieces import Chapter, Records
from app.steps.calendar.models import Meeting, MeetingSession, SignUp

CHAPTER = Chapter(
    "calendario",
    "Incontri, sessioni e iscrizioni",
    (
        Records(Meeting),
        Records(MeetingSession),
        Records(SignUp, without=frozenset({"leave_hash"})),
    ),
)
