# Stardust: the commands a person types. Each installs what it lacks and says so.
# Underneath are meson and ninja; build/ holds everything that is made.
SHELL := /bin/bash
BUILD := build

.PHONY: all demo check check-fast xen-demo xen-check torture conformance fuzz bench gdb format lint clean help

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD)

help:
	@sed -n 's/^## //p' Makefile

$(BUILD)/build.ninja:
	@scripts/install-packages build
	@log=$$(meson setup $(BUILD) 2>&1) || { echo "$$log"; exit 1; }; echo "build: configured in $(BUILD)/"

## make demo        the late-flights composition on QEMU, from nothing
demo:
	@scripts/install-packages build qemu
	@$(MAKE) --no-print-directory all
	@scripts/demo qemu

## make xen-demo    the same composition on real Xen, inside QEMU
xen-demo:
	@scripts/install-packages build qemu xen
	@$(MAKE) --no-print-directory all
	@scripts/demo xen

## make check       everything that can be checked; ends with "N passed, N failed"
check:
	@scripts/install-packages build qemu xen check java jars conformance
	@scripts/check all

## make check-fast  unit tests, plain and sanitized: no virtual machine, under a minute
check-fast:
	@scripts/install-packages build check java
	@scripts/check fast

## make xen-check   the guest and system tests on real Xen only
xen-check:
	@scripts/install-packages build qemu xen check java
	@scripts/check xen

## make torture     ten million messages, random sizes, deadlines and pre-emption; Java threads under collector stress
torture:
	@scripts/install-packages build qemu xen check java
	@scripts/check torture

## make conformance  OpenJDK's own tests, on HotSpot and on ours (TESTS="jdk/java/util …" runs some)
conformance:
	@scripts/install-packages build java conformance
	@$(MAKE) --no-print-directory all
	@tests/java/conformance/run $(BUILD)/cmd/stardust $(TESTS)

## make fuzz        the fuzz targets, FUZZ_SECONDS each (default 300)
fuzz:
	@scripts/install-packages build check java
	@scripts/check fuzz

## make bench       writes build/bench.json and docs/benchmarks.md
bench:
	@scripts/install-packages build qemu xen bench java
	@$(MAKE) --no-print-directory $(BUILD)/build.ninja
	@# It may have been configured before there were the libraries that we are compared with.
	@[ -x $(BUILD)/bench/measure-linux ] || meson setup --reconfigure $(BUILD) >/dev/null
	@$(MAKE) --no-print-directory all
	@bench/run

## make gdb IMAGE=… a debugger on a running image
gdb:
	@scripts/install-packages build qemu gdb
	@$(MAKE) --no-print-directory all
	@scripts/gdb $(IMAGE)

## make format      clang-format over the tree
format:
	@scripts/install-packages lint
	@git ls-files '*.c' '*.h' | xargs clang-format -i

## make lint        formatting, cppcheck and the compiler's own warnings as errors
lint:
	@scripts/install-packages build lint
	@scripts/lint

clean:
	rm -rf $(BUILD)
