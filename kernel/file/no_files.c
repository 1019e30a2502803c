/* SPDX-License-Identifier: Apache-2.0 */
/* The table of an image into which no file was linked. Taken from its archive only when nothing else defines
 * it. */
#include "abi/files_abi.h"

const struct linked_file linked_files[1];
const uint32_t linked_files_count = 0;
