/* SPDX-License-Identifier: Apache-2.0 */
#include "../side.h"
#include "messages.h"

/* In the order of `properties`; NULL: the tool refuses to wire ports of two types. */
static struct sd_port *const there[] = { &Receiver_order4,
					 &Receiver_order1,
					 &Receiver_order1000,
					 &Receiver_order0,
					 &Receiver_capacity,
					 &Receiver_rendezvous,
					 &Receiver_deadline,
					 &Receiver_cancel,
					 &Receiver_receiver_closes,
					 &Receiver_sender_closes,
					 &Receiver_large3,
					 &Receiver_large0,
					 NULL,
					 &Receiver_ready,
					 &Receiver_never_ready,
					 &Receiver_misuse };

int main(void)
{
	return side_run(false, there, sizeof there / sizeof *there, &Receiver_word, &Receiver_back);
}
