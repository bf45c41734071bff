"""Everything that is removed at the end of its term, by the classes of `app.law.retention`.

The classes without an eraser are on record for longer than this program decides: public
documents are discarded only with the authorisation of the archives' authority.
"""

from app.outlets.retention.erasers.addresses import ERASERS as OF_ADDRESSES
from app.outlets.retention.erasers.base import Due, Erased, Eraser
from app.outlets.retention.erasers.drafts import ERASERS as OF_DRAFTS
from app.outlets.retention.erasers.procedure import ERASERS as OF_PROCEDURES
from app.outlets.retention.erasers.readers import ERASERS as OF_READERS

ERASERS: tuple[Eraser, ...] = (*OF_DRAFTS, *OF_PROCEDURES, *OF_ADDRESSES, *OF_READERS)
BY_CODE = {eraser.code: eraser for eraser in ERASERS}

__all__ = ["BY_CODE", "ERASERS", "Due", "Erased", "Eraser"]
