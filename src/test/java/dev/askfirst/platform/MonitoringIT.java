package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The dashboard and the alert rules before a real Prometheus that scrapes the service as it stands in production: every query
 * finds something, and a fault that is really made raises its alarm. And what else operators see: traces and the log.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {

    private static final Pattern METRIC =
            Pattern.compile("\\b((?:askfirst|jvm|process|node|kubelet)_\\w+|up)(\\{[^}]*})?");

    /** What a cluster has and this machine has not. */
    private static final String ELSEWHERE = "kubelet_";

    private static Monitored at;

    @BeforeAll
    static void itIsScraped() throws Exception {
        at = new Monitored();
    }

    @AfterAll
    static void itEnds() {
        if (at != null) at.close();
    }

    @Test
    @Order(1)
    void prometheusTakesTheRules() throws IOException {
        var file = RunningService.freshFolder("monitoring-rules").resolve("rules.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, new YAMLMapper().writeValueAsString(Runbook.spec()));
        assertEquals("", Prometheus.wrongWith(file));
    }

    @Test
    @Order(2)
    void everyPanelShowsSomething() throws IOException {
        var empty = Runbook.queries("").stream()
                .filter(it -> at.prometheus.query(it).isEmpty())
                .toList();
        assertEquals(List.of(), empty);
    }

    /** No alarm is raised while all is well; whatever it would be raised by is there. */
    @Test
    @Order(3)
    void everyAlarmLooksAtWhatIsThere() throws IOException {
        var missing = new TreeSet<String>();
        for (var rule : Runbook.rules(Runbook.spec()).toList()) {
            at.prometheus.query(rule.path("expr").asText());
            METRIC.matcher(rule.path("expr").asText()).results().forEach(it -> {
                if (!it.group().startsWith(ELSEWHERE)
                        && at.prometheus.query(it.group()).isEmpty()) missing.add(it.group());
            });
        }
        assertEquals(new TreeSet<>(), missing);
        for (var alert : List.of("AskfirstCommitsStuck", "AskfirstIdentityProviderAway", "AskfirstWebhookReceiverDead"))
            assertFalse(at.prometheus.raised(alert), alert);
    }

    /** By a caller whose own trace it belongs to, on either way through the service; nobody else's request is traced. */
    @Test
    @Order(3)
    void aQuestionsTraceShowsWhatItWaitedFor() {
        var token = at.token();
        at.send("POST", "/v1/decisions", token, Monitored.question(1));
        // Of these the second is left to the REST layer.
        for (var accept : List.of("*/*", "application/*")) {
            var trace = UUID.randomUUID().toString().replace("-", "");
            var parent = "00-" + trace + "-b7ad6b7169203331-01";
            at.send("POST", "/v1/decisions", token, Monitored.question(1), "traceparent", parent, "Accept", accept);
            Await.until(
                    "all its spans are there",
                    Monitored.LONG,
                    () -> at.spans.of(trace).size() >= 5);
            var all = at.spans.of(trace);
            var request = all.stream()
                    .filter(it -> it.name().equals("POST /v1/decisions"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("b7ad6b7169203331", request.parent());
            assertEquals(
                    Set.of("http.request.method", "http.route", "http.response.status_code"),
                    request.attributes().keySet());
            var last = request.start();
            for (var step : List.of("queue", "gather", "decide", "commit")) {
                var span = all.stream()
                        .filter(it -> it.name().equals(step))
                        .findFirst()
                        .orElseThrow();
                assertEquals(request.id(), span.parent());
                assertTrue(span.start() >= last && span.end() >= span.start(), () -> all.toString());
                last = span.start();
            }
        }
        assertTrue(at.spans.all().stream().noneMatch(it -> it.toString().contains("monitored")), "addresses in spans");
    }

    @Test
    @Order(3)
    void theLogIsJsonAndHasNoTokens() throws IOException {
        var token = UUID.randomUUID().toString();
        at.send("GET", "/u/" + token + "?x=" + token, at.token(), "", "X-Request-ID", "asked-by-a-test");
        var wanted = "GET /u/{token} 404";
        Await.until("it is logged", Monitored.LONG, () -> at.service.log().contains(wanted));
        for (var line :
                at.service.log().lines().filter(it -> it.startsWith("{")).toList()) Json.MAPPER.readTree(line);
        var line = at.service
                .log()
                .lines()
                .filter(it -> it.contains(wanted))
                .findFirst()
                .orElseThrow();
        assertTrue(Json.MAPPER.readTree(line).path("message").asText().endsWith("request asked-by-a-test"), line);
        assertFalse(at.service.log().contains(token), "a token is in the log");
    }

    @Test
    @Order(4)
    void aDeadReceiver() throws Exception {
        at.receiver.answer(_ -> 500);
        at.withdraw();
        at.awaitLeads("AskfirstWebhookReceiverDead", "Failed attempts, by owner", "acme-mailer", it -> it >= 2);
        assertTrue(at.service.log().contains("does not take events: it answers 500"));
        at.receiver.answer(_ -> 204);
    }

    @Test
    @Order(5)
    void anIdentityProviderThatIsAway() throws Exception {
        at.provider.goAway();
        // A key that is not known makes the service look for it.
        var token = at.provider.signWithANewKey(IdentityProvider.claims());
        Await.until(
                "the service looks",
                Monitored.LONG,
                () -> at.send("POST", "/v1/decisions", token, Monitored.question(1), "X-Request-ID", "that-looks")
                        == 503);
        var logged = at.service
                .log()
                .lines()
                .filter(it -> it.contains("keys cannot be had"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "that-looks",
                Json.MAPPER.readTree(logged).path("mdc").path("request").asText(),
                logged);
        at.awaitLeads("AskfirstNotWell", "Checks of /q/health/well", "identity provider", it -> it == 0);
        at.awaitRaised("AskfirstIdentityProviderAway");
        at.provider.comeBack();
        at.awaitOver("AskfirstIdentityProviderAway");
    }

    @Test
    @Order(6)
    void aSenderThatFloods() throws Exception {
        var agency =
                at.provider.sign(IdentityProvider.claims().subject("agency").claim("sender", "agency"));
        var admin = at.provider.sign(IdentityProvider.claims().groups("admin"));
        assertEquals(200, at.send("PUT", "/v1/catalog/senders/agency", admin, """
                {"name": "Agency", "controllers": ["acme", "globex"], "channels": ["email"],
                 "rate": {"quota": 1, "window": "PT1H"}}"""));
        at.send("POST", "/v1/decisions", at.token(), Monitored.question(1));
        var question = Monitored.question(1).replace("}", ", \"controller\": \"acme\"}");
        assertEquals(200, at.send("POST", "/v1/decisions", agency, question));
        Await.until(
                "its zeros are there",
                Monitored.LONG,
                () -> at.prometheus
                                .query("askfirst_questions_unanswered_total{sender=\"agency\"}")
                                .size()
                        > 0);
        var flood = "{\"questions\": [" + String.join(",", Collections.nCopies(1000, question)) + "]}";
        assertEquals(429, at.send("POST", "/v1/decisions/batch", agency, flood));
        at.awaitLeads("AskfirstSenderFlooding", "Refused for their number, by sender", "agency", it -> it > 1);
    }

    @Test
    @Order(7)
    void aStandbyThatHangs() throws Exception {
        at.database.freezeStandby();
        try {
            at.awaitLeads("AskfirstCommitsStuck", "Why commits fail", "reason", it -> it == 1);
        } finally {
            at.database.thawStandby();
        }
        at.awaitOver("AskfirstCommitsStuck");
    }

    @Test
    @Order(8)
    void sealingThatIsBehind() throws Exception {
        try (var blocker = at.database.asSuperuser()) {
            blocker.setAutoCommit(false);
            Monitored.run(blocker, "lock table sealer in exclusive mode");
            at.withdraw();
            at.awaitLeads("AskfirstSealingBehind", "Pages that wait", "", it -> it > 0);
        }
        at.awaitOver("AskfirstSealingBehind");
    }

    @Test
    @Order(9)
    void aKeyThatThisInstanceLacks() throws Exception {
        try (var superuser = at.database.asSuperuser()) {
            Monitored.run(superuser, "update key_use set live = live || 4711 where purpose = 'contact'");
            at.awaitLeads("AskfirstKeyMissing", "Keys that an instance lacks", "contact", it -> it == 1);
            Monitored.run(superuser, "update key_use set live = array_remove(live, 4711) where purpose = 'contact'");
        }
        at.awaitOver("AskfirstKeyMissing");
    }

    @Test
    @Order(10)
    void retentionThatIsStuck() throws Exception {
        try (var superuser = at.database.asSuperuser()) {
            Monitored.run(superuser, "alter role askfirst_retention nologin");
            Monitored.run(
                    superuser,
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'askfirst_retention'");
            at.awaitLeads("AskfirstRetentionStuck", "Jobs of retention that fail", "", it -> it > 0);
            Monitored.run(superuser, "alter role askfirst_retention login");
        }
        at.awaitOver("AskfirstRetentionStuck");
    }

    @Test
    @Order(11)
    void aDiskThatFills() {
        var disk = RunningService.freshFolder("monitoring-disk");
        Monitored.sh("mkdir -p %1$s && mount -t tmpfs -o size=4m tmpfs %1$s".formatted(disk));
        try {
            Monitored.sh("head -c 3900k /dev/zero > %s/filler".formatted(disk));
            at.awaitRaised("AskfirstDiskFilling");
        } finally {
            Monitored.sh("umount " + disk);
        }
    }
}
