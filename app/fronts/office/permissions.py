"""Who may do what at the desk."""

from app.core.security.guards import for_office

DESK = for_office("office.desk", "Leggere la scrivania e il registro dei fatti")
STEP = for_office("office.step", "Far passare il procedimento di fase", "rdp", "officer")
