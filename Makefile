# Shorthand; everything here also works as ./run or .venv/bin/TOOL where there is no make.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check pytest lint format types bench audit train evaluation schemas docs pictures clean

bin := .venv/bin

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what the project needs into .venv
	@./run setup

demo: ## Take the Gaza case from its reports to a brief in Arabic and English (args="--dir PATH")
	@./run demo $(args)

test: ## Everything that CI checks: lint, types, layers, tests
	@./run test

check: test ## The same as test

pytest: setup ## The tests alone (args="-k clock" for some of them)
	@$(bin)/pytest $(args)

lint: setup ## Style and import layers
	@$(bin)/ruff check
	@$(bin)/ruff format --check
	@$(bin)/lint-imports --no-logo

format: setup ## Rewrite the code in the project's format
	@$(bin)/ruff check --fix
	@$(bin)/ruff format

types: setup ## mypy, strict
	@$(bin)/mypy

bench: setup ## Run the benchmarks, one file a measured promise
	@for file in $(sort $(wildcard benchmarks/*.py)); do echo "== $$file"; $(bin)/python "$$file" || exit 1; done

audit: setup ## The tests again, each property with many more examples and each fault in 200 rounds
	@$(bin)/pytest --hypothesis-profile=audit --rounds=200 $(args)

train: setup ## Fit the coder's models anew from the annotated texts (data=../shared/data; takes some minutes)
	@uv=$$(command -v uv || echo .uv-bootstrap/bin/uv) && UV_PROJECT_ENVIRONMENT=.venv $$uv sync --quiet --frozen --group models
	@for step in clusters name_models role_models label_models speech_card link_model; do echo "== $$step"; \
	  OMP_NUM_THREADS=1 $(bin)/python -m training.$$step --data $(or $(data),../shared/data) || exit 1; done

schemas: setup ## Write the published JSON Schemas of the entries anew
	@$(bin)/trucekeeper schemas -o src/trucekeeper/knowledge/schemas/entries

docs: ## List the pages of the documentation
	@find README.md CONTRIBUTING.md docs -name '*.md' -exec awk 'FNR == 1 { sub(/^#+ */, ""); printf "  %-56s %s\n", FILENAME, $$0 }' {} +

pictures: setup ## Make the pictures of the documentation anew (needs chromium)
	@folder=$$(mktemp -d) && $(bin)/trucekeeper brief --case cases/gaza-2025 --period 2025-10-26..2025-11-01 \
	  --as-of 2025-11-02T18:00:00+02:00 --to html -o $$folder >/dev/null && mkdir -p docs/pictures && for lang in ar en; do \
	  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=860,1500 \
	  --screenshot=docs/pictures/brief.$$lang.png file://$$folder/brief.$$lang.html >/dev/null 2>&1 || exit 1; done
	@$(bin)/python docs/pictures/take.py
	@ls docs/pictures

clean: ## Remove what was built or cached; .venv and what a demo left stay
	@rm -rf dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -path ./.venv -prune -o -path ./.uv-bootstrap -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

evaluation: setup ## Write the table of what the coder finds anew (data=../shared/data)
	@{ printf '# What the coder finds, measured\n\nMade by `make evaluation`; what the columns mean: `trucekeeper claim evaluate --help` and [the coder](coder.md).\n\n'; \
	  $(bin)/trucekeeper claim evaluate --data $(or $(data),../shared/data) --markdown 2>/dev/null; } > docs/coder-evaluation.md
