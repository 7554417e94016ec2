# Everything a developer does, in one place. `make` alone lists it.

WEB := client/web
E2E := tests/e2e
PROVIDER := tests/provider
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# Where unused dependencies are looked for: not in fuzz, whose targets machete does not find.
CRATES := protocol server client tests
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

REDIS := $(shell command -v redis-server)

# Debian's own Firefox, and WebKitGTK, which has the engine of Safari.
FIREFOX ?= $(shell command -v firefox-esr || command -v firefox || echo /usr/bin/firefox-esr)
WEBKIT_DRIVER ?= $(shell command -v WebKitWebDriver || echo /usr/bin/WebKitWebDriver)
# Played in every browser each time: one seat on several devices. The others have the verb `browsers`.
SHORT_JOURNEYS := journeys/05-devices.test.mjs

.PHONY: help run check test e2e browsers bench crash hostile fuzz types tools checkers

help: ## List the verbs.
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(WEB)/dist/index.html ## Build everything and serve on http://127.0.0.1:8080.
	cargo run --release --locked -p plenary-server -- serve $(ARGS)

check: checkers $(WEB)/node_modules/.package-lock.json $(WEB)/dist/index.html ## Formatting, lints, types, pages of the code, licences and what nobody uses: before every commit.
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet
	cargo machete $(CRATES)
	cargo deny --locked check licenses bans sources
	cd $(WEB) && npm run --silent check && npm run --silent lint && npm run --silent floor && npm run --silent unused

test: tools check $(PROVIDER)/node_modules/.package-lock.json ## Everything: check, Rust tests, web unit tests, real browsers.
	cargo build --locked -p plenary-server
	cargo test --workspace --locked
	cd $(WEB) && npm test
	$(MAKE) --no-print-directory e2e
	$(MAKE) --no-print-directory browsers JOURNEYS="$(SHORT_JOURNEYS)"

e2e: tools $(WEB)/dist/index.html $(E2E)/node_modules/.package-lock.json ## Journeys in real browsers against a real server.
	cargo build --locked -p plenary-server -p plenary-client
	cd $(E2E) && CHROMIUM="$(or $(CHROMIUM),/usr/bin/chromium)" npm test

browsers: tools $(WEB)/dist/index.html $(E2E)/node_modules/.package-lock.json ## The journeys in Firefox and WebKitGTK: JOURNEYS=journeys/05-devices.test.mjs for some.
	@for program in "$(FIREFOX)" "$(WEBKIT_DRIVER)" Xvfb; do \
	  command -v "$$program" >/dev/null || { echo "Playing the journeys in other browsers needs $$program: install Firefox, WebKitGTK's driver and Xvfb, or set FIREFOX and WEBKIT_DRIVER."; exit 1; }; \
	done
	cargo build --locked -p plenary-server -p plenary-client
	@failed=; for browser in firefox webkit; do \
	  echo "# in $$browser"; \
	  (cd $(E2E) && PLENARY_BROWSER=$$browser FIREFOX="$(FIREFOX)" WEBKIT_DRIVER="$(WEBKIT_DRIVER)" \
	    node --test --test-concurrency=1 $(or $(JOURNEYS),journeys/)) || failed="$$failed $$browser"; \
	done; [ -z "$$failed" ] || { echo "not all is well in:$$failed"; exit 1; }

crash: ## Kill the server twenty times under 100,000 marks, and compare what it acknowledged with its journal.
	cargo build --release --locked -p plenary-server -p plenary-tests --bins
	target/release/crash $(ARGS)

hostile: ## Attack a server in every way at once beside a workshop of sixty, and say what came of it: three minutes.
	cargo build --release --locked -p plenary-server -p plenary-tests --bins
	target/release/hostile $(ARGS)

bench: ## Rehearse with a thousand people on one node and on two, and say what it cost.
	cargo build --release --locked -p plenary-server -p plenary-tests --bins
	target/release/bench $(ARGS)

fuzz: ## Fuzz what reads bytes from outside, SECONDS_EACH=600 a target.
	fuzz/run.sh $(or $(SECONDS_EACH),600)

types: $(WEB)/node_modules/.package-lock.json ## Write the description of the API, the web app's types and labels, the tables of limits and of documents, and the vectors of codes, maps and plans from the Rust source.
	PLENARY_WRITE_TYPES=1 cargo test --locked -p plenary-protocol --test documents --test spreadsheet --test limits --test labels --test working --test codes
	PLENARY_WRITE_TYPES=1 cargo test --locked -p plenary-server --test contract
	cd $(WEB) && node scripts/contract.mjs

tools: checkers ## Install what the tests need, or say what is missing.
	@command -v cargo >/dev/null || { echo "Plenary needs Rust 1.95 or newer: install it with rustup."; exit 1; }
	@command -v npm >/dev/null || { echo "Plenary needs Node.js 20.20 or newer with npm: install it first."; exit 1; }
	@if [ -z "$(CHROMIUM)" ]; then \
	  if command -v apt-get >/dev/null; then \
	    $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq chromium >/dev/null; \
	  else echo "The browser tests need Chromium: install it, or set CHROMIUM to its path."; exit 1; fi; \
	fi
	@if [ -z "$(REDIS)" ]; then \
	  if command -v apt-get >/dev/null; then \
	    $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq redis-server >/dev/null; \
	  else echo "The tests of the journal in Redis need redis-server 7 or newer: install it."; exit 1; fi; \
	fi
	@for program in "$(FIREFOX)" "$(WEBKIT_DRIVER)" Xvfb; do \
	  if ! command -v "$$program" >/dev/null && command -v apt-get >/dev/null; then \
	    $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends firefox-esr webkit2gtk-driver xvfb >/dev/null; \
	  fi; \
	done

# Unoptimised and without what `make check` does not ask of them: they are built once, and run for a second.
checkers:
	@cargo machete --version >/dev/null 2>&1 || CARGO_PROFILE_DEV_DEBUG=false cargo install --quiet --locked --profile dev cargo-machete@0.9.2
	@cargo deny --version >/dev/null 2>&1 || CARGO_PROFILE_DEV_DEBUG=false cargo install --quiet --locked --profile dev --no-default-features cargo-deny@0.20.2

$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json
	cd $(WEB) && npm ci --no-audit --no-fund
	@touch $@

$(E2E)/node_modules/.package-lock.json: $(E2E)/package-lock.json
	cd $(E2E) && npm ci --no-audit --no-fund
	@touch $@

$(PROVIDER)/node_modules/.package-lock.json: $(PROVIDER)/package-lock.json
	cd $(PROVIDER) && npm ci --no-audit --no-fund
	@touch $@

# The server holds the web app, so the app is built first, and again when anything in it changes.
$(WEB)/dist/index.html: $(WEB)/node_modules/.package-lock.json $(shell find $(WEB)/src $(WEB)/public $(WEB)/scripts $(WEB)/package.json $(WEB)/index.html $(WEB)/*.ts $(WEB)/*.js -type f 2>/dev/null)
	cd $(WEB) && npm run --silent build
	@touch $@
