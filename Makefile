# Suzhu 苏助. `make help` says what can be done.
# Nothing is installed outside .venv; a stamp in it is older than its lock only when the lock changed.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python
# Wheels only: what a source distribution needs to build would escape the hashes.
INSTALL := $(PIP) install --require-hashes --only-binary :all:
LOCK := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--fork-strategy fewest --no-build --generate-hashes --no-emit-index-url --no-emit-find-links --quiet

.PHONY: help run test lint types bench lock audit screenshots indicators clean

help:  ## say what can be done
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/.runtime  ## install, prepare the records, serve http://127.0.0.1:8000 (or PORT=...)
	@exec $(BIN)/suzhu run --port $(PORT)

test: .venv/.tests  ## install, run every test on SQLite and PostgreSQL; lint, import contracts and types are among them
	@exec $(BIN)/pytest

lint: .venv/.tests  ## only lint and import contracts: ruff, and who may import whom
	@$(BIN)/ruff check
	@$(BIN)/lint-imports --no-logo

types: .venv/.tests  ## only the types: mypy
	@exec $(BIN)/mypy

bench: .venv/.tests  ## measure against pandas pages, SQL over the records, DuckDB; prints ratios
	@exec $(BIN)/python -m tests.benchmarks

screenshots: .venv/.tests  ## draw every page in both languages, with Chromium
	@exec $(BIN)/python -m tests.browser.screenshots

indicators: .venv/.tests  ## write docs/indicators.md from the declarations of the figures
	@exec $(BIN)/python -m tests.conventions.indicator_document

lock: .venv/.tests  ## write the hashed locks from pyproject.toml (UPGRADE=1 takes newer versions)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements-test.txt \
		--extra test --constraints requirements.txt

audit: .venv/.tests  ## ask the advisory database about the locked versions (needs the internet)
	@exec $(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements-test.txt

clean:  ## remove everything made here but the records in var/
	rm -rf .venv build suzhu.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/.runtime: requirements.txt pyproject.toml .venv/pyvenv.cfg
	$(INSTALL) --requirement requirements.txt
	$(PIP) install --no-deps --no-build-isolation --quiet --editable .
	@touch $@

.venv/.tests: requirements-test.txt .venv/.runtime
	$(INSTALL) --requirement requirements-test.txt
	@touch $@

# An environment whose Python is gone or was upgraded, or that was left half made, is made anew.
ifneq ($(shell $(BIN)/python -c 'import click' 2>/dev/null && echo whole), whole)
.PHONY: .venv/pyvenv.cfg
endif

# Debian ships python3 without ensurepip: the machine's own pip fills the environment from outside.
.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Suzhu needs Python 3.11 or newer. Install it, or name it: make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import pip, sys; sys.exit(tuple(map(int, pip.__version__.split(".")[:2])) < (22, 3))' 2>/dev/null || { \
		echo 'Suzhu needs pip 22.3 or newer for $(PYTHON). On Debian: apt install python3-pip' >&2; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv --without-pip .venv
