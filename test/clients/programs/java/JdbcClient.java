import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** clickhouse-jdbc, as its users call it. Argument: the target as a file of properties. */
public final class JdbcClient {
  private static int checks;

  private interface Check {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Properties target = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
      target.load(reader);
    }
    String url = "jdbc:clickhouse://" + target.getProperty("host") + ":" + target.getProperty("httpPort") + "/"
        + target.getProperty("database");
    for (String limit : list(target, "timeLimits")) {
      check("max_execution_time " + limit, () -> timeLimit(url, account(target), limit));
    }
    for (String seconds : List.of("30", "60", "65", "300")) {
      check("setQueryTimeout(" + seconds + ")", () -> queryTimeout(url, account(target), Integer.parseInt(seconds)));
    }
    for (String view : list(target, "views")) {
      check("SELECT * FROM " + view, () -> reads(url, account(target), view));
    }
    check("parameters are values", () -> parameters(url, account(target)));
    check("setMaxRows", () -> maxRows(url, account(target)));
    check("metadata of tables and columns", () -> metadata(url, account(target)));
    check("a change is refused", () -> changeRefused(url, account(target)));
    System.out.println("1.." + checks);
  }

  private static List<String> list(Properties target, String key) {
    return List.of(target.getProperty(key).split(","));
  }

  private static Properties account(Properties target) {
    Properties account = new Properties();
    account.setProperty("user", target.getProperty("user"));
    account.setProperty("password", target.getProperty("password"));
    return account;
  }

  private static void check(String name, Check body) {
    checks += 1;
    try {
      body.run();
      System.out.println("ok " + checks + " - " + name);
    } catch (Exception error) {
      System.out.println("not ok " + checks + " - " + name + " # " + String.valueOf(error.getMessage()).replace('\n', ' '));
    }
  }

  private static void timeLimit(String url, Properties account, String limit) throws Exception {
    if (!limit.equals("null")) {
      account.setProperty("clickhouse_setting_max_execution_time", limit);
    }
    try (Connection connection = DriverManager.getConnection(url, account);
        Statement statement = connection.createStatement()) {
      countsSamples(statement);
    }
  }

  private static void queryTimeout(String url, Properties account, int seconds) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, account);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(seconds);
      countsSamples(statement);
    }
  }

  private static void countsSamples(Statement statement) throws Exception {
    try (ResultSet rows = statement.executeQuery("SELECT count() FROM cpu")) {
      rows.next();
      if (rows.getLong(1) == 0) {
        throw new IllegalStateException("no sample was counted");
      }
    }
  }

  private static void reads(String url, Properties account, String view) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, account);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + view + " LIMIT 3")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int column = 1; column <= columns; column++) {
          rows.getObject(column);
          rows.getString(column);
        }
      }
    }
  }

  private static void parameters(String url, Properties account) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, account);
        PreparedStatement statement = connection.prepareStatement("SELECT count() FROM cpu WHERE host = ?")) {
      statement.setString(1, "none'; DROP TABLE x");
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        if (rows.getLong(1) != 0) {
          throw new IllegalStateException("expected 0, got " + rows.getLong(1));
        }
      }
    }
  }

  private static void maxRows(String url, Properties account) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, account);
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(5);
      try (ResultSet rows = statement.executeQuery("SELECT number FROM numbers(9)")) {
        int count = 0;
        while (rows.next()) {
          count += 1;
        }
        if (count != 5) {
          throw new IllegalStateException("expected 5 rows, got " + count);
        }
      }
    }
  }

  /** As tools with a tree of tables (DBeaver, DataGrip) ask. */
  private static void metadata(String url, Properties account) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, account);
        ResultSet tables = connection.getMetaData().getTables(null, "hostwire", "cpu", null);
        ResultSet columns = connection.getMetaData().getColumns(null, "hostwire", "cpu", "ts")) {
      if (!tables.next() || !columns.next()) {
        throw new IllegalStateException("the view cpu was not found");
      }
    }
  }

  private static void changeRefused(String url, Properties account) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, account);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (x Int8) ENGINE = Memory");
    } catch (SQLException expected) {
      return;
    }
    throw new IllegalStateException("was not refused");
  }
}
