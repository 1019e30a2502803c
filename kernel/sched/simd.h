/* SPDX-License-Identifier: Apache-2.0 */
/* The x87, SSE and AVX registers of a thread (Intel SDM volume 1, chapter 13). */
#ifndef KERNEL_SCHED_SIMD_H
#define KERNEL_SCHED_SIMD_H

#include <stddef.h>

/* Chooses XSAVE or FXSAVE by CPUID and turns the registers on. Once for each CPU. */
void simd_enable(void);

/* How long an area is; after simd_enable. */
size_t simd_bytes(void);

/* `area` is 64-byte aligned. */
void simd_init(void *area);
void simd_save(void *area);
void simd_restore(const void *area);

#endif
