/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "channel/types/lex.h"

void lex_init(struct lexer *lexer, const char *text, size_t length)
{
	*lexer = (struct lexer){ text, text + length, { 1, 1 }, NULL, NULL };
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void advance(struct lexer *lexer)
{
	if (*lexer->at++ == '\n') {
		lexer->place.line++;
		lexer->place.column = 1;
	} else {
		lexer->place.column++;
	}
}

static void skip_blank(struct lexer *lexer)
{
	unsigned comment_line = 0;

	lexer->comment = NULL;
	while (lexer->at < lexer->end) {
		char c = *lexer->at;
		if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
			advance(lexer);
		} else if (c == '/' && lexer->end - lexer->at > 1 && lexer->at[1] == '/') {
			/* Lines that follow each other are one comment. */
			if (!lexer->comment || lexer->place.line != comment_line + 1)
				lexer->comment = lexer->at;
			comment_line = lexer->place.line;
			while (lexer->at < lexer->end && *lexer->at != '\n')
				advance(lexer);
			lexer->comment_end = lexer->at;
		} else {
			break;
		}
	}
	if (lexer->comment && lexer->place.line != comment_line + 1)
		lexer->comment = NULL;
}

static struct token number(struct lexer *lexer, struct token token)
{
	token.kind = TOKEN_NUMBER;
	while (lexer->at < lexer->end && is_digit(*lexer->at)) {
		if (__builtin_mul_overflow(token.number, 10, &token.number) ||
		    __builtin_add_overflow(token.number, *lexer->at - '0', &token.number)) {
			token.kind = TOKEN_BAD;
			token.problem = "this number does not fit 64 bits; write a smaller one";
		}
		advance(lexer);
	}
	if (lexer->at < lexer->end && is_letter(*lexer->at)) {
		token.kind = TOKEN_BAD;
		token.problem = "a name cannot start with a digit; start it with a letter";
	}
	return token;
}

struct token lex_next(struct lexer *lexer)
{
	struct token token = { .kind = TOKEN_END };

	skip_blank(lexer);
	token.place = lexer->place;
	token.text = lexer->at;
	if (lexer->at == lexer->end)
		return token;

	char c = *lexer->at;
	if (is_letter(c)) {
		token.kind = TOKEN_NAME;
		while (lexer->at < lexer->end && (is_letter(*lexer->at) || is_digit(*lexer->at)))
			advance(lexer);
	} else if (is_digit(c)) {
		token = number(lexer, token);
	} else if (c && strchr("{}[]<>:;,=-.", c)) {
		token.kind = TOKEN_SIGN;
		token.sign = c;
		advance(lexer);
	} else {
		token.kind = TOKEN_BAD;
		token.problem = "this character has no meaning here; remove it";
		advance(lexer);
	}
	token.length = lexer->at - token.text;
	return token;
}
