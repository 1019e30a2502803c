/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/sdk.h"

#include <stdlib.h>
#include <unistd.h>

#include "host/util/file.h"
#include "host/util/memory.h"

static char *own_folder(void)
{
	char *self AUTO_FREE = realpath("/proc/self/exe", NULL);

	return self ? path_folder(self) : memory_text(".");
}

static char *if_sdk(char *folder)
{
	char *script AUTO_FREE = path_join(folder, "image.ld");
	char *full;

	if (!file_exists(script)) {
		free(folder);
		return NULL;
	}
	full = realpath(folder, NULL);
	free(folder);
	return full;
}

char *sdk_find(struct error *error)
{
	char *own AUTO_FREE = own_folder(), *found;
	const char *given = getenv("STARDUST_SDK");

	if (given) {
		found = if_sdk(memory_text(given));
		if (!found)
			error_set(error,
				  "$STARDUST_SDK is %s, which holds no image.ld; name the SDK's folder",
				  given);
		return found;
	}
	found = if_sdk(path_join(own, "../sdk"));
	if (!found)
		found = if_sdk(path_join(own, "../lib/stardust"));
	if (!found)
		error_set(
			error,
			"there is no SDK in %s/../sdk or %s/../lib/stardust; run 'make', or set STARDUST_SDK",
			own, own);
	return found;
}

char *sdk_find_program(const char *name)
{
	char *own AUTO_FREE = own_folder();

	return path_join(own, name);
}

char *sdk_find_library(const char *sdk, const char *name)
{
	char *own AUTO_FREE = path_join(sdk, "lib");
	const char *const folders[] = { own, "/usr/lib/x86_64-linux-musl", "/usr/lib/x86_64-linux-gnu" };

	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		char *path = memory_format("%s/lib%s.a", folders[i], name);

		if (file_exists(path))
			return path;
		free(path);
	}
	return NULL;
}
