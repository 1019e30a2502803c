/* SPDX-License-Identifier: Apache-2.0 */
/* The tables that channel/codec walks, made while a program runs, for one that reads its types as text: the
 * same as those that types_emit_source writes. */
#ifndef CHANNEL_TYPES_TABLE_H
#define CHANNEL_TYPES_TABLE_H

#include <stardust/codec.h>

#include "channel/types/types.h"

/* The table of a type of a checked package. Values are laid out as the generated C types are. Names of fields
 * are the package's, which must live as long. NULL without memory; else released with types_table_free. */
struct codec_type *types_table(const struct type *type);
void types_table_free(struct codec_type *table);

#endif
