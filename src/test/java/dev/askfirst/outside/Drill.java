package dev.askfirst.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.local.LocalRoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * What an operator goes through in a few years, in some minutes and under a light load: {@code ./askfirst drill}. It writes a
 * table of times to docs/operations/drill.md; whatever is lost, late or permitted after a no ends it.
 */
class Drill {

    private static final Duration LONG = Duration.ofSeconds(180);
    private static final Path TABLE = Path.of("target", "drill.md");
    private static final Path PAGE = Path.of("docs", "operations", "drill.md");
    private static final String BEGIN = "<!-- drill -->";
    private static final String END = "<!-- end -->";

    /** One thing that is gone through, under load or with nobody there. */
    private interface Step {
        void run() throws Exception;
    }

    private final List<String> rows = new ArrayList<>();
    private Site site;

    @Test
    void everythingIsGoneThrough() throws Exception {
        try (var disk = SmallDisk.mount("drill")) {
            var begun = System.nanoTime();
            site = Site.start("drill", disk.path().resolve("second"));
            try {
                row("start: two databases, migrated, and two instances", begun);
                step("upgrade: the next version's tables under load, one of its instances", this::upgrade);
                step("rolling stop: each instance in turn", this::rollingStop);
                step("failover: the primary is killed, the standby promoted", site::failOver);
                step("the old primary is back, and writes for itself", this::oldPrimary);
                step("disk full, and free again", () -> full(disk));
                for (var name : List.of("service", "contact", "links"))
                    step("key rotation: " + name, () -> rotate(name));
                step("key rotation of the identity provider", this::provider);
                step("restore of the archive, and of an erasure after it", () -> new Restore(site).run());
                whole();
                publish();
            } finally {
                site.close();
            }
        }
    }

    private void step(String name, Step step) throws Exception {
        site.observations().count();
        var begun = System.nanoTime();
        System.err.println("drill: " + name);
        step.run();
        site.served();
        row(name, begun);
    }

    /** Nothing is written down unless everything that anybody was told is on record. */
    private void row(String name, long begun) throws Exception {
        var took = Duration.ofNanos(System.nanoTime() - begun);
        site.nothingIsLost();
        var tally = site.observations().count();
        rows.add("| %s | %s | %s | %d | %d | 0 |"
                .formatted(name, seconds(took), seconds(tally.longest()), tally.served(), tally.undecided()));
        var table = new ArrayList<>(List.of(
                "| step | took until everybody was served, s | longest wait of a caller, s | answered | told to come again (503) | lost |",
                "|---|---:|---:|---:|---:|---:|"));
        table.addAll(rows);
        Files.write(TABLE, table);
    }

    /** Everything that is stored is what the record says. */
    private void whole() {
        var check = Program.run(
                "./askfirst check --keys '%s'".formatted(site.folder().keys()), site.environment());
        assertEquals("whole\n", check.out(), check::errors);
    }

    private static void publish() throws IOException {
        var page = Files.readString(PAGE);
        var from = page.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(
                PAGE, page.substring(0, from) + "\n" + Files.readString(TABLE) + page.substring(page.indexOf(END)));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    private void upgrade() throws Exception {
        var owner = site.primary().roles().password(LocalRoles.OWNER);
        Flyway.configure()
                .dataSource(LocalRoles.url(site.primary().port(), LocalRoles.DATABASE), LocalRoles.OWNER, owner)
                .locations("filesystem:src/main/resources/db/migration", "filesystem:src/test/resources/db/next")
                .placeholders(Map.of("service", LocalRoles.SERVICE, "retention", LocalRoles.RETENTION))
                .load()
                .migrate();
        site.served();
        var next = site.instances().get(2);
        next.start();
        site.ready(next);
    }

    private void rollingStop() {
        var broken = site.observations().broken();
        for (var instance : site.instances()) {
            instance.stop();
            site.served();
            instance.start();
            site.ready(instance);
        }
        assertEquals(broken, site.observations().broken(), "requests that were cut");
    }

    private void oldPrimary() {
        site.oldPrimaryReturns();
        var written = written();
        for (var instance : site.instances()) {
            instance.kill();
            instance.start();
            site.ready(instance);
        }
        site.served();
        assertEquals(written, written(), "what the old primary has written");
        site.first().stop();
    }

    private String written() {
        return site.first().ask("select (select count(*) from page) + (select count(*) from commit_probe)");
    }

    private void full(SmallDisk disk) throws IOException {
        disk.fill();
        try {
            Await.until("it is noticed", LONG, () -> site.observations().undecided() > 5);
        } finally {
            disk.free();
            // As its machine would do, if it gave up.
            site.primary().ensureStarted();
        }
    }

    /** A new key is added, new rows are filed under it, and those under the old one are moved. */
    private void rotate(String name) {
        keys("add " + name);
        // Nothing is filed under the key of links.
        var old = name.equals("links") ? "" : current(name);
        keys("promote " + name);
        if (old.isEmpty()) return;
        Await.until("it is the current one", LONG, () -> !current(name).equals(old));
        var left = name.equals("contact")
                ? "select count(*) from contact_point where key_version = " + old
                : "select count(*) from person where substring(data_key from 2 for 4) = int4send(%s)".formatted(old);
        Await.until(
                "nothing stands under the old key",
                LONG,
                () -> site.primary().ask(left).equals("0"));
    }

    private String current(String name) {
        return site.primary().ask("select live[1] from key_use where purpose = '%s'".formatted(name));
    }

    private void keys(String arguments) {
        var ended = Program.run(
                "./askfirst keys %s --data '%s'"
                        .formatted(arguments, site.folder().path()),
                Map.of());
        assertEquals(0, ended.exit(), ended::errors);
    }

    private void provider() {
        site.provider().rotate("2027-01");
        site.served();
        site.traffic().signIn();
        site.served();
        site.provider().forgetOldKeys();
    }
}
