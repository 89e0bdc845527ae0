# What CI runs, in a fresh environment.
check:
    CI=true bash .ci/run

# The tests, in this folder's environment.
test *ARGS:
    .venv/bin/pytest {{ARGS}}

lint:
    .venv/bin/ruff check
    .venv/bin/ruff format --check
    .venv/bin/mypy
    .venv/bin/lint-imports

# Write the generated parts of README and docs anew.
docs:
    .venv/bin/python docs/generate.py
