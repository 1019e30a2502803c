/* SPDX-License-Identifier: Apache-2.0 */
#include "host/compose/match.h"

#include <stdio.h>

void match_difference(const struct manifest_port *out, const char *from, const struct manifest_port *in,
		      const char *to, char *phrase, size_t bytes)
{
	snprintf(phrase, bytes, "%s carries %s and %s expects %s", from, out->canonical, to, in->canonical);
}
