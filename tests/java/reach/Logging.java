// SPDX-License-Identifier: Apache-2.0
// What the file conf/logging.properties names: the console's handler, its formatter; levels by name; System.Logger on top.
// modules: java.logging
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

class Logging {
    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %3$s, %2$s: %5$s%6$s%n");
        Logger logger = Logger.getLogger("flights.late");
        logger.info("a message");
        logger.log(Level.WARNING, "two {0} and {1}", new Object[] {"parameters", 2});
        logger.fine("is not shown");
        logger.log(Level.SEVERE, "with a cause", new IOException("of it"));
        System.out.println(logger.getLevel() + " " + logger.getParent().getName() + " " + Logger.getLogger("").getLevel());

        System.Logger other = System.getLogger("flights.other");
        other.log(System.Logger.Level.INFO, "of {0}", "System.Logger");
        other.log(System.Logger.Level.DEBUG, "is not shown");
        System.out.println(other.isLoggable(System.Logger.Level.WARNING));

        String configuration = "handlers=java.util.logging.ConsoleHandler\n.level=WARNING\nflights.late.level=FINEST\n"
            + "java.util.logging.ConsoleHandler.level=ALL\n";
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
        logger.finest("the finest");
        Logger.getLogger("elsewhere").info("is not shown");
        System.out.println(Level.parse("CONFIG") + " " + Level.parse("850") + " " + Level.SEVERE.getLocalizedName());

        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                System.out.println("own: " + entry.getLevel() + " " + entry.getMessage() + " " + entry.getSourceMethodName());
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        });
        logger.entering("Logging", "main");
        logger.info("to it");
    }
}
