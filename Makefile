# The two commands: `make run` and `make test`; `make longer` checks what takes longer. Nothing is installed outside .venv and var.
PORT ?= 8000
VENV := .venv
PYTHON := $(VENV)/bin/python
# What takes longest begins first; only then what waits for the same demonstration to be built.
LONGEST := tests/browser/test_pages.py tests/integration/test_permissions.py tests/browser
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes

unexport PYTHONDONTWRITEBYTECODE
export COPROGRAMMA_BASE_URL ?= http://127.0.0.1:$(PORT)

.PHONY: run test longer lint bench burst lives lock migration permissions clean wheel

run: $(VENV)/run
	@if [ -n "$(FRESH)" ]; then rm -rf var; fi
	@COPROGRAMMA_DEMO=1 PORT=$(PORT) $(PYTHON) -m app demo serve

test: $(VENV)/dev lint
	$(PYTHON) -m tests.support.chromium
	$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(LONGEST) tests

longer: $(VENV)/dev
	$(PYTHON) -m tests.support.chromium
	$(PYTHON) -m tests.support.libreoffice
	$(PYTHON) -m pytest -n 2 --dist loadfile -m slow tests

lint: $(VENV)/dev
	$(PYTHON) -m ruff format --check app tests bench migrations
	$(PYTHON) -m ruff check app tests bench migrations
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports --no-cache

bench: $(VENV)/dev
	$(PYTHON) -m bench

# 300 domande across the closing second, on both databases: exits 0 only if every claim holds.
burst: $(VENV)/dev
	$(PYTHON) -m bench.burst

# The long run of whole lives: 10,000 sequences of what can happen to an avviso and its domande.
lives: $(VENV)/dev
	LIVES=10000 $(PYTHON) -m pytest -n 2 tests/lives

# For engineers: new locks (hashes, no addresses), the next migration, generated documents.
lock: $(VENV)/dev
	$(PYTHON) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	  --no-header --quiet -o requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
	  --no-emit-index-url --no-header --quiet -c requirements.lock -o requirements-dev.lock

migration: $(VENV)/dev
	$(PYTHON) -m tests.support.revision $(SLUG)

permissions: $(VENV)/dev
	$(PYTHON) -m tests.support.permissions > docs/permissions.md

wheel: $(VENV)/dev
	$(PYTHON) -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) var dist

$(VENV)/bin/python:
	python3 -m venv $(VENV)

$(VENV)/run: requirements.lock | $(VENV)/bin/python
	$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock | $(VENV)/bin/python
	$(INSTALL) -r requirements-dev.lock
	@touch $@ $(VENV)/run
