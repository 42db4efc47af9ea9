# Needs Python 3.11+ and make; everything else is set up in .venv from uv.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.synced
DAGSTER_HOME ?= $(CURDIR)/.dagster
export DAGSTER_HOME
export DAGSTER_DISABLE_TELEMETRY = true

.PHONY: run test test-slow test-postgres fuzz lint check audit ui docs bench clean help

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(STAMP): pyproject.toml uv.lock
	@test -x $(BIN)/uv || { $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install -q --disable-pip-version-check uv; }
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --inexact --python $(BIN)/python
	@touch $@

run: $(STAMP) ## Run the main job on all days found and print a summary
	@$(BIN)/cluster-assets run

test: $(STAMP) ## Run the tests
	@$(BIN)/python -m pytest

test-slow: $(STAMP) ## Run the tests that take many whole runs, or a Postgres server
	@$(BIN)/python -m pytest -m slow

test-postgres: $(STAMP) ## Run the test of daemon, schedule and backfill on a Postgres server
	@$(BIN)/python -m pytest -m slow cluster_assets_tests/test_postgres.py

fuzz: $(STAMP) ## Run the fuzz tests with 5,000 new cases each (CASES=n for another number)
	@CLUSTER_ASSETS_FUZZ=$(or $(CASES),5000) $(BIN)/python -m pytest --timeout 0 \
		cluster_assets_tests/security/test_fuzz.py

check: lint audit ## Lint, format check, strict types, known vulnerabilities

lint: $(STAMP) ## Lint, format check, strict types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

audit: $(STAMP) ## Look the locked dependencies up among known vulnerabilities
	$(BIN)/python -m cluster_assets_tests.security.audit

ui: $(STAMP) ## Open the Dagster UI on http://127.0.0.1:3000
	@$(BIN)/cluster-assets ui

docs: $(STAMP) ## Regenerate docs/tables.md
	@$(BIN)/cluster-assets docs

bench: $(STAMP) ## Run the benchmarks; results in bench/results
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --inexact --group bench --python $(BIN)/python
	@for name in clean extract capture report cluster pipeline; do $(BIN)/python bench/$$name.py || exit 1; done

clean: ## Remove the environment and all data
	rm -rf $(VENV) data .dagster
