"""Who contributes, who moderates, who may decide that something is not published."""

from app.core.security.guards import for_body, for_office, for_signed_in

OWN = for_signed_in("contributions.own", "Vedere i propri contributi")
CONTRIBUTE = for_body("contributions.contribute", "Scrivere e inviare contributi")
COLLECT = for_office(
    "contributions.collect",
    "Leggere i contributi inviati e registrare quelli raccolti in aula",
)
MODERATE = for_office("contributions.moderate", "Esaminare i contributi", "rdp", "officer")
WITHHOLD = for_office("contributions.withhold", "Non pubblicare un contributo", "rdp")
