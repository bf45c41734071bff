"""Use cases of accounts, one file for each."""
