/* SPDX-License-Identifier: Apache-2.0 */
package csv;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Counts the airports of each state, read with a library that others wrote and Debian packages. */
public final class Airports {
	public static void main(String[] args) throws IOException {
		Map<String, Integer> states = new TreeMap<>();
		CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();

		try (Reader file = new InputStreamReader(new FileInputStream("/airports.csv"), StandardCharsets.UTF_8);
				CSVParser parser = format.parse(file)) {
			for (CSVRecord airport : parser)
				states.merge(airport.get("state"), 1, Integer::sum);
		}
		for (Map.Entry<String, Integer> state : states.entrySet())
			System.out.println(state.getKey() + " " + state.getValue());
	}
}
