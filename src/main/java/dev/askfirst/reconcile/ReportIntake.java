package dev.askfirst.reconcile;

import dev.askfirst.consent.imports.ImportColumns;
import dev.askfirst.consent.imports.ImportFile;
import dev.askfirst.consent.imports.ImportRows;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes a delivery report from somebody who sees at once whether anything can be made of it; else nothing is kept of it. */
@ApplicationScoped
public class ReportIntake {

    /** What is wrong with a row. */
    public record Wrong(long line, String why) {}

    /**
     * What a file is like, before anything of it is recorded.
     *
     * @param rows how many there are
     * @param rejected of how many nothing can be made
     * @param wrong the first of these
     */
    public record Looked(long rows, long rejected, List<Wrong> wrong) {

        /** Whether nothing can be made of any row. */
        public boolean isNonsense() {
            return rows > 0 && rejected == rows;
        }
    }

    private static final int MOST_SHOWN = 20;

    /** Other columns do not matter: reports come as senders have them. */
    private static final ImportColumns COLUMNS = new ImportColumns(Set.of("contact", "channel", "at"), Set.of());

    private static final Pattern LINES = Pattern.compile("(?i).*\\.(ndjson|jsonl|json)");

    private final Intake intake;
    private final DataSource dataSource;
    private final Clock clock;
    private final ReconcileConfig config;
    private final long mostBytes;

    ReportIntake(
            Intake intake,
            DataSource dataSource,
            Clock clock,
            ReconcileConfig config,
            @ConfigProperty(name = "askfirst.imports.most-bytes") MemorySize mostBytes) {
        this.intake = intake;
        this.dataSource = dataSource;
        this.clock = clock;
        this.config = config;
        this.mostBytes = mostBytes.asLongValue();
    }

    static ImportRows rows(MediaType mediaType) {
        return ImportRows.of(mediaType, COLUMNS);
    }

    /** Receives a file whose name alone says what is in it: one object a line, or else a table. */
    public ImportFile receive(InputStream body, String name) {
        var subtype = LINES.matcher(name).matches() ? "x-ndjson" : "csv";
        return ImportFile.receive(body, rows(new MediaType("text", subtype)), mostBytes);
    }

    /** Reads a file to its end, a row at a time. One that is no table is a {@link Fault}. */
    public Looked look(ImportFile file) {
        var latest = now().plus(config.tolerance());
        var counts = new long[2];
        var wrong = new ArrayList<Wrong>();
        file.each(row -> {
            counts[0]++;
            try {
                Delivery.read(row, latest);
            } catch (Fault fault) {
                counts[1]++;
                if (wrong.size() < MOST_SHOWN) wrong.add(new Wrong(row.line(), fault.getMessage()));
            }
        });
        return new Looked(counts[0], counts[1], List.copyOf(wrong));
    }

    /** Records the report, to be matched; the id is that of an earlier one if the same was handed in before. */
    public UUID take(Caller by, ReportRequest.CheckedReport about, ImportFile file) {
        return intake.take(by, about, file);
    }

    /** How long the rows of a report are kept, in days. */
    public long daysKept() {
        return config.keep().toDays();
    }

    private Instant now() {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the report could not be read; hand it in again", e);
        }
    }
}
