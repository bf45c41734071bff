"""What this room hands over for the file of a procedure: what was told, not who follows."""

from app.core.documents.pieces import Chapter, Records
from app.outlets.follow.models import Follow, FollowNotice

CHAPTER = Chapter(
    "avvisi-a-chi-segue",
    "Gli aggiornamenti mandati a chi segue",
    (Records(FollowNotice),),
    left_out={Follow: "chi segue per posta non è parte del procedimento e l'ufficio non lo vede"},
)
