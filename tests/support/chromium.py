"""Finds a Chromium for the browser tests, or installs one."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def install() -> str | None:
    """Playwright's own build where it can be had, else the distribution's package."""
    commands = (
        [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"],
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "chromium"],
    )
    for command in commands:
        if shutil.which(command[0]):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if path := find():
            return path
    return None


def main() -> None:
    try:
        path = find() or install()
    except Error as error:
        sys.exit(f"no browser: {error}")
    if path is None:
        sys.exit("no Chromium: install the package `chromium`, or set CHROMIUM to its path")
    print(f"browser tests use {path}")


if __name__ == "__main__":
    main()
