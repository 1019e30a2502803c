/* SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/platform/platform.h"
#include "libc/random.h"

#define CPUID_1_C_RDRAND (1u << 30)
#define RDRAND_TRIES     10 /* Intel's advice: more failures in a row mean a broken generator */

static bool hardware_random(uint64_t *out)
{
	unsigned char ok = 0;

	if (!(cpu_id(1, 0).c & CPUID_1_C_RDRAND))
		return false;
	for (int i = 0; i < RDRAND_TRIES && !ok; i++)
		__asm__ volatile("rdrand %0; setc %1" : "=r"(*out), "=qm"(ok)::"cc");
	return ok;
}

/* The finaliser of a 64-bit hash: every bit of the input moves every bit of the output (xorshift-multiply).
 */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 32) * 0xd6e8feb86659fd93;
	x = (x ^ x >> 32) * 0xd6e8feb86659fd93;
	return x ^ x >> 32;
}

void random_bytes(void *out, size_t bytes)
{
	static uint64_t state;
	unsigned char *at = out;

	while (bytes) {
		uint64_t value;
		if (!hardware_random(&value)) {
			state = mix(state + cpu_tsc()) + platform->clock_monotonic();
			value = mix(state);
		}
		size_t part = bytes < sizeof(value) ? bytes : sizeof(value);
		memcpy(at, &value, part);
		at += part;
		bytes -= part;
	}
}
