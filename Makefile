# What a person types. `make` alone lists it.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
GO          ?= go
FUZZTIME    ?= 10s

# Where goroutines share memory. The race detector makes numeric tests some ten
# times slower, so it runs the tests that do everything in parallel at once.
RACE        ?= -run=AtOnce ./internal/opinion ./internal/node

.PHONY: help test prepare check race bench load fuzz demo
.DEFAULT_GOAL := help

help: ## list these
	@grep -hE '^[a-z]+:.* ## ' Makefile | sed -E 's/:.* ## /\t/' | expand -t 10

test: prepare check ## install what tests need, then all checks and tests
	@.ci/gotest ./...
	@.ci/gotest -tags=killpoints -run='Kill|Point' ./internal/store ./internal/node
	@$(MAKE) --no-print-directory race

prepare: ## install what tests need (a browser, fonts, a C compiler), or say what will be skipped
	@.ci/prepare

check: ## format, vet and staticcheck; the same source for another processor
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "not formatted: $$unformatted" >&2; exit 1; }
	$(GO) vet ./...
	$(GO) vet -tags=killpoints ./internal/store ./internal/node
	$(GO) tool staticcheck ./...
	GOARCH=arm64 CGO_ENABLED=0 $(GO) vet ./...
	GOARCH=arm64 CGO_ENABLED=0 $(GO) build -buildvcs=false ./...

race: ## the race detector, where goroutines share memory
	@if [ "$$($(GO) env CGO_ENABLED)" = 1 ] && command -v "$$($(GO) env CC)" >/dev/null; \
	then $(GO) test -race $(RACE); \
	else echo "race detector skipped: it needs a C compiler"; [ -z "$${CI:-}" ]; fi

bench: ## how fast the engine, the record and reports are, and how much memory the engine takes
	$(GO) test -run='^$$' -bench=Map -benchtime=1x -timeout=30m ./internal/opinion
	$(GO) test -run='^$$' -bench=OneVote ./internal/opinion
	$(GO) test -run='^$$' -bench=ReadVotes ./internal/exchange
	$(GO) test -run='^$$' -bench=. ./internal/record
	$(GO) test -run='^$$' -bench=RenderHTML ./internal/report
	$(GO) test -run='^$$' -bench='^BenchmarkRegister$$' -benchtime=1x -timeout=30m ./internal/node
	$(GO) test -run='^$$' -bench=Catalogue -benchtime=100x -timeout=30m ./internal/register
	$(GO) test -run='^$$' -bench='Append/.*/(1|64)$$' -benchtime=10000x ./internal/store
	$(GO) test -run='^$$' -bench='Append/.*/10000' -benchtime=3x ./internal/store

load: ## 2,000 people vote on a real node over HTTP, on SQLite and PostgreSQL (docs/load.md)
	$(GO) test -run='^$$' -bench='^BenchmarkLoad$$' -benchtime=1x -timeout=30m ./cmd/parley
	$(GO) test -run='^$$' -bench='^BenchmarkMapReady$$' -benchtime=3x -timeout=30m ./cmd/parley

fuzz: ## every fuzz target in turn, FUZZTIME (10s) each
	@targets=$$(grep -rHoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' . | sed -E 's/:func /\t/') \
	|| { echo "no fuzz target found" >&2; exit 1; }; \
	while IFS=$$'\t' read -r file target; do \
		echo "$$target in $${file%/*}"; \
		$(GO) test -run='^$$' -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=10x "$${file%/*}"; \
	done <<<"$$targets"

demo: ## the reference case at http://127.0.0.1:8080
	$(GO) run ./cmd/parley demo
