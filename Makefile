.PHONY: demo test lint types setup clean
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps

demo: $(STAMPS)/run $(STAMPS)/system  ## The main job on samples/: letters become tasks in the register.
	@$(BIN)/python samples/demo.py

test: $(STAMPS)/dev $(STAMPS)/system  ## All tests.
	@$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(STAMPS)/dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

types: $(STAMPS)/dev
	@$(BIN)/mypy

setup: $(STAMPS)/dev $(STAMPS)/system

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "congvan needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "No venv module: apt-get install python3-venv, then again."; exit 1; }

$(STAMPS)/run: requirements.txt pyproject.toml | $(VENV)/bin/python
	@mkdir -p $(STAMPS)
	@echo "Installing Python packages (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -e .
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/run | $(VENV)/bin/python
	@echo "Installing test tools (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(STAMPS)/system: packages.txt install-packages.sh
	@mkdir -p $(STAMPS)
	@./install-packages.sh packages.txt
	@touch $@

clean:
	rm -rf $(VENV) $(STAMPS)
