# Two commands to begin with: `make demo` shows what this is, `make test` checks everything.

SWIFT_FLAGS := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib

.PHONY: help demo build test test-traits test-traced test-threads test-release test-bookshop lint docs bench bookshop story screenshots install clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

demo: build ## build for release and show the dashboard over a made-up shop
	@.build/release/stats-top demo

build: ## build stats-top for release, as .build/release/stats-top
	@scripts/need ncurses toml
	@swift build $(RELEASE) --product stats-top

test: ## run every test
	@scripts/need ncurses toml tmux python3 terminfo gzip zstd
	@swift test $(SWIFT_FLAGS) --disable-xctest

test-traits: ## run the library's tests with every trait on, which builds swift-syntax first
	@scripts/need ncurses toml
	@swift test $(SWIFT_FLAGS) --disable-xctest --scratch-path .build-traits --enable-all-traits \
		--filter '^(ScopedStats|StatsTopTests.DocumentTests)'

test-traced: ## run the tests of the traced server, which builds a web server first, and load it
	@scripts/need wrk
	@swift test --package-path Examples/traced --disable-xctest

# What crosses threads: the library with its adapters, the handover, the registry, the intake threads,
# the sockets.
test-threads: ## run what crosses threads under Thread Sanitizer
	@scripts/need ncurses toml
	@swift test --sanitize=thread --scratch-path .build-tsan --traits Tracing,Metrics --disable-xctest \
		--filter 'ScopedStatsTests|ScopedStatsAdapterTests|DatagramTests|HandoverTests|RegistryTests|IntakeThreadsTests'

test-bookshop: ## run the tests of the bookshop, which builds a web server first
	@scripts/need sqlite
	@swift test --package-path Examples/bookshop --disable-xctest

test-release: build ## see that what users run, built for release, starts, answers and leaves
	@scripts/need tmux
	@scripts/smoke

lint: ## check the format of every source file
	@swift format lint --strict --recursive Package.swift Sources Tests Benchmarks Examples/*/Package.swift Examples/*/Sources Examples/*/Tests

docs: ## build the library's documentation, as .build-docs/ScopedStats.doccarchive
	@scripts/docs

bench: ## measure, each figure beside its yardstick; FULL=1 for longer
	@scripts/need ncurses toml htop python3 jq miller
	@scripts/bench

bookshop: build ## run a real web server with three slow spots, and load it
	@scripts/need sqlite wrk
	@Examples/bookshop/run

story: build ## tell the one-minute story over the bookshop, down to the slowest of each slow spot
	@Examples/bookshop/story

screenshots: build ## make the pictures in screenshots/ from the real program in xterm
	@scripts/need xterm imagemagick fonts sqlite wrk
	@scripts/screenshots

PREFIX ?= /usr/local
install: build ## put stats-top into PREFIX/bin (/usr/local unless told)
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 .build/release/stats-top "$(DESTDIR)$(PREFIX)/bin/stats-top"

clean: ## remove everything built
	@rm -rf .build .build-* Examples/*/.build
