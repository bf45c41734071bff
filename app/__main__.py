"""The `coprogramma` command, also as `python -m app` in a checkout."""

import gc


def main() -> None:
    """Load the program and run the command that was typed."""
    gc.disable()  # what loading makes stays: looking through it for garbage costs half a second
    from app.cli import main as run  # noqa: PLC0415  loaded while nothing is collected

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
