/* SPDX-License-Identifier: Apache-2.0 */
#include "../side.h"
#include "messages.h"

/* In the order of `properties`; NULL: the tool refuses to wire ports of two types. */
static struct sd_port *const there[] = { &Sender_order4,
					 &Sender_order1,
					 &Sender_order1000,
					 &Sender_order0,
					 &Sender_capacity,
					 &Sender_rendezvous,
					 &Sender_deadline,
					 &Sender_cancel,
					 &Sender_receiver_closes,
					 &Sender_sender_closes,
					 &Sender_large3,
					 &Sender_large0,
					 NULL,
					 &Sender_ready,
					 &Sender_never_ready,
					 &Sender_misuse };

int main(void)
{
	return side_run(true, there, sizeof there / sizeof *there, &Sender_word, &Sender_back);
}
