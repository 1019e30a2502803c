/* SPDX-License-Identifier: Apache-2.0 */
/* Read-only files, linked into the image and in the boot module: open, read, seek, stat, directories, errors.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tap.h"

static bool holds(const char *path, const char *text)
{
	char buffer[256];
	FILE *file = fopen(path, "r");

	if (!file)
		return false;
	size_t length = fread(buffer, 1, sizeof(buffer), file);
	fclose(file);
	return length == strlen(text) && !memcmp(buffer, text, length);
}

static int entries(const char *path, const char *wanted)
{
	DIR *directory = opendir(path);
	struct dirent *entry;
	int count = 0;
	bool found = false;

	if (!directory)
		return -1;
	while ((entry = readdir(directory))) {
		count++;
		found |= !strcmp(entry->d_name, wanted);
	}
	closedir(directory);
	return found ? count : -count - 100;
}

static bool refused(const char *path, int flags, int error)
{
	errno = 0;
	return open(path, flags, 0600) == -1 && errno == error;
}

int main(void)
{
	struct stat status;
	char buffer[32];

	check(holds("/linked.txt", "linked into the image\n"), "a linked file is read");
	check(holds("/etc/deep/two", "a line\nanother\n"), "a file of the module is read");
	check(holds("etc/../etc/both", "") == false, "'..' is not understood");
	check(holds("./etc//both", "from the image\n") || holds("/etc/both", "from the image\n"),
	      "a linked file wins");
	check(!stat("/empty", &status) && S_ISREG(status.st_mode) && status.st_size == 0, "an empty file");
	check(!stat("/etc/deep/two", &status) && status.st_size == 15, "a file's size");
	check(!stat("/etc", &status) && S_ISDIR(status.st_mode), "a directory");
	check(entries("/", "etc") == 3, "the entries of /");
	check(entries("/etc", "deep") == 2, "the entries of /etc, each once");
	check(entries("/etc/deep/", "two") == 1, "the entries of /etc/deep");

	int file = open("/linked.txt", O_RDONLY);
	check(lseek(file, -6, SEEK_END) == 16 && read(file, buffer, sizeof(buffer)) == 6 &&
		      !memcmp(buffer, "image\n", 6),
	      "seeking from the end");
	check(read(file, buffer, sizeof(buffer)) == 0, "the end of a file");
	check(pread(file, buffer, 6, 0) == 6 && !memcmp(buffer, "linked", 6), "reading at a place");
	check(lseek(file, -1, SEEK_SET) == -1 && errno == EINVAL, "no place before the start");
	check(!close(file) && close(file) == -1 && errno == EBADF, "closed once");

	check(refused("/none", O_RDONLY, ENOENT), "ENOENT for what is not there");
	check(refused("/linked.txt", O_RDWR, EROFS), "EROFS for writing");
	check(refused("/new", O_WRONLY | O_CREAT, EROFS), "EROFS for a new file");
	check(refused("/etc", O_WRONLY, EISDIR), "EISDIR for writing a directory");
	check(refused("/linked.txt", O_RDONLY | O_DIRECTORY, ENOTDIR), "ENOTDIR for a file as a directory");
	return finish();
}
