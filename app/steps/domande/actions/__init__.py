"""Use cases of domande; other rooms import from here."""

from app.steps.domande.actions.amend import amend_domanda
from app.steps.domande.actions.attach import attach_files, remove_file
from app.steps.domande.actions.check_signature import recheck_signature
from app.steps.domande.actions.file import file_domanda
from app.steps.domande.actions.prepare_pdf import MadePdf, take_pdf
from app.steps.domande.actions.remind import remind_drafts
from app.steps.domande.actions.save_part import save_part
from app.steps.domande.actions.sign import SignedUpload, sign_domanda
from app.steps.domande.actions.start import start_domanda
from app.steps.domande.actions.withdraw import discard_draft, withdraw_domanda

__all__ = [
    "MadePdf",
    "SignedUpload",
    "amend_domanda",
    "attach_files",
    "discard_draft",
    "file_domanda",
    "recheck_signature",
    "remind_drafts",
    "remove_file",
    "save_part",
    "sign_domanda",
    "start_domanda",
    "take_pdf",
    "withdraw_domanda",
]
