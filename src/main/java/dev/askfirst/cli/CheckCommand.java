package dev.askfirst.cli;

import dev.askfirst.audit.Difference;
import dev.askfirst.check.Check;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.local.LocalDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs all inspections of the record, whether the service is running or not. Changes nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Compares everything that is stored with what the record says, and tells the first difference.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is whole", "1:there is a difference", "2:the database could not be read"})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private DataOption data;

    @Option(
            names = "--url",
            defaultValue = "${env:QUARKUS_DATASOURCE_JDBC_URL}",
            description = "A database elsewhere, as jdbc:postgresql://…, in place of the data folder's. Its role and "
                    + "password are taken from QUARKUS_DATASOURCE_USERNAME and _PASSWORD.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--keys",
            defaultValue = "${env:ASKFIRST_KEYS}",
            description =
                    "With --url: the folder of the keys. Without it the ids that senders know people by are not compared.")
    private Optional<Path> keys = Optional.empty();

    @Override
    public Integer call() throws Exception {
        try {
            var address = url.filter(it -> !it.isBlank());
            return address.isPresent() ? elsewhere(address.get()) : here();
        } catch (SQLException e) {
            throw new StartRefused("the database cannot be read: " + e.getMessage());
        }
    }

    private int here() throws Exception {
        try (var database = LocalDatabase.reach(data.folder());
                var connection = database.connect()) {
            return tell(connection, Optional.of(database.keys()));
        }
    }

    private int elsewhere(String address) throws SQLException {
        var login = new Properties();
        environment("QUARKUS_DATASOURCE_USERNAME").ifPresent(it -> login.setProperty("user", it));
        environment("QUARKUS_DATASOURCE_PASSWORD").ifPresent(it -> login.setProperty("password", it));
        try (var connection = DriverManager.getConnection(address, login)) {
            return tell(connection, keys.filter(it -> !it.toString().isBlank()));
        }
    }

    private int tell(Connection connection, Optional<Path> folder) throws SQLException {
        var difference = first(connection, new Check(folder.map(PairwiseIds::of)));
        if (folder.isEmpty())
            System.err.println("without --keys, the ids that senders know people by were not compared");
        System.out.println(difference.map(it -> "different: " + it).orElse("whole"));
        return difference.isPresent() ? 1 : 0;
    }

    /** Compares everything in one snapshot. */
    private static Optional<Difference> first(Connection connection, Check check) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (var bars = new InspectionBars()) {
            return check.first(connection, bars);
        } finally {
            connection.rollback();
        }
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
