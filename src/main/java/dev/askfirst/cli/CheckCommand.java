package dev.askfirst.cli;

import dev.askfirst.audit.Difference;
import dev.askfirst.check.Check;
import dev.askfirst.person.key.PairwiseIds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
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

    /** Shows on standard error what is compared, and how many rows were. */
    private static final class InspectionBars implements Check.Progress, AutoCloseable {

        private Optional<Bar> current = Optional.empty();

        @Override
        public void begins(String about) {
            close();
            current = Optional.of(Bar.of(about, -1, " rows"));
        }

        @Override
        public void row() {
            current.orElseThrow().step();
        }

        @Override
        public void close() {
            current.ifPresent(Bar::close);
        }
    }

    @Mixin
    private DatabaseOption database;

    @Option(
            names = "--keys",
            defaultValue = "${env:ASKFIRST_KEYS}",
            description =
                    "With --url: the folder of the keys. Without it the ids that senders know people by are not compared.")
    private Optional<Path> keys = Optional.empty();

    @Override
    public Integer call() throws Exception {
        return database.read((connection, beside) -> tell(
                connection, beside.or(() -> keys.filter(it -> !it.toString().isBlank()))));
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
}
