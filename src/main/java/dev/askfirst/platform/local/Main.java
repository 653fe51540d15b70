package dev.askfirst.platform.local;

import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.schema.Migration;
import io.netty.channel.unix.Errors.NativeIoException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.util.PSQLException;

/**
 * Starts the service; one that is given a data folder makes keys and runs a PostgreSQL of its own in it. With the argument
 * {@code migrate} it migrates the database in its place, and with {@code erasures apply FILE} it makes up for the erasures of
 * that list.
 */
@QuarkusMain
public final class Main {

    private static final int STOP_SECONDS = 60;
    private static final String RAISED = "P0001";
    private static final List<String> ERASURES = List.of("erasures", "apply");

    private Main() {}

    public static void main(String... arguments) {
        // Not asked of the profile: dev mode does not know it yet.
        var data = System.getProperty("askfirst.data");
        try {
            var words = List.of(arguments);
            if (words.size() == 3 && words.subList(0, 2).equals(ERASURES)) onlyErasures(words.getLast());
            if (words.equals(List.of(Migration.ARGUMENT))) new Migration(ConfigProvider.getConfig()).run(System.out);
            else if (data == null) runInProduction(arguments);
            else runLocally(Path.of(data), arguments);
        } catch (StartRefused refused) {
            System.err.println("askfirst: " + refused.getMessage());
            System.exit(1);
        }
    }

    /** A start that nobody can call, which ends once the list is applied: starting applies it. */
    private static void onlyErasures(String list) {
        System.setProperty("askfirst.erasures.list", list);
        System.setProperty(Ready.START_ONLY, "true");
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
        System.setProperty("askfirst.management.port", "");
    }

    private static void runInProduction(String... arguments) {
        ProductionCheck.settings(ConfigProvider.getConfig());
        Quarkus.run(Ready.class, arguments);
    }

    private static void runLocally(Path data, String... arguments) {
        var stopped = new CountDownLatch(1);
        try (var folder = DataFolder.hold(data)) {
            // The JVM must not halt before the database has stopped: it waits for the end of this method.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> await(stopped)));
            LocalSetup.keys(folder);
            try (var postgres = LocalPostgres.start(folder)) {
                LocalSetup.settings(folder, postgres).forEach(System::setProperty);
                System.setProperty("quarkus.flyway.migrate-at-start", "true");
                var failure = new AtomicReference<Throwable>();
                Quarkus.run(Ready.class, (_, thrown) -> failure.set(thrown), arguments);
                // Dev mode tells of it on its page, and tries again when the code has changed.
                if (failure.get() != null && LaunchMode.current() == LaunchMode.NORMAL) throw stopped(failure.get());
            }
        } finally {
            stopped.countDown();
        }
    }

    private static StartRefused stopped(Throwable failure) {
        var causes =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        if (causes.stream().anyMatch(NativeIoException.class::isInstance)) return new StartRefused(cannotListen());
        // What a migration says itself is meant for whoever starts the service.
        var said = causes.stream()
                .filter(it -> it instanceof PSQLException sql && RAISED.equals(sql.getSQLState()))
                .map(it -> ((PSQLException) it).getServerErrorMessage().getMessage())
                .findFirst();
        return new StartRefused(said.orElseGet(
                () -> causes.stream().map(Throwable::getMessage).collect(Collectors.joining(": ", "stopped: ", ""))));
    }

    /** Without epoll Quarkus says so itself. */
    private static String cannotListen() {
        return "stopped: cannot listen on port %s: another program does, or it is not allowed"
                .formatted(ConfigProvider.getConfig().getValue("quarkus.http.port", String.class));
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
