/* SPDX-License-Identifier: Apache-2.0 */
/* What `stardust build` links into the image of a Java service, besides its classes' archive
 * (abi/archive_abi.h), and how the service begins. */
#ifndef ABI_JAVA_H
#define ABI_JAVA_H

#include <stdint.h>

struct sd_port;
struct codec_type;

struct java_port {
	struct sd_port *port;
	const struct codec_type
		*codec;     /* of its messages; fields correspond to record components by position */
	const char *record; /* the messages' class: "flights/Flight" */
};

extern const uint8_t java_archive[], java_archive_end[]; /* aligned to ARCHIVE_ALIGN */
extern const struct java_port java_ports[];
extern const uint32_t java_ports_count;
extern const char java_main_class[];     /* "flights/Late" */
extern const char *const java_options[]; /* as on the command line of `java`: "-Xmx16m" */
extern const uint32_t java_options_count;

/* The virtual machine of an image: runs java_main_class with the arguments. Does not return; ends the image
 * with the exit code of the Java program. The generated main calls it. */
int java_service(int argc, char **argv);

#endif
