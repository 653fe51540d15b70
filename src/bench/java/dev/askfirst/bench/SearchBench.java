package dev.askfirst.bench;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How long searches and statistics take over many decisions, one filter at a time, and how the database goes about it: run
 * by {@code BENCH=SearchBench ./askfirst bench -Dbench.rows=10000000}.
 */
public final class SearchBench {

    private static final long ROWS = Long.getLong("bench.rows", 2_000_000);
    private static final int ASKED = 40;
    private static final List<String> OPTIONS = List.of(
            "-Xmx512m", "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow");

    private static final String PEOPLE = """
            insert into contact_point (contact_key, key_version, point_id, person_id, scheme, verified, added_at, shard, home)
            select md5('key' || n)::uuid, 1, md5('point' || n)::uuid,
                ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'mailto', false, now(), 0, 0
            from generate_series(0, 999) n""";

    private final Service service;
    private final Connection owner;
    private final String token;
    private final Instant end = Instant.now().minus(5, ChronoUnit.MINUTES);
    private final Instant start = end.minus(20, ChronoUnit.DAYS);

    private SearchBench(Service service, Connection owner) {
        this.service = service;
        this.owner = owner;
        this.token = LocalTokens.issue(
                service.data().resolve("keys"), "compliance", Optional.empty(), Optional.empty(), Duration.ofHours(4));
    }

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "search");
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        try (var service = Service.start(jar, work.resolve("data"), 18082, OPTIONS);
                var owner = owner(service.data())) {
            var bench = new SearchBench(service, owner);
            bench.fill();
            bench.awaitCounts();
            bench.searches().forEach(bench::measure);
            bench.explain();
        }
    }

    static Connection owner(Path data) throws IOException, SQLException {
        try (var files = Files.walk(data)) {
            var file = files.filter(it -> it.endsWith("database.properties"))
                    .findFirst()
                    .orElseThrow();
            var passwords = new Properties();
            passwords.load(Files.newBufferedReader(file));
            var port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .get(3)
                    .strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/askfirst",
                    LocalRoles.OWNER,
                    passwords.getProperty(LocalRoles.OWNER));
        }
    }

    private void fill() throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(PEOPLE);
        }
        Past.fill(owner, ROWS, start, end);
    }

    private void awaitCounts() throws SQLException, InterruptedException {
        var started = System.nanoTime();
        for (var i = 0; i < 1800; i++) {
            try (var statement = owner.createStatement()) {
                var row = statement.executeQuery("select coalesce(sum(n), 0) from decision_hour");
                row.next();
                if (row.getLong(1) >= ROWS) break;
            }
            Thread.sleep(1000);
        }
        say("counted behind the record after %.0f s", (System.nanoTime() - started) / 1e9);
    }

    private Map<String, String> searches() {
        var entries = "/v1/audit/entries?";
        var all = new LinkedHashMap<String, String>();
        all.put("newest", entries);
        all.put("a time range", entries + "from=%1$s&to=%2$s");
        all.put("decisions of a time range", entries + "kind=decision&from=%1$s&to=%2$s");
        all.put("outcome deny", entries + "kind=decision&outcome=deny&to=%2$s");
        all.put("a frequent reason", entries + "reason=consent_withdrawn&to=%2$s");
        all.put("a rare reason", entries + "reason=no_opening&to=%2$s");
        all.put("a reason that never came", entries + "reason=cap_reached&to=%2$s");
        all.put("a frequent sender", entries + "sender=globex-mailer&to=%2$s");
        all.put("a rare sender", entries + "kind=decision&sender=acme-dialler&to=%2$s");
        all.put("two filters that never meet", entries + "kind=decision&sender=acme-dialler&outcome=defer&to=%2$s");
        all.put("a person", entries + "person=%3$s");
        all.put("a person's denies", entries + "person=%3$s&kind=decision&outcome=deny");
        all.put("100 years, nobody", entries + "from=1950-01-01T00:00:00Z&to=2050-01-01T00:00:00Z&sender=nobody");
        for (var by : List.of("outcome", "reason", "sender", "topic", "channel", "day"))
            all.put("statistics by " + by, "/v1/audit/statistics?by=" + by + "&from=" + start + "&to=%2$s");
        return all;
    }

    private void measure(String name, String path) {
        var times = new double[ASKED];
        var found = 0;
        var partly = 0;
        try (var client = HttpClient.newHttpClient()) {
            for (var i = -3; i < ASKED; i++) {
                var to = end.minus(Math.floorMod(i * 37, 19), ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
                var person = "01900000-0000-7000-8000-%012x".formatted(Math.floorMod(i * 31, 1000));
                var asked = path.formatted(to.minus(1, ChronoUnit.HOURS), to, person);
                var began = System.nanoTime();
                var reply = Json.MAPPER.readTree(get(client, asked));
                if (i < 0) continue;
                times[i] = (System.nanoTime() - began) / 1e6;
                found += reply.path("entries").size() + reply.path("rows").size();
                if (reply.has("next") && reply.path("entries").size() < 50) partly++;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Arrays.sort(times);
        say(
                "| %s | %.0f | %.0f | %.0f | %.1f | %d of %d |",
                name,
                times[ASKED / 2],
                times[ASKED * 95 / 100],
                times[ASKED - 1],
                (double) found / ASKED,
                partly,
                ASKED);
    }

    private String get(HttpClient client, String path) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            var reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) throw new IOException(reply.statusCode() + " " + reply.body());
            return reply.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void explain() throws SQLException {
        explain("a piece of a search by sender", """
                select id, strpos(template, '"sender":"acme-dialler"') > 0 from decision_entry
                where page_id < first_uuid_of(now()) and page_id >= first_uuid_of('2020-01-01')
                order by page_id desc, slot desc limit 16000""");
        explain("a person's decisions", """
                select id from decisions_about(array[md5('point7')::uuid], null, null) order by id desc limit 51""");
        explain("the newest hour with a rare sender", """
                select hour from decision_hour where hour <= now() and hour > now() - interval '30 days'
                    and sender = 'acme-dialler' order by hour desc limit 1""");
        explain("statistics by sender", """
                select sender, outcome, sum(n) from decision_hour
                where hour >= now() - interval '20 days' and hour < now() group by 1, 2""");
    }

    private void explain(String what, String sql) throws SQLException {
        say("%n%s", what);
        try (var statement = owner.createStatement()) {
            var row = statement.executeQuery("explain (analyze, buffers, costs off) " + sql);
            while (row.next()) say("    %s", row.getString(1));
        }
    }

    private static void say(String text, Object... values) {
        System.out.println(text.formatted(values));
    }
}
