/* SPDX-License-Identifier: Apache-2.0 */
#include "host/vmm/driver.h"

#include <string.h>

#include "host/vmm/drivers.h"

const struct vmm_driver *vmm_find(const char *name, struct error *error)
{
	struct error reason;

	for (unsigned i = 0; vmm_drivers[i]; i++) {
		const struct vmm_driver *driver = vmm_drivers[i];

		if (name ? strcmp(driver->name, name) == 0 : driver->probe(&reason) == 0)
			return name && driver->probe(error) ? NULL : driver;
	}
	if (name)
		error_set(error,
			  "there is no driver '%s' in this build; the drivers are qemu and, where it was "
			  "built in, xen",
			  name);
	else
		*error = reason;
	return NULL;
}
