/* SPDX-License-Identifier: Apache-2.0 */
/* A driver: how machines of one kind are made, wired, watched and destroyed. One table each for
 * vmm/qemu and vmm/xen; everything above is the same for both.
 *
 * Order of calls: probe, open, create for each machine, wire, start for each machine; then the loop runs
 * and the driver calls back; `destroy` may come at any time; `close` ends whatever still exists. All
 * calls come from the thread that runs the loop and none blocks longer than it takes to ask the
 * hypervisor. A machine that could not be created or started is destroyed by close.
 */
#ifndef HOST_VMM_DRIVER_H
#define HOST_VMM_DRIVER_H

#include <stdint.h>
#include <sys/types.h>

#include <jansson.h>

#include "host/util/error.h"
#include "host/util/loop.h"

struct vmm_machine {
	const char *name;   /* the service's */
	const char *domain; /* unique on this host: "late-flights.late" */
	const char *image;  /* path of the ELF file */
	const char *module; /* path of the boot module, or NULL */
	const char *command_line;
	uint64_t memory; /* bytes */
};

/* The out port of machine `from` joined to the in port of machine `to`. */
struct vmm_link {
	unsigned from, to;
	const char *out, *in;
	uint32_t max_encoded; /* bytes of the longest message */
	uint32_t capacity;    /* of the in port */
};

enum vmm_end {
	VMM_EXITED, /* the image ended; `code` as in abi/boot_abi.h */
	VMM_RESET,  /* the machine reset itself or was stopped without a word: a fault the kernel did not
		       survive */
	VMM_FAILED  /* the hypervisor could not run it; `why` says what it said */
};

struct vmm_events {
	/* Bytes from the console, as they come. */
	void (*console)(void *context, unsigned machine, const char *data, size_t bytes);
	/* The machine is gone and its console has been delivered. Called once a machine, not for one that
	 * `destroy` ended. */
	void (*ended)(void *context, unsigned machine, enum vmm_end end, int code, const char *why);
	void *context;
};

/* What to run; everything it points at outlives the driver's instance. */
struct vmm_setup {
	struct loop *loop;
	const char *folder; /* for the driver's own files; removed by the caller */
	const struct vmm_machine *machines;
	unsigned machine_count;
	const struct vmm_link *links;
	unsigned link_count;
	struct vmm_events events;
};

struct vmm; /* a driver's instance */

struct vmm_driver {
	const char *name; /* "qemu", "xen" */
	/* Whether it can work here; the error says what is missing. */
	int (*probe)(struct error *error);
	int (*open)(const struct vmm_setup *setup, struct vmm **out, struct error *error);
	/* Makes machine i, paused. */
	int (*create)(struct vmm *vmm, unsigned i, struct error *error);
	/* Every machine exists: wires all links. */
	int (*wire)(struct vmm *vmm, struct error *error);
	int (*start)(struct vmm *vmm, unsigned i, struct error *error);
	/* Asks machine i, which was started, to end: it calls exit, which closes its ports, and `ended`
	 * follows with BOOT_EXIT_STOPPED. It may never answer. False when it cannot be asked. */
	bool (*ask_to_stop)(struct vmm *vmm, unsigned i);
	/* Ends machine i now. Allowed for one that has ended. */
	void (*destroy)(struct vmm *vmm, unsigned i);
	void (*close)(struct vmm *vmm);
	/* What another process needs to find machine i again; a JSON object, owned by the caller. */
	json_t *(*record)(struct vmm *vmm, unsigned i);
	/* Ends the machine of such a record if it still exists: a tool that was killed left it. One that can
	 * be asked to stop is, and gets a few seconds. */
	void (*sweep)(const json_t *record);
};

extern const struct vmm_driver vmm_qemu;
extern const struct vmm_driver vmm_xen; /* only where libxenlight was there at the build */

/* The driver of that name; with NULL the one that fits this machine: xen in dom0, qemu elsewhere. NULL
 * and an error when there is none. */
const struct vmm_driver *vmm_find(const char *name, struct error *error);

#endif
