"""Who may do what with a procedure as a whole."""

from app.core.security.guards import for_anyone, for_office

VIEW = for_anyone("procedures.view", "Leggere le pagine pubbliche di un procedimento")
PREPARE = for_office("procedures.prepare", "Preparare un procedimento e i suoi tavoli")
LEAD = for_office("procedures.lead", "Condurre il procedimento", "rdp")
