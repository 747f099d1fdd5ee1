# Two commands do it all: `make site` and `make test`. Nothing but Python >= 3.11 and make is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GUIDE := $(BIN)/guide
CHECKERS := tests/checkers

.PHONY: site test test-tools lint test-quick fuzz test-core properdocs serve check bench lighthouse pictures schema lock clean
.DELETE_ON_ERROR:

site: $(VENV)/.build
	$(GUIDE) build

check: $(VENV)/.build
	$(GUIDE) check

serve: $(VENV)/.build
	$(GUIDE) serve

# `.ci/run` lets make do three things at a time: while apt installs, so do pip and npm, and linters run.
test: test-tools lint $(CHECKERS)/node_modules/.package-lock.json
	$(BIN)/python -m pytest -n auto --dist worksteal

# Browsers, Java and LibreOffice: by apt where that is possible, else the script says what to install.
test-tools:
	sh tools/install-test-tools

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What fails most often, soon: no build, no browser, no files to take along, no other programs.
test-quick: lint
	GUIDE_FUZZ_EXAMPLES=10 $(BIN)/python -m pytest -n auto --dist worksteal -m "not mkdocs" \
	  --ignore=tests/browser --ignore=tests/formats --ignore=tests/i18n/test_roundtrip.py

fuzz: $(VENV)/.test
	GUIDE_FUZZ_EXAMPLES=2000 $(BIN)/python -m pytest -n auto --dist worksteal tests/content/test_fuzz.py

# The tests that build no pages, where MkDocs and its plugins are not installed; then that each test
# marked as needing MkDocs does need it.
test-core: test-tools $(VENV)/core/.test $(CHECKERS)/node_modules/.package-lock.json
	$(VENV)/core/bin/python -m pytest -n auto --dist worksteal -m "not mkdocs"
	$(VENV)/core/bin/python -m pytest -n auto --dist worksteal -m mkdocs --tb=no -q -rp | \
	  awk '/^PASSED/ {print; bad = 1} / in [0-9]+/ {ran = 1} END {exit bad || !ran}'

# The pages under ProperDocs, the maintained fork of MkDocs, are those of MkDocs.
properdocs: $(VENV)/.build $(VENV)/properdocs/.build
	sh tools/compare-properdocs

# BENCH holds options: make bench BENCH="--quick --runs 1". Then each tools/bench_*.py, in order.
bench: $(VENV)/.test
	$(BIN)/python tools/bench.py $(BENCH)
	for one in tools/bench_*.py; do test ! -e "$$one" || $(BIN)/python "$$one" || exit; done

# Shows what was built: run `make site` before it. Without dist/ it builds everything first.
pictures: test-tools $(VENV)/.test
	$(BIN)/python tools/pictures.py

# Every page of the last build in Lighthouse; takes about ten minutes.
lighthouse: test-tools $(VENV)/.test $(CHECKERS)/node_modules/.package-lock.json
	$(BIN)/python tools/lighthouse.py

schema: $(VENV)/.build
	$(GUIDE) schema

$(VENV)/.build: requirements.lock pyproject.toml
	$(PYTHON) tools/require_python.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: $(VENV)/.build requirements-test.lock
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-test.lock
	touch $@

# Two environments beside the first, at the same versions and hashes: one without MkDocs and its
# plugins, one with ProperDocs for MkDocs, which takes over that name when Python starts.
$(VENV)/core/.test: $(VENV)/.build requirements-test.lock
	$(call ENVIRONMENT,$(VENV)/core,mkdocs,requirements.lock requirements-test.lock)
	touch $@

$(VENV)/properdocs/.build: $(VENV)/.build requirements-properdocs.lock
	$(call ENVIRONMENT,$(VENV)/properdocs,mkdocs==,requirements.lock requirements-properdocs.lock)
	echo 'import properdocs.replacement' > \
	  "$$($(VENV)/properdocs/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/mkdocs.pth"
	touch $@

# An environment $(1) from the locks $(3) without the packages whose names begin with $(2).
define ENVIRONMENT
$(PYTHON) -m venv --clear $(1)
for lock in $(3); do \
  awk '/^[a-z]/ {skip = /^$(2)/} !skip' $$lock > $(1)/$$lock && \
  $(1)/bin/python -m pip install --quiet --no-deps --require-hashes --requirement $(1)/$$lock || exit; \
done
$(1)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
endef

# Checkers of pages that npm has, at the versions and hashes of their lock. Node is in the venv.
$(CHECKERS)/node_modules/.package-lock.json: $(CHECKERS)/package-lock.json | $(VENV)/.test
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix $(CHECKERS) --ignore-scripts --no-audit --no-fund
	touch $@

# Renews the locks from pyproject.toml; needs `uv`, which nothing else does.
lock:
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --upgrade --output-file requirements.lock pyproject.toml requirements-build.in
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --upgrade --constraint requirements.lock --all-extras \
	  --output-file requirements-test.lock pyproject.toml
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --upgrade --no-deps --output-file requirements-properdocs.lock requirements-properdocs.in

clean:
	rm -rf $(VENV) dist .dist-*
