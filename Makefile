# Two commands do everything: `make demo` runs the school, `make test` tests it.
PORT ?= 8000
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(name))))
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check install --quiet
export PATH := $(BIN):$(PATH)

.PHONY: demo run setup test check catalogs machine

demo: machine $(VENV)/installed catalogs
	@SITE_URL=$${SITE_URL:-http://localhost:$(PORT)} $(VENV)/bin/python manage.py demo --port $(PORT)

test: setup
	$(VENV)/bin/python -m pytest $(PYTEST_ARGS)

setup: $(VENV)/installed-dev catalogs

run: setup
	$(VENV)/bin/python manage.py migrate --verbosity 0
	$(VENV)/bin/python manage.py runserver $(PORT)

check: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python manage.py makemigrations --check --dry-run

catalogs:
	@$(VENV)/bin/python manage.py compile_catalogs

machine:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it, or name it: make demo PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) lms/machine.py $(PORT)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python could not make an environment; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/installed: requirements.lock | $(VENV)/bin/python
	@echo "Installing (once; a minute or two) …"
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock requirements.lock | $(VENV)/bin/python
	@echo "Installing (once; a minute or two) …"
	@$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/installed
