/* SPDX-License-Identifier: Apache-2.0 */
/* Words, numbers and signs of a .sd file. */
#ifndef CHANNEL_TYPES_LEX_H
#define CHANNEL_TYPES_LEX_H

#include "channel/types/types.h"

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_SIGN, TOKEN_BAD };

struct token {
	enum token_kind kind;
	struct place place;
	const char *text;
	size_t length;
	uint64_t number;     /* of TOKEN_NUMBER */
	char sign;           /* of TOKEN_SIGN */
	const char *problem; /* of TOKEN_BAD: what, and what to do */
};

struct lexer {
	const char *at, *end;
	struct place place;
	/* The comment lines directly before the last token. */
	const char *comment, *comment_end;
};

void lex_init(struct lexer *lexer, const char *text, size_t length);
struct token lex_next(struct lexer *lexer);

#endif
