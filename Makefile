# The one list of jobs. CI calls these targets, so a local run and CI cannot differ.
PYTHON ?= python3
BIN := .venv/bin
# pytest rewrites its plugins at each start where this is set.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test fuzz bench peers peers-setup endurance sensitivity noise canary clients reports lint format setup lock clean

setup: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sipgate-compat needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; name another with make PYTHON=...")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup
	$(BIN)/sipgate-compat run

# One worker for each of two cores; four take as long.
WORKERS ?= 2
test: setup
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# Figures beside their limits or their floor; takes some minutes. What is measured is committed:
# these fill benchmarks/results and the tables made of it. ARGS="--dry" writes nothing.
bench: setup
	$(BIN)/python -m benchmarks.bench $(ARGS)

# This suite beside Schemathesis and Prism's proxy, on the same broken providers.
peers: setup peers-setup
	$(BIN)/python -m benchmarks.peers $(ARGS)

peers-setup:
	npm ci --prefix benchmarks --silent

# Over 70,000 generated requests to all operations and profiles; some ten minutes.
fuzz: setup
	$(BIN)/python -m benchmarks.fuzz $(ARGS)

# The emulator under load and faults, and a history under writers that are killed.
endurance: setup
	$(BIN)/python -m benchmarks.endurance $(ARGS)

# Every promise broken in turn: which case notices? A minute or two.
sensitivity: setup
	$(BIN)/python benchmarks/sensitivity.py

# Harmless changes and fifty clean runs: does anything raise an alarm? Some twenty minutes.
# Debian's faketime lets the runs' own clock cross midnight; without it the emulator's alone does.
noise: setup
	$(BIN)/python benchmarks/noise.py

# Every case of a live account whose every answer holds what may stand nowhere, not only some.
canary: setup
	CANARY=all $(BIN)/python -m pytest tests/live/test_canary.py

# What tests/clients and tests/browser need of Node, where Node is; without it they are skipped.
clients:
	@command -v npm >/dev/null || echo "npm is not installed: tests/clients will be skipped"
	@! command -v npm >/dev/null || npm ci --prefix tests/clients/node --silent
	@! command -v npm >/dev/null || npm ci --prefix tests/browser/node --silent

# The committed matrix and baselines, the schemas of the outputs, the OpenAPI documents, and the
# README's figures.
reports: setup
	$(BIN)/python -m sipgate_compat.report.committed

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Newest versions within pyproject.toml's bounds; needs uv.
lock:
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache reports/latest
