/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the virtual machine takes the options of a Java service: asked of the one that runs on Linux, which
 * reads them with the same code. */
#ifndef HOST_IMAGE_JAVA_OPTIONS_H
#define HOST_IMAGE_JAVA_OPTIONS_H

#include "host/image/service.h"
#include "host/image/toolchain.h"
#include "host/util/error.h"

/* Runs stardust-java, which lies beside this executable, for each option. -1: it refuses one, and the error
 * has the option's line and its words. Waits for it. */
int java_options_check(const struct service_file *service, const struct toolchain *tools,
		       struct error *error);

#endif
