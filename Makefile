# make run and make test need Python 3.11 or newer, and the package index the first time. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run demo test check lint types contracts format bench soak fuzz screenshots cast venv lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/runtime.stamp ## start the reader; ARGS='open FILE' passes words on
	@$(BIN)/newsreader $(ARGS)
demo: .venv/runtime.stamp ## the sample edition in a library that is thrown away
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && NEWSREADER_HOME="$$home" $(BIN)/newsreader $(ARGS)

test: .venv/dev.stamp ## the tests; ARGS='-k name' passes words on
	@$(BIN)/python -m pytest $(ARGS)
check: lint types contracts test ## all that CI runs: lint, types, contracts, tests
lint: .venv/dev.stamp ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
types: .venv/dev.stamp ## mypy --strict
	@$(BIN)/mypy
contracts: .venv/dev.stamp ## import-linter: who may import whom
	@$(BIN)/lint-imports
format: .venv/dev.stamp ## let ruff format and mend what it can
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: .venv/dev.stamp ## measure: a table for each figure
	@for script in $(filter-out bench/soak.py bench/fuzz.py bench/screenshots.py bench/cast.py bench/make_library.py bench/terminal.py bench/vocabulary.py,$(wildcard bench/*.py)); do $(BIN)/python $$script; done
soak: .venv/dev.stamp ## random keys for ten minutes and 10,000 more, 200 refreshes and 500 sessions killed; ARGS='--minutes 60' for longer
	@$(BIN)/python bench/soak.py $(ARGS) && NEWSREADER_KEYS=10000 $(BIN)/python -m pytest -n0 tests/tui/test_soak.py && \
	NEWSREADER_KILLS=200 $(BIN)/python -m pytest -n0 tests/test_refresh_killed.py && \
	NEWSREADER_KILLS=500 $(BIN)/python -m pytest -n0 tests/test_library_killed.py
fuzz: .venv/dev.stamp ## feed documents with random bytes for ten minutes, led by atheris; ARGS='-max_total_time=3600' for longer
	@$(PIP) install atheris || true
	@found=$$(mktemp -d) && trap 'rm -rf "$$found"' EXIT && $(BIN)/python bench/fuzz.py -max_total_time=600 $(ARGS) "$$found"
screenshots: .venv/dev.stamp ## draw assets/screenshots/*.svg from the sample edition
	@$(BIN)/python bench/screenshots.py
cast: .venv/dev.stamp ## film assets/newsreader.cast: the program in a terminal, key by key
	@$(BIN)/python bench/cast.py

venv: .venv/dev.stamp ## make .venv with everything in it; the others do it by themselves
lock: ## renew constraints.txt: the newest versions that pyproject.toml allows
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(PYTHON) -m venv "$$dir" && \
	pip="$$dir/bin/python -m pip --quiet --disable-pip-version-check" && $$pip install '.[dev]' && \
	echo '# Exact versions for make and CI; `make lock` renews them.' > "$$dir/new" && \
	$$pip freeze --exclude newsreader-tui >> "$$dir/new" && cp "$$dir/new" constraints.txt
clean: ## remove .venv and everything else that was made
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/runtime.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "newsreader needs Python 3.11 or newer; name one with: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	echo "Python cannot make a virtual environment here; on Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@echo "Installing into .venv (only this once) ..."
	@$(PIP) install -c constraints.txt -e .
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp
	@echo "Installing what tests and checks need ..."
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@
