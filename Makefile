# fazhi: the commands of the house.
PY := .venv/bin/python
SERVE ?= 1
export UV_LINK_MODE ?= hardlink

help: ## 本表
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/.ready: requirements.lock pyproject.toml tools/setup
	@tools/setup

setup: .venv/.ready ## 建立运行环境（按锁定文件核对散列）

demo: .venv/.ready ## 建好一切，载入演示年度，在 127.0.0.1:8000 提供服务（SERVE=0 只建不开）
	@[ ! -d ../shared/laws ] || .venv/bin/fazhi laws import ../shared/laws >&2
	@.venv/bin/fazhi demo
	@[ "$(SERVE)" = 0 ] || .venv/bin/fazhi serve

test: .venv/.ready ## 全部测试（SQLite 与 PostgreSQL）
	@tools/test

check: .venv/.ready ## 格式、类型、楼层、迁移
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run

sheet: .venv/.ready ## 打印全部程序的对照表到 docs/procedures/
	$(PY) tools/sheets.py

report: .venv/.ready ## 年度报告：make report YEAR=2024
	.venv/bin/fazhi report $(YEAR) --out var/report-$(YEAR).docx

bench: .venv/.ready ## 各引擎与内核的测速
	@tools/bench

domain: .venv/.ready ## 新领域的骨架：make domain NAME=…
	$(PY) tools/new_domain.py $(NAME)

.PHONY: help setup demo test check sheet report bench domain
