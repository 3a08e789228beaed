SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# Empty before the first tag: the program then says what stands in cmd/pinelint/version.go.
VERSION  := $(patsubst v%,%,$(shell git describe --tags --match 'v*' --dirty 2>/dev/null))
# A run ends sooner where it stands still while garbage is collected: docs/performance.md. The go command sets a program's
# defaults for GODEBUG by the same variable, and refuses this one in a //go:debug line.
LDFLAGS  := -s -w -X runtime.godebugDefault=gcstoptheworld=1$(if $(VERSION), -X main.version=$(VERSION))
FUZZTIME ?= 3000x

PINELINT   := bin/pinelint
TOOLS      := bin/tools
GOLANGCI   := $(TOOLS)/golangci-lint
ACTIONLINT := $(TOOLS)/actionlint
REGAL      := $(TOOLS)/regal
OPA        := $(TOOLS)/opa
OSCAL      := $(TOOLS)/go-oscal
SARIF      := $(TOOLS)/sarif
ACT        := $(TOOLS)/act
IAM        := $(TOOLS)/iam
PRISM      := $(TOOLS)/prism
BROWSER    := $(TOOLS)/browser
GORELEASER := $(TOOLS)/goreleaser
SYFT       := $(TOOLS)/syft
COSIGN     := $(TOOLS)/cosign
CRANE      := $(TOOLS)/crane
RELEASE    := $(GORELEASER) $(SYFT) $(COSIGN) $(CRANE)
UNRELEASED := $(if $(shell command -v jq),,jq) $(filter-out $(wildcard $(RELEASE)),$(RELEASE))

