# Two commands do everything: `make demo` runs the school, `make test` tests it.
PORT ?= 8000
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(name))))
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check install --quiet
export PATH := $(BIN):$(PATH)
# The tests: a process for each core, with a database of its own; those of a file stay together. PROCESSES= takes one.
PROCESSES ?= -n auto --dist loadgroup --no-loadscope-reorder

.PHONY: demo run setup test check catalogs machine python
.NOTPARALLEL:

# An .env says where the real school keeps its data; neither the demonstration nor the tests want to know.
demo test: export ENV_FILE :=

demo: machine $(VENV)/installed
	@SITE_URL=$${SITE_URL:-http://localhost:$(PORT)} \
		$(VENV)/bin/python manage.py demo --settings lms.settings.demo --port $(PORT)

test: setup
	$(VENV)/bin/python -m pytest $(PROCESSES) $(PYTEST_ARGS)

setup: python $(VENV)/installed-dev catalogs

run: setup
	$(VENV)/bin/python manage.py migrate --verbosity 0
	$(VENV)/bin/python manage.py runserver $(PORT)

check: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python manage.py makemigrations --check --dry-run

catalogs:
	@$(VENV)/bin/python manage.py compile_catalogs

machine: python
	@$(PYTHON) lms/machine.py $(PORT)

# A Python that we can use, and no environment whose own Python has gone (upgraded, or moved with the folder).
python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 6))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@test ! -e $(VENV) || $(VENV)/bin/python -c 'import sys' 2>/dev/null || rm -rf $(VENV)

$(VENV)/made:
	@$(PYTHON) -m venv $(VENV) || { \
		echo "Python could not make an environment; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/installed: requirements.lock | $(VENV)/made
	@echo "Installing (once; a minute or two) …"
	@$(PIP) -r requirements.lock || { echo "Not all could be installed; the reason stands above. make goes on from here."; exit 1; }
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock requirements.lock | $(VENV)/made
	@echo "Installing (once; a minute or two) …"
	@$(PIP) -r requirements-dev.lock || { echo "Not all could be installed; the reason stands above. make goes on from here."; exit 1; }
	@touch $@ $(VENV)/installed
