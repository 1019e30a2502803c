/* SPDX-License-Identifier: Apache-2.0 */
#include "../common.h"
#include "../../body.h"
#include "messages.h"

int main(int count, char **words)
{
	struct torture_arguments arguments = torture_arguments(count, words);

	torture_disturb();
	return torture_result("receiver", arguments.count,
			      torture_receive(&Receiver_messages, arguments.count, arguments.seed));
}
