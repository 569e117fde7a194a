# Every command a developer needs; each works from a bare checkout with Python 3.11 and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3.11
PORT ?= 8000
SIZE ?= small
WORKERS ?= 2
export PYTHON PORT SIZE
# Where this is set, each of our many processes would compile Django, Wagtail and Oscar anew.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
OURS := market catalogue sellers cms tests manage.py

.PHONY: help install demo test check bench prove screens format lock clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: ## Make .venv from the lock; nothing happens when it is up to date
	@./.ci/install

demo: install ## Run the whole demo on this machine: PORT=8000 SIZE=small|full
	@exec $(PY) -m market.demo.run

# The whole suite is shared between WORKERS processes; tests that ARGS names run in one, which starts sooner.
PARALLEL = $(if $(findstring tests/,$(ARGS))$(findstring no:xdist,$(ARGS)),,-n $(WORKERS))

test: install ## Run the whole suite, WORKERS=2 at a time; ARGS= goes to pytest
	@./.ci/browser
	@exec $(PY) -m pytest $(PARALLEL) $(ARGS)

check: install ## Lint, types, floors, migrations, deploy check, templates, translations, locks
	@./.ci/check

bench: install ## Print the benchmark tables: SIZES=2000,20000, ARGS="pages --rounds 1"
	@exec $(PY) -m tests.bench $(ARGS)

prove: install ## Run the heavy proofs at full size
	@./.ci/browser
	@exec $(PY) -m pytest -m prove $(ARGS)

screens: install ## Take the pictures of docs/screens/ anew while `make demo` runs: PORT=8000
	@exec $(PY) -m tests.journeys.screens http://127.0.0.1:$(PORT)/

format: install ## Put code and templates into the house's form
	$(PY) -m ruff check --fix $(OURS)
	$(PY) -m ruff format $(OURS)
	find market/templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2
	find market/templates -name '*.html' -print0 | xargs -0 .venv/bin/djhtml --tabwidth 2

lock: install ## Write both lock files anew from pyproject.toml
	@./.ci/lock

clean: ## Throw the demo's data and the tests' databases away; .venv stays
	rm -rf var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
