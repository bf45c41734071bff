"""What the demonstration says of itself on the terminal, and to the roof."""

from app.demo import livorno, valdombra

WELCOME = f"""
Coprogramma is at {{address}}

Try:
  {{address}}/demo                            be an ETS, the office or a service with one click,
                                            move the legal clock, read the mails
  {{address}}/{livorno.SLUG}/{livorno.PROCEDURE}/   a whole procedure, as a citizen reads it
  {{address}}/{livorno.SLUG}/{livorno.OPEN_PROCEDURE}/           a procedure whose avviso is open today
  {{address}}/{valdombra.SLUG}/                  another authority, with its own rules and an avviso

Stop with Ctrl+C; `make run FRESH=1` begins anew.
"""
PEC_ACCOUNT: str = livorno.AUTHORITY["pec"]
"""The certified address that the demonstration pretends to have."""
