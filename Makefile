PORT ?= 8000
BIN := .venv/bin

.PHONY: help setup demo test test-fast check run bench docs

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort

setup: ## Install system packages (as root), the virtual environment and the translations
	@scripts/setup all

demo: ## From nothing to the running app with the reference case
	@scripts/setup app
	$(BIN)/duikou demo --port $(PORT)

test: setup ## The whole suite: SQLite with browser, then PostgreSQL
	$(BIN)/pytest -n 2
	$(BIN)/pytest -n 2 -m "not browser" --database=postgres

test-fast: setup ## SQLite, no browser, nothing slow
	$(BIN)/pytest -n 2 -m "not browser and not slow"

check: setup ## Lint, types, import contracts, translations, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/translations.py --check
	DUIKOU_DATA=.venv/check-data $(BIN)/duikou makemigrations --check --dry-run
	DUIKOU_DATA=.venv/check-data $(BIN)/python scripts/figures_doc.py --check
	$(BIN)/python scripts/vendor.py --check
	$(BIN)/pytest -q tests/house

run: ## Start the app on the data that is there
	$(BIN)/duikou runserver $(PORT)

bench: setup ## Every published performance figure, beside its peer
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[bench]'
	@for name in ledger search importing reconciling supervising documents reporting reading scheduling; do \
		$(BIN)/python -m benchmarks.$$name || exit 1; \
	done

docs: ## Write the generated documents anew
	$(BIN)/python scripts/figures_doc.py
