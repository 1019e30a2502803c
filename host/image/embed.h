/* SPDX-License-Identifier: Apache-2.0 */
/* Tables that the build puts into an image, written as assembly: read-only files (abi/files_abi.h) and the
 * functions' names for crash reports (abi/symbols_abi.h).
 */
#ifndef HOST_IMAGE_EMBED_H
#define HOST_IMAGE_EMBED_H

#include "host/image/elf.h"
#include "host/image/service.h"
#include "host/util/error.h"

/* Assembly that holds the service's files. New text. */
char *embed_files(const struct service_file *service);

/* Assembly that holds a class archive (abi/java_abi.h). New text. */
char *embed_archive(const char *path);

/* Assembly that holds the names of the functions of a linked file, by address. New text. */
char *embed_symbols(const struct elf_image *linked);

/* The bytes of an ELF note of the manifest's type around `json`. New bytes of *size. */
unsigned char *embed_note(const char *json, size_t *size);

#endif
