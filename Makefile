# Two commands do everything: `make demo` runs the school, `make test` tests it.
PYTHON ?= python3.11
PORT ?= 8000
VENV := .venv
BIN := $(abspath $(VENV))/bin
export PATH := $(BIN):$(PATH)

.PHONY: demo run setup test check catalogs

setup: $(VENV)/installed-dev catalogs

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or name another one with make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import shutil, sys; sys.exit(shutil.disk_usage(".").free < 700_000_000)' || { echo "The disk is full: 700 MB are needed here."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make an environment: on Debian and Ubuntu install python3-venv."; exit 1; }

$(VENV)/installed: requirements.lock | $(VENV)/bin/python
	@echo "Installing …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock requirements.lock | $(VENV)/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@ $(VENV)/installed

catalogs:
	@$(BIN)/python manage.py compile_catalogs

demo: $(VENV)/installed catalogs
	@SITE_URL=$${SITE_URL:-http://localhost:$(PORT)} $(BIN)/python manage.py demo --port $(PORT)

run: setup
	$(BIN)/python manage.py runserver $(PORT)

check: setup
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

test: setup
	$(BIN)/python -m pytest $(PYTEST_ARGS)
