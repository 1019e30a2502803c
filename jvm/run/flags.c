/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/run/flags.h"
#include "jvm/memory/low.h"
#include "jvm/run/vm.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum flag_kind { SWITCH, NUMBER, TEXT };

/* Flags that ask for HotSpot's collectors, compilers and bookkeeping: nothing follows from them here. */
static const struct idle_flag {
	const char *name;
	enum flag_kind kind;
} idle[] = {
	{ "AlwaysPreTouch", SWITCH },
	{ "BackgroundCompilation", SWITCH },
	{ "CICompilerCount", NUMBER },
	{ "ClassUnloading", SWITCH },
	{ "CompileThreshold", NUMBER },
	{ "CompressedClassSpaceSize", NUMBER },
	{ "ConcGCThreads", NUMBER },
	{ "ErrorFile", TEXT },
	{ "ExplicitGCInvokesConcurrent", SWITCH },
	{ "G1HeapRegionSize", NUMBER },
	{ "G1MaxNewSizePercent", NUMBER },
	{ "G1NewSizePercent", NUMBER },
	{ "G1ReservePercent", NUMBER },
	{ "GCTimeRatio", NUMBER },
	{ "HeapDumpOnOutOfMemoryError", SWITCH },
	{ "HeapDumpPath", TEXT },
	{ "InitialCodeCacheSize", NUMBER },
	{ "InitialRAMPercentage", NUMBER },
	{ "InitiatingHeapOccupancyPercent", NUMBER },
	{ "MaxGCPauseMillis", NUMBER },
	{ "MaxHeapFreeRatio", NUMBER },
	{ "MaxNewSize", NUMBER },
	{ "MaxTenuringThreshold", NUMBER },
	{ "MetaspaceSize", NUMBER },
	{ "MinHeapFreeRatio", NUMBER },
	{ "MinHeapSize", NUMBER },
	{ "MinRAMPercentage", NUMBER },
	{ "NativeMemoryTracking", TEXT },
	{ "NewRatio", NUMBER },
	{ "NewSize", NUMBER },
	{ "OmitStackTraceInFastThrow", SWITCH },
	{ "OnError", TEXT },
	{ "ParallelGCThreads", NUMBER },
	{ "ParallelRefProcEnabled", SWITCH },
	{ "PerfDisableSharedMem", SWITCH },
	{ "ReservedCodeCacheSize", NUMBER },
	{ "SharedArchiveFile", TEXT },
	{ "ShenandoahGCHeuristics", TEXT },
	{ "SoftRefLRUPolicyMSPerMB", NUMBER },
	{ "SurvivorRatio", NUMBER },
	{ "TieredCompilation", SWITCH },
	{ "TieredStopAtLevel", NUMBER },
	{ "UnlockDiagnosticVMOptions", SWITCH },
	{ "UnlockExperimentalVMOptions", SWITCH },
	{ "UseAdaptiveSizePolicy", SWITCH },
	{ "UseCompressedClassPointers", SWITCH },
	{ "UseCompressedOops", SWITCH },
	{ "UseContainerSupport", SWITCH },
	{ "UseDynamicNumberOfGCThreads", SWITCH },
	{ "UseEpsilonGC", SWITCH },
	{ "UseG1GC", SWITCH },
	{ "UseGCOverheadLimit", SWITCH },
	{ "UseLargePages", SWITCH },
	{ "UseNUMA", SWITCH },
	{ "UseParallelGC", SWITCH },
	{ "UsePerfData", SWITCH },
	{ "UseSerialGC", SWITCH },
	{ "UseShenandoahGC", SWITCH },
	{ "UseStringDeduplication", SWITCH },
	{ "UseTLAB", SWITCH },
	{ "UseTransparentHugePages", SWITCH },
	{ "UseZGC", SWITCH },
};

static const struct {
	const char *name;
	bool *option, when_on; /* what the option is for + */
} switches[] = {
	{ "BytecodeVerificationRemote", &vm.options.verify_none, false },
	{ "DisableExplicitGC", &vm.options.disable_explicit_gc, true },
	{ "ExitOnOutOfMemoryError", &vm.options.exit_on_out_of_memory, true },
	{ "ShowCodeDetailsInExceptionMessages", &vm.options.no_null_messages, false },
	{ "StackTraceInThrowable", &vm.options.no_stack_traces, false },
};

