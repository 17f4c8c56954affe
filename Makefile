# fazhi: the commands of the house. `make help` lists them.
PY := .venv/bin/python
export UV_LINK_MODE ?= hardlink

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/.ready: requirements.lock pyproject.toml tools/setup
	@tools/setup

setup: .venv/.ready ## the environment, from the lock

check: .venv/.ready ## ruff, types, floors, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

test: .venv/.ready ## all tests
	@tools/system
	.venv/bin/pytest -n 2

.PHONY: help setup check test
