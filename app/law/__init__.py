"""The rock: pure functions. Dates and facts in, decisions with their source out."""
