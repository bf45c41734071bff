"""Documents as data: one neutral model, rendered to HTML and to tagged PDF, all text literal."""