static bool set_metaspace(const char *text)
{
	size_t bytes;
	if (!options_size(text, &bytes))
		return false;
	metadata_set_limit(bytes);
	return true;
}

static bool set_direct_memory(const char *text)
{
	size_t bytes;
	char *setting;
	if (!options_size(text, &bytes) || asprintf(&setting, "sun.nio.MaxDirectMemorySize=%zu", bytes) < 0)
		return false;
	options_property(setting);
	return true;
}

static bool set_processors(const char *text)
{
	char *end;
	const long count = strtol(text, &end, 10);
	if (end == text || *end || count < -1 || count > INT_MAX)
		return false;
	vm.options.processors = count > 0 ? (int)count : 0;
	return true;
}

static bool set_trace_depth(const char *text)
{
	size_t depth;
	if (!options_size(text, &depth) || depth > 1 << 30)
		return false;
	vm.options.trace_depth = depth ? (int)depth : INT_MAX;
	return true;
}

/* In KiB */
static bool read_stack(const char *option, const char *value)
{
	char size[32];
	snprintf(size, sizeof size, "%sk", value);
	return options_stack(option, size);
}

static bool set_heap_part(const char *text)
{
	char *end;
	const double percent = strtod(text, &end);
	if (end == text || *end || !(percent >= 0 && percent <= 100))
		return false;
	const long pages = sysconf(_SC_PHYS_PAGES), bytes = sysconf(_SC_PAGESIZE);
	if (pages > 0 && bytes > 0 && percent > 0 && vm.options.heap_is_default)
		vm.options.heap_maximum = (size_t)(percent / 100 * (double)pages * (double)bytes);
	return true;
}

static const struct {
	const char *name;
	bool (*set)(const char *text);                  /* false: no such value */
	bool (*read)(const char *option, const char *); /* or one that says itself what is wrong */
} values[] = {
	{ "ActiveProcessorCount", set_processors, NULL },
	{ "InitialHeapSize", NULL, options_heap_initial },
	{ "MaxDirectMemorySize", set_direct_memory, NULL },
	{ "MaxHeapSize", NULL, options_heap_maximum },
	{ "MaxJavaStackTraceDepth", set_trace_depth, NULL },
	{ "MaxMetaspaceSize", set_metaspace, NULL },
	{ "MaxRAMPercentage", set_heap_part, NULL },
	{ "ThreadStackSize", NULL, read_stack },
};

static bool is_name(const char *name, const char *text, size_t length)
{
	return strlen(name) == length && strncmp(name, text, length) == 0;
}

static bool improper(const char *text)
{
	return options_bad("Improperly specified VM option '%s'", text);
}

/* Whether a flag of that kind may stand as `text` does, + or - before it or = behind its name; says if not.
 */
static bool stands_right(const char *text, bool has_sign, const char *value, enum flag_kind kind)
{
	size_t number;
	if (kind == SWITCH && !has_sign)
		return options_bad("Missing +/- setting for VM option '%s'", text);
	if (kind != SWITCH && has_sign)
		return options_bad("Unexpected +/- setting in VM option '%s'", text);
	if ((kind == SWITCH) != !value)
		return improper(text);
	return kind != NUMBER || options_size(value, &number) || strchr(value, '.') || improper(text);
}

bool hotspot_flag(const char *option, const char *text)
{
	static bool ignore_unknown;
	const bool has_sign = *text == '+' || *text == '-';
	const char *const name = text + has_sign;
	const size_t length = strcspn(name, "=");
	const char *const value = name[length] ? name + length + 1 : NULL;
	if (is_name("IgnoreUnrecognizedVMOptions", name, length)) {
		ignore_unknown = *text == '+';
		return stands_right(name, has_sign, value, SWITCH);
	}
	for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++)
		if (is_name(switches[i].name, name, length)) {
			*switches[i].option = (*text == '+') == switches[i].when_on;
			return stands_right(name, has_sign, value, SWITCH);
		}
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		if (!is_name(values[i].name, name, length))
			continue;
		if (!stands_right(name, has_sign, value, TEXT))
			return false;
		return values[i].read ? values[i].read(option, value)
				      : values[i].set(value) || improper(name);
	}
	for (size_t i = 0; i < sizeof idle / sizeof idle[0]; i++)
		if (is_name(idle[i].name, name, length))
			return stands_right(name, has_sign, value, idle[i].kind);
	return ignore_unknown || options_bad("Unrecognized VM option '%s'", name);
}
