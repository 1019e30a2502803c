/* SPDX-License-Identifier: Apache-2.0 */
/* stardust.c: ports are of services in images: jvm/port stands there for this file. */
#include "jvm/native/native.h"

const struct native_class native_stardust[] = { { "stardust/Ports", NULL, 0 } };
const size_t native_stardust_count = 0;
