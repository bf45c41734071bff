"""`python -m app` is the `coprogramma` command of a checkout."""

from app.cli import main

main()
