"""What the pages of esiti show; fronts import from here."""

from app.steps.esiti.views.path import ContributionPath, PathStep, path_of

__all__ = ["ContributionPath", "PathStep", "path_of"]
