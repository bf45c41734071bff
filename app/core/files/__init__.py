"""Files that people hand in: where they are kept, and what is let in."""
