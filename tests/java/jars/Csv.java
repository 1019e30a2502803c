// jars: commons-csv.jar
import java.io.*;
import java.util.*;
import org.apache.commons.csv.*;

/** commons-csv: reads, groups and writes tables in several formats. */
public class Csv {
    enum Column { day, origin, destination, delay }

    public static void main(String[] args) throws IOException {
        StringWriter made = new StringWriter();
        String[] airports = {"JFK", "Å\"land\"", "San José, CA", "line\nbreak", "", "ORD"};
        try (CSVPrinter printer = new CSVPrinter(made, CSVFormat.DEFAULT.builder().setHeader(Column.class).build())) {
            for (int i = 0; i < 60; i++)
                printer.printRecord(i / 6, airports[i % 6], airports[(i * 5 + 2) % 6], i * 37 % 101 - 20);
        }
        System.out.println(made.toString().length() + " " + made.toString().hashCode());
        Map<String, Integer> late = new TreeMap<>();
        long records = 0;
        try (CSVParser parser = CSVParser.parse(made.toString(), CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build())) {
            System.out.println(parser.getHeaderNames());
            for (CSVRecord record : parser) {
                records = record.getRecordNumber();
                int delay = Integer.parseInt(record.get(Column.delay));
                if (delay > 0)
                    late.merge(record.get("origin"), delay, Integer::sum);
                if (records == 4)
                    System.out.println(record.toMap() + " at line " + parser.getCurrentLineNumber());
            }
        }
        System.out.println(records + " " + late);
        for (CSVFormat.Predefined format : CSVFormat.Predefined.values()) {
            StringWriter out = new StringWriter();
            try (CSVPrinter printer = new CSVPrinter(out, format.getFormat())) {
                printer.printComment("a comment");
                printer.printRecord("plain", "with space ", "q\"uote", "tab\t", null, 3.5, true);
            } catch (IllegalArgumentException wrong) {
                out.write(wrong.toString());
            }
            System.out.println(format + ": " + out.toString().replace("\r", "\\r").replace("\n", "\\n"));
        }
        try (CSVParser parser = CSVParser.parse("a,b\n1,\"x\"y,2\n", CSVFormat.DEFAULT)) {
            parser.getRecords().forEach(System.out::println);
        } catch (IOException | UncheckedIOException wrong) {
            System.out.println(wrong.getMessage());
        }
    }
}
