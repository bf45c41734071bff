"""Who may do what with the calendar."""

from app.core.security.guards import for_anyone, for_office

READ = for_anyone("calendar.read", "Leggere il calendario degli incontri")
SIGN_UP = for_anyone("calendar.sign_up", "Iscriversi agli incontri pubblici e disdire")
ARRANGE = for_office("calendar.arrange", "Fissare gli incontri e le sessioni")
