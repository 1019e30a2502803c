/* SPDX-License-Identifier: Apache-2.0 */
/* Memory: RAM is mapped one to one, so a pointer to RAM is its physical address. Pages are handed out in
 * physically contiguous runs and given back whole or in part. Nothing is mapped executable but the image's
 * text.
 */
#ifndef KERNEL_MEMORY_H
#define KERNEL_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAGE_BYTES 4096ul

struct hvm_start_info;

/* Maps the RAM that start_info's map lists and hands what is free to the allocator: not the image, not
 * start_info and what it points to, not boot modules. Called once; panics without a memory map. */
void memory_init(const struct hvm_start_info *info);

/* A run of `count` contiguous pages, page-aligned, contents undefined; NULL when there is none. Does not
 * block; any context. */
void *page_alloc(size_t count);

/* Gives back `count` pages from `pages`: any part of what page_alloc returned. */
void page_free(void *pages, size_t count);

size_t page_free_count(void);
size_t page_total_count(void);

enum memory_access { MEMORY_NONE, MEMORY_READ, MEMORY_READ_WRITE };

/* Changes what may be done with pages that page_alloc returned; they must be MEMORY_READ_WRITE again before
 * page_free. `address` and `bytes` are multiples of PAGE_BYTES. False when a page table could not be
 * allocated; then nothing changed. */
bool memory_protect(void *address, size_t bytes, enum memory_access access);

/* Address space that has no memory yet: a page comes, zeroed, when it is first touched; when there is none
 * left then, the image ends with a crash report that says so. At `at`, a page's address, or where there is
 * room if it is 0. Returns the address; 0 when something lies there or a page table could not be allocated.
 * `touchable` false: to touch it is a fault, until memory_reserve_protect. */
uint64_t memory_reserve(uint64_t at, size_t bytes, bool touchable);

/* Whether `address` lies in what memory_reserve gave. */
bool memory_is_reserved(uint64_t address);

/* These change whole pages of reserved space. protect: to touch them is allowed, or a fault. discard: gives
 * their memory back; they read as zero afterwards. release: gives the space back too. False when a page table
 * could not be allocated or not all of it is reserved; then nothing changed. */
bool memory_reserve_protect(uint64_t at, size_t bytes, bool touchable);
bool memory_discard(uint64_t at, size_t bytes);
bool memory_release(uint64_t at, size_t bytes);

/* For the page fault handler: gives `address` its page. False when it is not reserved or not to be touched.
 */
bool memory_fill(uint64_t address);

/* Maps physical memory that is not RAM (device registers: `cached` false; a device's shared memory: true) at
 * its own address, writable. False when a page table could not be allocated. */
bool memory_map_device(uint64_t physical, size_t bytes, bool cached);

/* Whether a byte can be read without a fault; any context. */
bool memory_readable(uint64_t address);

/* Whether a byte can be written without a fault; any context. */
bool memory_writable(uint64_t address);

/* Prints the memory map: one line for each range. */
void memory_print_map(const struct hvm_start_info *info);

/* The image's own parts, from image.ld. */
extern const char image_start[], image_text_start[], image_text_end[], image_rodata_end[], image_end[];

#endif
