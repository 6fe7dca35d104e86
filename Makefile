# Two commands matter: `make demo` and `make test`. Both set everything up first.
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-outage test check worlds bench torture bench-linkage bench-search test-linkage format docs schema lock clean

PYTHON_DIRS := $(wildcard src tests examples benchmarks scripts)
export PYTHON

help: ## say what can be done here
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 15

setup: ## make .venv from the lock; the command is then .venv/bin/jds
	@scripts/bootstrap.sh

demo: setup ## load a year of real cases into a temporary register and look at one record
	@.venv/bin/python examples/cook-county-2019/demo.py

demo-outage: setup ## play a short outage: cut off, return, catch up, and what was answered meanwhile
	@.venv/bin/python examples/outage/demo.py

test: setup ## the whole suite, on every PostgreSQL found (18 comes with the lock)
	@.venv/bin/python -m pytest -n auto

check: setup ## format, lint, types, direction of imports
	@.venv/bin/ruff format --check $(PYTHON_DIRS)
	@.venv/bin/ruff check $(PYTHON_DIRS)
	@.venv/bin/mypy $(PYTHON_DIRS)
	@.venv/bin/lint-imports --no-cache

bench: setup ## measure intake, catching up, reading, the law, currency and alarms
	@.venv/bin/python benchmarks/run.py

bench-linkage: setup ## measure how well people are found to be one, on sets with known truth
	@.venv/bin/python benchmarks/linkage.py

bench-search: setup ## measure finding somebody among 1 and 10 million people (half an hour, 15 GB)
	@.venv/bin/python benchmarks/finding.py

test-linkage: setup ## try the extra linkage (splink), in an environment of its own
	@test -d .venv-linkage || $(or $(PYTHON),python3) -m venv .venv-linkage
	@.venv-linkage/bin/pip install --quiet --require-hashes --only-binary :all: -r requirements/dev.txt -r requirements/linkage.txt
	@.venv-linkage/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	@.venv-linkage/bin/python -m pytest -n 0 tests/cli/test_person_duplicates.py

worlds: setup ## try every answer against larger gaps than the suite has time for (a quarter of an hour)
	@JDS_WORLDS=larger .venv/bin/python -m pytest -n auto tests/answers/test_possible_worlds.py

torture: setup ## catch up 100,000 messages 200 times, each killed once; takes hours
	@.venv/bin/python scripts/torture.py

format: setup ## put the code in the one format
	@.venv/bin/ruff format $(PYTHON_DIRS)
	@.venv/bin/ruff check --fix --select I $(PYTHON_DIRS)

docs: setup ## write docs/reference/{errors,cli,settings,law}.md anew
	@.venv/bin/python scripts/write_reference.py

schema: setup ## write src/jds/database/schema.sql anew from the migrations
	@.venv/bin/python scripts/write_schema.py

lock: ## write requirements/*.txt anew (needs uv)
	@scripts/lock.sh

clean: ## remove what setup and tests made; registers (.jds) stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests scripts -name __pycache__ -prune -exec rm -rf {} +
