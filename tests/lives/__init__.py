"""Whole lives of an avviso and of the domande that it receives."""
