/* SPDX-License-Identifier: Apache-2.0 */
package flights;

import stardust.Type;
import stardust.Value;

record Flight(int day, short delay, @Type("uint16") int distance, @Type("string<4>") String origin, boolean late, Cause cause) {
}

enum Cause {
	carrier, @Value(4) weather, security
}
