/* SPDX-License-Identifier: Apache-2.0 */
/* The manifest inside an image's file: found through the ELF note, bound to the rest of the file by its
 * digest. The digest covers every byte of the file; its own 64 digits count as '0'.
 */
#include <stdlib.h>
#include <string.h>

#include "abi/manifest_abi.h"
#include "host/image/elf.h"
#include "host/image/manifest.h"
#include "host/util/memory.h"

#define DIGEST_KEY "\"digest\":\""

static int find_note(const char *path, const struct file_data *file, struct elf_note *out,
		     struct error *error)
{
	struct elf_image image;

	if (elf_open(path, file->bytes, file->size, &image, error))
		return -1;
	if (!elf_find_note(&image, MANIFEST_NOTE_NAME, MANIFEST_NOTE_TYPE, out))
		return error_at(error, path, 0,
				"is a foreign ELF file: it holds no Stardust manifest; an image is made by "
				"'stardust build'");
	if (out->data_bytes > MANIFEST_MAX_BYTES)
		return error_at(error, path, 0, "its manifest is damaged: %zu bytes", out->data_bytes);
	return 0;
}

/* Where the digits lie in the note; NULL when they are not there. No string of the manifest before the
 * key can hold the same bytes: a quote inside a JSON string is escaped. */
static unsigned char *find_digits(const struct elf_note *note)
{
	unsigned char *key = memmem(note->data, note->data_bytes, DIGEST_KEY, strlen(DIGEST_KEY));
	size_t before;

	if (!key)
		return NULL;
	before = (size_t)(key - note->data) + strlen(DIGEST_KEY);
	return note->data_bytes - before < SHA256_HEX_BYTES ? NULL : key + strlen(DIGEST_KEY);
}

static void compute(const struct file_data *file, unsigned char *digits, char hex[SHA256_HEX_BYTES + 1])
{
	unsigned char kept[SHA256_HEX_BYTES];

	memcpy(kept, digits, sizeof kept);
	memset(digits, '0', sizeof kept);
	sha256_hex(file->bytes, file->size, hex);
	memcpy(digits, kept, sizeof kept);
}

int manifest_seal(const char *path, struct file_data *file, struct error *error)
{
	char hex[SHA256_HEX_BYTES + 1];
	struct elf_note note;
	unsigned char *digits;

	if (find_note(path, file, &note, error))
		return -1;
	digits = find_digits(&note);
	if (!digits)
		return error_at(error, path, 0, "its manifest has no place for a digest");
	compute(file, digits, hex);
	memcpy(digits, hex, SHA256_HEX_BYTES);
	return 0;
}

static int read_sealed(const char *path, struct file_data *file, struct manifest *out, struct error *error)
{
	char hex[SHA256_HEX_BYTES + 1];
	struct elf_note note;
	unsigned char *digits;

	if (find_note(path, file, &note, error))
		return -1;
	digits = find_digits(&note);
	if (!digits || manifest_parse(path, note.data, note.data_bytes, out, error))
		return digits ? -1
			      : error_at(error, path, 0,
					 "its manifest is damaged (no digest); build the image again");
	compute(file, digits, hex);
	if (strcmp(hex, out->digest) == 0)
		return 0;
	manifest_free(out);
	return error_at(error, path, 0,
			"is corrupt: its digest is %.16s…, its manifest says %.16s…; build the image again",
			hex, (const char *)digits);
}

int manifest_read_image(const char *path, struct manifest *out, struct file_data *file, struct error *error)
{
	struct file_data own;

	*out = (struct manifest){ 0 };
	if (file_read(path, ELF_IMAGE_MAX_BYTES, &own, error))
		return -1;
	if (read_sealed(path, &own, out, error)) {
		file_data_free(&own);
		return -1;
	}
	if (file)
		*file = own;
	else
		file_data_free(&own);
	return 0;
}
