"""Use cases of the year after."""
