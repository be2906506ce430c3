# Every target sets up what it needs; `make` alone says what there is.
.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/sh
BOARDS ?= puckjs xiaoble
RUN := node --import tsx
TESTS := $(RUN) host-tools/tools/run-tests/main.ts

.PHONY: help setup demo test test-fast test-token test-server test-pages torture firmware station release dissector bench lint node

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: node node_modules/.package-lock.json ## install the packages (the other targets do it by themselves)

demo: setup ## forty workers live one shift, one becomes a case; then station and desk, by hand on a terminal, else by themselves
	@$(RUN) host-tools/tools/demo/demo.ts

test: setup ## types, lint and all tests, in shards that run side by side
	@$(TESTS)

test-fast: setup ## the short round while you work: types, lint, protocol, build of the program, core of the server
	@$(TESTS) --fast

test-token: setup ## the tests of the token, the models, the studies and the tools
	@$(TESTS) token studies tools

test-server: setup ## the tests of the server
	@$(TESTS) server server-people server-http server-faults

test-pages: setup ## the tests of pages and station
	@$(TESTS) pages pages-of-offices station

torture: setup ## the power cut at every flash operation of three days, worn pages, a million forgeries; ten million tags of recalls that are not a token's own; the server while its database and disk fail; two investigators on the same cases; a bench of 1,000 boards killed 50 times; 10,000 passages of a gate; 1,000 people a day for 21 days at one gate's machine, killed 50 times (three hours)
	@$(RUN) host-tools/studies/power-cuts/main.ts
	@BLUEZONE_RECALL_TAGS=10000000 node_modules/.bin/mocha test/protocol/recall-forged.test.ts
	@BLUEZONE_DISK_FAULTS=1 node_modules/.bin/mocha test/studies/outages/disk-faults.test.ts
	@BLUEZONE_REPEATS=5000 node_modules/.bin/mocha test/server/http/repeated-writes.test.ts
	@$(RUN) host-tools/studies/outages/works.ts
	@BLUEZONE_INVESTIGATORS_MINUTES=10 node_modules/.bin/mocha test/pages/two-investigators.test.ts
	@BLUEZONE_GATE_SEEDS=10 node_modules/.bin/mocha test/studies/gate/gate.test.ts
	@BLUEZONE_GATE_PEOPLE=1000 BLUEZONE_GATE_DAYS=21 BLUEZONE_GATE_KILLS=50 node_modules/.bin/mocha test/gate-machine/long-run.test.ts
	@BLUEZONE_BENCH_TOKENS=1000 BLUEZONE_BENCH_CUTS=50 BLUEZONE_BENCH_PLACES=6 node_modules/.bin/mocha test/bench/interrupted.test.ts

firmware: setup ## build the program of every board into dist/
	@for board in $(BOARDS); do node host-tools/tools/cli/bztoken.mjs firmware --board $$board --out dist/$$board || exit 1; done

dissector: setup ## the Wireshark plugin for the adverts: dist/bluezone.lua
	@$(RUN) host-tools/tools/wireshark/build.ts

station: setup ## build the pages that staff open into dist/web; bztoken serve hands them out
	@node_modules/.bin/vite build -c host-tools/pages/vite.config.ts --logLevel warn

release: setup ## what is installed on a server: an archive of plain JavaScript, checksums, the list of its parts, in dist/release
	@$(RUN) host-tools/tools/release/main.ts

bench: setup ## every figure in the README and docs: energy, clocks, matching, syncs, the server, the program's costs (an hour and more)
	@$(RUN) host-tools/studies/energy/bars.ts
	@$(RUN) host-tools/studies/energy/schedules.ts
	@$(RUN) host-tools/studies/clocks/main.ts
	@$(RUN) host-tools/studies/linking/main.ts --seeds 3
	@$(RUN) host-tools/studies/dissector/dissector.ts
	@$(RUN) host-tools/studies/recall/observer.ts
	@$(RUN) host-tools/studies/recall/reach.ts
	@$(RUN) host-tools/studies/recall/tag-cost.ts
	@$(RUN) host-tools/studies/load/sync-time.ts
	@$(RUN) host-tools/studies/load/ingest.ts
	@$(RUN) host-tools/tools/figures/record.ts && $(RUN) host-tools/tools/figures/write.ts
	@$(RUN) host-tools/studies/load/resolve.ts
	@$(RUN) host-tools/studies/load/health.ts
	@$(RUN) host-tools/studies/park-day/park-day.ts
	@$(RUN) test/models/bluez/queue.ts
	@$(RUN) test/pages/journeys/sync-steps.ts
	@$(RUN) test/pages/figures.ts
	@$(RUN) test/pages/journeys/main.ts
	@$(RUN) host-tools/studies/costs/cost.ts

lint: setup ## style, arrows between rooms, members that the interpreter lacks
	@node_modules/.bin/biome check .
	@$(RUN) host-tools/tools/lint/check-arrows.ts
	@$(RUN) host-tools/tools/lint/check-idioms.ts
	@$(RUN) host-tools/tools/lint/check-types.ts

# npm writes this file last, so it tells what is installed.
node_modules/.package-lock.json: package-lock.json package.json
	@npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

node:
	@command -v node >/dev/null || { echo "Node.js 20 or newer is needed and none was found: https://nodejs.org" >&2; exit 1; }
	@node -e 'if (parseInt(process.versions.node) < 20) { console.error("Node.js 20 or newer is needed, this is " + process.version + ": https://nodejs.org"); process.exit(1); }'
