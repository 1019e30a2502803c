import java.math.BigDecimal;
import java.sql.*;

/** What a program does with a database: tables, transactions, joins, aggregates, constraints. */
class Sql {
    static void show(Connection to, String query) throws SQLException {
        try (Statement statement = to.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            System.out.println(query);
            while (rows.next()) {
                StringBuilder line = new StringBuilder("  ");
                for (int i = 1; i <= columns; i++)
                    line.append(rows.getMetaData().getColumnLabel(i)).append('=').append(rows.getString(i)).append(rows.wasNull() ? "? " : " ");
                System.out.println(line);
            }
        }
    }

    static void run(String url, String identity) throws SQLException {
        try (Connection to = DriverManager.getConnection(url, "SA", "")) {
            try (Statement statement = to.createStatement()) {
                statement.execute("CREATE TABLE airport (code CHAR(3) PRIMARY KEY, city VARCHAR(40) NOT NULL)");
                statement.execute("CREATE TABLE flight (id INTEGER " + identity + " PRIMARY KEY, origin CHAR(3) REFERENCES airport(code),"
                        + " destination CHAR(3) REFERENCES airport(code), departs TIMESTAMP, delay INTEGER CHECK (delay > -100), price DECIMAL(8,2))");
                statement.execute("CREATE INDEX by_delay ON flight (delay)");
                statement.execute("CREATE VIEW late AS SELECT * FROM flight WHERE delay > 30");
            }
            String[] codes = {"ABZ", "EDI", "JFK", "LHR", "ORD"}, cities = {"Aberdeen", "Edinburgh", "New York", "London", "Chicago"};
            try (PreparedStatement insert = to.prepareStatement("INSERT INTO airport VALUES (?, ?)")) {
                for (int i = 0; i < codes.length; i++) {
                    insert.setString(1, codes[i]);
                    insert.setString(2, cities[i]);
                    insert.addBatch();
                }
                System.out.println(insert.executeBatch().length);
            }
            to.setAutoCommit(false);
            try (PreparedStatement insert = to.prepareStatement("INSERT INTO flight (origin, destination, departs, delay, price) VALUES (?, ?, ?, ?, ?)")) {
                for (int i = 0; i < 400; i++) {
                    insert.setString(1, codes[i % 5]);
                    insert.setString(2, codes[(i * 3 + 1) % 5]);
                    insert.setTimestamp(3, Timestamp.valueOf("2026-11-25 06:00:00"));
                    if (i % 17 == 0)
                        insert.setNull(4, Types.INTEGER);
                    else
                        insert.setInt(4, i * 31 % 140 - 20);
                    insert.setBigDecimal(5, new BigDecimal(i * 7919 % 100000).movePointLeft(2));
                    insert.executeUpdate();
                }
            }
            to.commit();
            show(to, "SELECT a.city, COUNT(*) AS n, AVG(f.delay) AS mean, SUM(f.price) AS total FROM flight f JOIN airport a ON a.code = f.origin"
                    + " GROUP BY a.city HAVING COUNT(*) > 10 ORDER BY a.city");
            show(to, "SELECT origin, destination, MAX(delay) AS worst FROM late GROUP BY origin, destination ORDER BY worst DESC, origin, destination");
            show(to, "SELECT code FROM airport a WHERE NOT EXISTS (SELECT 1 FROM flight f WHERE f.destination = a.code AND f.delay > 118) ORDER BY code");
            show(to, "SELECT UPPER(city) || '!' AS shout, CHAR_LENGTH(city) AS n FROM airport WHERE city LIKE '%n%' ORDER BY n, shout");
            show(to, "SELECT CASE WHEN delay IS NULL THEN 'unknown' WHEN delay > 60 THEN 'late' ELSE 'fine' END AS kind, COUNT(*) AS n FROM flight GROUP BY 1 ORDER BY 1"
                    .replace("GROUP BY 1", "GROUP BY CASE WHEN delay IS NULL THEN 'unknown' WHEN delay > 60 THEN 'late' ELSE 'fine' END"));
            try (Statement statement = to.createStatement()) {
                System.out.println(statement.executeUpdate("UPDATE flight SET price = price * 2 WHERE delay > 100"));
                System.out.println(statement.executeUpdate("DELETE FROM flight WHERE origin = 'ORD'"));
                show(to, "SELECT COUNT(*) AS n, SUM(price) AS total FROM flight");
                to.rollback();
                show(to, "SELECT COUNT(*) AS n, SUM(price) AS total FROM flight");
                for (String wrong : new String[] {"INSERT INTO airport VALUES ('JFK', 'again')", "INSERT INTO flight (origin) VALUES ('XXX')",
                        "INSERT INTO flight (delay) VALUES (-500)", "SELECT nothing FROM flight", "SELEC 1"})
                    try {
                        statement.execute(wrong);
                    } catch (SQLException error) {
                        System.out.println(error.getSQLState() + " " + wrong);
                    }
            }
            try (Statement statement = to.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                    ResultSet rows = statement.executeQuery("SELECT id, departs, price FROM flight ORDER BY id")) {
                rows.absolute(250);
                System.out.println(rows.getInt("id") + " " + rows.getTimestamp(2).toLocalDateTime() + " " + rows.getBigDecimal(3));
                rows.last();
                System.out.println(rows.getRow());
            }
            try (ResultSet keys = to.getMetaData().getImportedKeys(null, null, "FLIGHT")) {
                while (keys.next())
                    System.out.println(keys.getString("FKCOLUMN_NAME") + " -> " + keys.getString("PKTABLE_NAME"));
            }
        }
    }
}
