/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the PC platform that its files share. */
#ifndef KERNEL_PLATFORM_PC_H
#define KERNEL_PLATFORM_PC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hvm_start_info;

void serial_init(void);
void serial_write(const char *data, size_t bytes);
size_t serial_read(char *data, size_t bytes);
/* From now on a break on the line is the host's request to stop; ends the machine where one has come already.
 * Once, after apic_init. */
void serial_listen(void);

/* The ACPI table of that signature, checked and readable; NULL when there is none. */
const void *acpi_find(const struct hvm_start_info *info, const char signature[4]);

void clock_init(const struct hvm_start_info *info);
uint64_t clock_read(void);
uint64_t clock_epoch_read(void);

void apic_init(void);
void apic_timer_set(uint64_t deadline);
/* Every handler of a vector that the local APIC delivered calls this once. */
void apic_end_of_interrupt(void);
/* This CPU's local APIC, for the address of a message-signalled interrupt. */
uint32_t apic_id(void);
/* Edges of that input of the I/O APIC raise the vector on this CPU. Panics where memory is short. */
void ioapic_route(unsigned input, int vector);
/* The rate at which the timer counts, measured against nothing: QEMU and KVM count nanoseconds. */
uint32_t apic_timer_count(void);
void apic_timer_free_run(void);

#endif