WORKFLOWS := $(wildcard .github/workflows/*.yml docs/examples/*.yml .ci/*.yml)

.PHONY: help
help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-20s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: build
build: ## Build bin/pinelint
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o $(PINELINT) ./cmd/pinelint

.PHONY: test
test: ## Run the Go and the Rego tests
	go test -timeout 30m ./...

.PHONY: lint
lint: lint-go lint-rego lint-workflows lint-linked ## Run all linters

.PHONY: lint-go
lint-go: $(GOLANGCI)
	go vet ./...
	$(GOLANGCI) run ./...

.PHONY: lint-rego
lint-rego: $(REGAL)
	$(REGAL) lint policies

.PHONY: lint-workflows
lint-workflows: $(ACTIONLINT)
	$(ACTIONLINT) $(WORKFLOWS)

.PHONY: lint-linked
lint-linked:
	@.ci/linked

.PHONY: fmt
fmt: $(GOLANGCI) ## Format Go and Rego
	$(GOLANGCI) fmt
	go test ./pkg/evaluate -run '^TestShippedPoliciesAreFormatted$$' -count=1 -update

.PHONY: generate
generate: ## Write the schemas, the rule catalogue, the compiled rules and the tables made from them
	go test ./policies -run '^(TestSnapshotSchema|TestTypes)$$' -count=1 -update
	go test ./pkg/evaluate -run '^(TestFacts|TestCatalogue|TestCompiled)$$' -count=1 -update
	go test ./pkg/evaluate -run '^TestRuleTable$$' -count=1 -update
	go test ./pkg/config ./pkg/report -run '^(TestSchema|TestJSONSchemasAreCurrent)$$' -count=1 -update
	go test ./pkg/collect/aws -run '^TestPolicyIsCurrent$$' -count=1 -update
	go test ./cmd/pinelint -run 'Docs' -count=1 -update

.PHONY: corpus
corpus: ## Print how precise the rules for client code are, and how much they find
	go test ./pkg/collect/code -run '^TestCorpus$$' -count=1 -v

.PHONY: parsers
parsers: ## Translate the parsers of client code from C to Go (needs clang, lld and wasi-libc)
	.ci/parsers

.PHONY: fuzz
fuzz: ## Fuzz every target FUZZTIME (3000x, or a duration)
	@.ci/fuzz $(FUZZTIME)

.PHONY: bench
bench: build ## Measure pinelint on generated inputs, against its budgets
	go run ./testdata/bench -pinelint $(PINELINT)

.PHONY: bench-peers
bench-peers: build ## Measure pinelint against conftest
	go run ./testdata/bench -pinelint $(PINELINT) -peers

.PHONY: bench-live
bench-live: build ## Measure reading a large organization and AWS account, against budgets
	go run ./testdata/bench -pinelint $(PINELINT) -live

.PHONY: demo
demo: build ## Show what pinelint says of a broken and of a repaired repository
	@.ci/demo $(PINELINT)

.PHONY: sarif-validate
sarif-validate: build $(SARIF)/.installed ## Hold the SARIF report to two validators
	@.ci/sarif-validate $(PINELINT) $(SARIF)

.PHONY: oscal-validate
oscal-validate: build $(OSCAL) ## Hold the OSCAL report to NIST's schema by a validator
	@.ci/oscal-validate $(PINELINT) $(OSCAL)

.PHONY: browser
browser: build $(BROWSER)/.installed ## Use the audit report in Chromium as a reader does
	@.ci/browser $(PINELINT) $(BROWSER)

.PHONY: access-differential
access-differential: $(IAM)/.installed ## Hold decisions on AWS requests to a simulator's
	@.ci/access-differential $(IAM)

.PHONY: action
action: build $(ACT) ## Run the action and the example workflows by a runner on this machine
	@.ci/action $(PINELINT) $(ACT)

.PHONY: pages
pages: ## Write manual pages and completions into bin/pages
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
		go test ./cmd/pinelint -run '^TestPages$$' -count=1 -pages '$(CURDIR)/bin/pages'

.PHONY: reproducible
reproducible: ## Build twice, in different folders, and compare the bytes
	@.ci/reproducible

.PHONY: release-tools
release-tools: $(RELEASE) ## Build what makes a release and looks at it, which takes minutes

.PHONY: release-check
release-check: $(RELEASE) ## Make a whole release, but for what only GitHub has, and look at all of it
	@.ci/release-check $(TOOLS)

.PHONY: opa-eval
opa-eval: build $(OPA) ## Compare what pinelint and a stock OPA find
	@.ci/opa-eval $(PINELINT) $(OPA)

.PHONY: check-live
check-live: $(if $(shell command -v npm),check-live-pinecone,without-prism) ## Read emulated services, and withhold every answer
	.ci/check-live-aws $(TOOLS)
	go test ./cmd/pinelint -run '^TestWithheld' -every -count=1 -timeout 40m

.PHONY: check-live-pinecone
check-live-pinecone: $(PRISM)/.installed
	.ci/check-live-pinecone $(PRISM)

.PHONY: without-prism
without-prism:
	@echo 'NOT RUN: check-live-pinecone needs npm and node, which are not on this machine' >&2

.PHONY: check
check: build lint fuzz demo oscal-validate $(if $(shell command -v npm),sarif-validate opa-eval,without-npm) \
	reproducible $(if $(shell command -v jq),action,without-jq) \
	$(if $(strip $(UNRELEASED)),without-release-tools,release-check) test ## Everything that CI runs

.PHONY: without-npm
without-npm:
	@echo 'NOT RUN: make sarif-validate and opa-eval need npm and node, which are not on this machine' >&2

.PHONY: without-jq
without-jq:
	@echo 'NOT RUN: make action needs jq, which is not on this machine' >&2

.PHONY: without-release-tools
without-release-tools:
	@echo 'NOT RUN: make release-check needs $(strip $(UNRELEASED)); make release-tools builds its tools in minutes' >&2

.PHONY: clean
clean: ## Remove what was built
	rm -rf bin dist

# Each tool has a module of its own, so that no graph of dependencies bends another's.
$(GOLANGCI): .ci/tools/golangci-lint/go.mod .ci/tools/golangci-lint/go.sum
$(OPA): .ci/tools/opa/go.mod .ci/tools/opa/go.sum
$(OSCAL): .ci/tools/oscal/go.mod .ci/tools/oscal/go.sum
$(ACT): .ci/tools/act/go.mod .ci/tools/act/go.sum
$(GORELEASER): .ci/tools/goreleaser/go.mod .ci/tools/goreleaser/go.sum
$(SYFT): .ci/tools/syft/go.mod .ci/tools/syft/go.sum
$(COSIGN): .ci/tools/cosign/go.mod .ci/tools/cosign/go.sum
$(CRANE): .ci/tools/crane/go.mod .ci/tools/crane/go.sum
$(ACTIONLINT): .ci/tools/actionlint/go.mod .ci/tools/actionlint/go.sum
$(REGAL): .regal/go.mod .regal/go.sum
$(ACT) $(GOLANGCI) $(ACTIONLINT) $(OPA) $(OSCAL) $(REGAL) $(RELEASE):
	GOBIN='$(CURDIR)/$(TOOLS)' go -C $(<D) install tool
	@touch $@

$(SARIF)/.installed $(IAM)/.installed $(PRISM)/.installed $(BROWSER)/.installed: $(TOOLS)/%/.installed: .ci/tools/%/package.json .ci/tools/%/package-lock.json
	@mkdir -p $(@D)
	cp $^ $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
