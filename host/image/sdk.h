/* SPDX-License-Identifier: Apache-2.0 */
/* The folder of what an image is linked from: include/, lib/, image.ld, guest-compile.args,
 * guest-link.args.
 */
#ifndef HOST_IMAGE_SDK_H
#define HOST_IMAGE_SDK_H

#include "host/util/error.h"

/* $STARDUST_SDK, or ../sdk and ../lib/stardust beside the folder of this executable. New text, absolute;
 * NULL and an error that says where it was looked for. */
char *sdk_find(struct error *error);

/* lib<name>.a of the SDK or of Debian's library folders; new text, or NULL. */
char *sdk_find_library(const char *sdk, const char *name);

/* The path of a program of ours, which lies beside this executable; new text. */
char *sdk_find_program(const char *name);

#endif
