/* SPDX-License-Identifier: Apache-2.0 */
#include "host/tests/sample.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/manifest_abi.h"
#include "host/util/memory.h"

static void must(int result, const struct error *error)
{
	if (result) {
		fprintf(stderr, "# %s\n", error->text);
		abort();
	}
}

static struct manifest_port port(const char *name, enum sd_direction direction, const char *type,
				 const char *canonical)
{
	struct manifest_port port = { .name = memory_text(name),
				      .direction = direction,
				      .capacity = direction == SD_IN ? 16 : 0,
				      .type = memory_text(type),
				      .canonical = memory_text(canonical),
				      .max_encoded = 8 };

	sha256_hex(canonical, strlen(canonical), port.hash);
	return port;
}

struct manifest sample_manifest(const char *name, const char *type, const char *canonical)
{
	struct manifest manifest = { .name = memory_text(name),
				     .service = memory_text("sample.S"),
				     .language = memory_text("c"),
				     .memory = 4 << 20 };

	memset(manifest.digest, '0', SHA256_HEX_BYTES);
	manifest.ports = memory_zeroed(2, sizeof *manifest.ports);
	manifest.ports[manifest.port_count++] = port("in0", SD_IN, type, canonical);
	manifest.ports[manifest.port_count++] = port("out0", SD_OUT, type, canonical);
	return manifest;
}

struct file_data sample_elf(const char *json)
{
	size_t json_bytes = strlen(json), name_bytes = sizeof MANIFEST_NOTE_NAME;
	size_t name_room = (name_bytes + 3) & ~(size_t)3;
	size_t note_bytes = sizeof(Elf64_Nhdr) + name_room + ((json_bytes + 3) & ~(size_t)3);
	size_t at = sizeof(Elf64_Ehdr) + 2 * sizeof(Elf64_Phdr);
	struct file_data out = { memory_zeroed(at + note_bytes + 64, 1), at + note_bytes + 64 };
	Elf64_Ehdr header = { .e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
			      .e_type = ET_EXEC,
			      .e_machine = EM_X86_64,
			      .e_version = EV_CURRENT,
			      .e_phoff = sizeof header,
			      .e_ehsize = sizeof header,
			      .e_phentsize = sizeof(Elf64_Phdr),
			      .e_phnum = 2 };
	Elf64_Phdr segments[2] = {
		{ .p_type = PT_LOAD,
		  .p_flags = PF_R | PF_X,
		  .p_offset = at + note_bytes,
		  .p_paddr = 0x100000,
		  .p_filesz = 64,
		  .p_memsz = 128 },
		{ .p_type = PT_NOTE,
		  .p_flags = PF_R,
		  .p_offset = at,
		  .p_filesz = note_bytes,
		  .p_memsz = note_bytes },
	};
	Elf64_Nhdr note = { .n_namesz = (Elf64_Word)name_bytes,
			    .n_descsz = (Elf64_Word)json_bytes,
			    .n_type = MANIFEST_NOTE_TYPE };

	memcpy(out.bytes, &header, sizeof header);
	memcpy(out.bytes + sizeof header, segments, sizeof segments);
	memcpy(out.bytes + at, &note, sizeof note);
	memcpy(out.bytes + at + sizeof note, MANIFEST_NOTE_NAME, name_bytes);
	memcpy(out.bytes + at + sizeof note + name_room, json, json_bytes);
	return out;
}

void sample_image(const char *path, const struct manifest *manifest)
{
	char *json AUTO_FREE = manifest_write(manifest);
	struct file_data image = sample_elf(json);
	struct error error;

	must(manifest_seal(path, &image, &error), &error);
	must(file_write(path, image.bytes, image.size, &error), &error);
	file_data_free(&image);
}

char *sample_folder(void)
{
	const char *base = getenv("TMPDIR");
	char *folder = memory_format("%s/stardust-test-XXXXXX", base ? base : "/tmp");

	if (!mkdtemp(folder))
		abort();
	return folder;
}

void sample_file(const char *folder, const char *name, const char *text)
{
	char *path AUTO_FREE = memory_format("%s/%s", folder, name);
	struct error error;

	must(file_write(path, text, strlen(text), &error), &error);
}
