"""What the office does in the register of communications."""

from app.outlets.communications.actions.hand_in import HandedIn, Told, hand_in_receipts, tie_receipt
from app.outlets.communications.actions.write import record_outside, resend

__all__ = ["HandedIn", "Told", "hand_in_receipts", "record_outside", "resend", "tie_receipt"]
