/* SPDX-License-Identifier: Apache-2.0 */
/* stardust.c: a program without ports, as the tests are. Where there are ports, in images and in
 * stardust-java, jvm/port/port.c stands for this file. */
#include "jvm/native/native.h"

const struct native_class native_stardust[] = { { "stardust/Ports", NULL, 0 } };
const size_t native_stardust_count = 0;
