"""Use cases of receipts; other rooms import from here."""

from app.steps.receipts.actions.check import check_receipt
from app.steps.receipts.actions.give import PRINT, give_receipt, keep_print, print_again

__all__ = ["PRINT", "check_receipt", "give_receipt", "keep_print", "print_again"]
