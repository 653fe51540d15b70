package dev.askfirst.platform.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * The primary as far as this process knows: the one with the highest timeline that it has seen. No connection leads to
 * another one. What it does not know is a primary that it has never reached.
 */
final class Primary {

    /** Why a connection is not used. */
    enum Refusal {
        STANDBY,
        OLD_PRIMARY,
        OTHER_CLUSTER
    }

    private static final Logger LOG = Logger.getLogger(Primary.class);

    /** Read-only; the server rejected the connection. */
    private static final Map<Refusal, String> STATES =
            Map.of(Refusal.STANDBY, "25006", Refusal.OLD_PRIMARY, "08004", Refusal.OTHER_CLUSTER, "08004");

    /** The one primary that all connections of this process lead to. */
    static final Primary OF_THIS_PROCESS = new Primary();

    private final Map<Connection, Long> open = new WeakHashMap<>();
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    private final Map<String, String> told = new HashMap<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private Optional<String> system = Optional.empty();
    private Optional<String> address = Optional.empty();
    private long timeline;

    /** Takes a new connection to the server at an address in, or closes it and throws. */
    void admit(Connection connection, DatabaseServer server, String at) throws SQLException {
        var refusal = judge(connection, server, at);
        if (refusal.isEmpty()) return;
        connection.close();
        throw new SQLException(tell(refusal.get(), server, at), STATES.get(refusal.get()));
    }

    /** Learns of the server at an address, whether or not a connection to it is wanted; true if it is a primary. */
    boolean heard(DatabaseServer server, String at) {
        if (server.isStandby() || isOther(server)) return false;
        learn(server, at);
        return true;
    }

    /** Addresses in the order in which they are tried: where the primary was last comes first. */
    synchronized List<String> inOrder(List<String> addresses) {
        var order = new ArrayList<>(addresses);
        address.filter(order::remove).ifPresent(order::addFirst);
        return order;
    }

    /** To be called each time that another primary has taken over. */
    void follow(Runnable follower) {
        followers.add(follower);
    }

    synchronized long timeline() {
        return timeline;
    }

    synchronized long refused(Refusal why) {
        return refused.getOrDefault(why, 0L);
    }

    private Optional<Refusal> judge(Connection connection, DatabaseServer server, String at) {
        if (server.isStandby()) return Optional.of(Refusal.STANDBY);
        if (isOther(server)) return Optional.of(Refusal.OTHER_CLUSTER);
        learn(server, at);
        synchronized (this) {
            if (server.timeline() < timeline) return Optional.of(Refusal.OLD_PRIMARY);
            open.put(connection, server.timeline());
            address = Optional.of(at);
            told.remove(at);
            return Optional.empty();
        }
    }

    private synchronized boolean isOther(DatabaseServer server) {
        return system.filter(known -> !known.equals(server.system())).isPresent();
    }

    /** A higher timeline ends every connection to the primary before it, at once: what it is in the middle of, too. */
    private void learn(DatabaseServer server, String at) {
        var old = new ArrayList<Connection>();
        long before;
        synchronized (this) {
            system = Optional.of(server.system());
            before = timeline;
            if (server.timeline() <= before) return;
            timeline = server.timeline();
            address = Optional.of(at);
            open.forEach((connection, its) -> {
                if (its < timeline) old.add(connection);
            });
            open.keySet().removeAll(old);
        }
        if (before == 0) return;
        old.forEach(Primary::cut);
        LOG.warnf(
                "another primary has taken over (timeline %d after %d): connections to the one before are cut",
                server.timeline(), before);
        followers.forEach(Runnable::run);
    }

    private static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debugf("a connection to the primary before cannot be cut: %s", e.getMessage());
        }
    }

    private synchronized String tell(Refusal refusal, DatabaseServer server, String at) {
        refused.merge(refusal, 1L, Long::sum);
        var why = "%s is not written to: %s"
                .formatted(
                        DatabaseAddress.host(at),
                        switch (refusal) {
                            case STANDBY -> "it is a standby";
                            case OLD_PRIMARY ->
                                "it is on timeline %d, and a primary on timeline %d has taken over"
                                        .formatted(server.timeline(), timeline);
                            case OTHER_CLUSTER ->
                                "it belongs to another cluster (system identifier %s, not %s)"
                                        .formatted(server.system(), system.orElse(""));
                        });
        if (!why.equals(told.put(at, why))) LOG.warn(why);
        return why;
    }
}
