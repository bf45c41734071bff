"""What this room hands over for the file of a procedure: the numbers that came back."""

from app.core.documents.pieces import Chapter, Records
from app.steps.protocol.models import ProtocolPack, ProtocolReturn

CHAPTER = Chapter(
    "protocollo",
    "I numeri di protocollo tornati dall'amministrazione",
    (Records(ProtocolReturn),),
    left_out={ProtocolPack: "è una copia delle domande e dei loro file, che sono già qui"},
)
