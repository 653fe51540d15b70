package dev.askfirst.platform.postgres;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The one place that tells outages from bugs. A database that is unreachable, full, busy or too slow will recover, and
 * is answered with {@code undecided}; anything else is a bug of the service.
 */
public final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    /** Connection, resources, operator, input and output, lost races, and a role that may not enter (for now). */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58", "40", "28");

    /** Lock timeout, a key that this instance lacks, read-only database, transactions that were open for too long. */
    private static final Set<String> STATES = Set.of("55P03", "55000", "25006", "25P03", "25P04");

    private Outage() {}

    /** The exception for a request whose database work failed: {@code undecided} for an outage, else a bug. */
    public static RuntimeException undecided(String detail, Throwable failure) {
        var outage = in(failure);
        if (outage.isEmpty()) return new IllegalStateException(detail, failure);
        LOG.warnf("%s: %s %s", detail, outage.get().getSQLState(), outage.get().getMessage());
        return Fault.of(ProblemCode.UNDECIDED, detail).because(failure);
    }

    /**
     * Whether it is an outage, which passes by itself. An exception without a state comes from the connection pool, not
     * from the database.
     */
    public static boolean is(SQLException e) {
        var state = e.getSQLState();
        return state == null || state.length() < 2 || CLASSES.contains(state.substring(0, 2)) || STATES.contains(state);
    }

    /** The outage behind a failure, however deep; empty if it is a bug. */
    public static Optional<SQLException> in(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst()
                .filter(Outage::is);
    }
}
