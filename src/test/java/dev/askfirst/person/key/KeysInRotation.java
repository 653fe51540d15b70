package dev.askfirst.person.key;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.person.Rotation;
import dev.askfirst.person.usage.UsageTidying;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.KeysetFile.State;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** People and suppressions under keys that are being rotated; each test begins with one key. */
abstract class KeysInRotation {

    static final Duration LONG = Duration.ofSeconds(60);
    static final String OLD = "key_version <> (select live[1] from key_use where purpose = 'contact')";

    static final String OLD_WRAP =
            "substring(%s from 2 for 4) <> int4send((select live[1] from key_use where purpose = 'service'))";

    @Inject
    Rotation rotation;

    @Inject
    Vault vault;

    @Inject
    DemoCatalog catalog;

    @Inject
    UsageTidying usageTidying;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    /** Addresses with what is to be recorded of every question about them. */
    final Map<String, String> due = new ConcurrentHashMap<>();

    /** Those who said yes, with their id. */
    final Map<String, String> people = new ConcurrentHashMap<>();

    /** Of all tests here: a key can only be given up once all these are known under another. */
    static final Set<String> SUPPRESSED = ConcurrentHashMap.newKeySet();

    /** The same, of which only hashes are on a list. */
    static final Set<String> LISTED = ConcurrentHashMap.newKeySet();

    /** Questions asked at once. */
    private static final int BATCH = 500;

    @AfterEach
    void theNextTestStartsWithOneKey() {
        for (var version : rotation.file(KeyName.contact).versions()) {
            if (version.state() == State.enabled) giveUpContact(version.number());
        }
    }

    static ValidatableResponse order(String contact) {
        return ask("acme-mailer", """
                {"to": "%s", "channel": "email", "topic": "orders"}""".formatted(contact)).then();
    }

    /** What was lifted moves along too, so that its key can be given up. */
    void liftAndOrderAgain(String number) {
        var id = sender("acme-texter")
                .body("{\"contact\": \"%s\"}".formatted(number))
                .post("/v1/suppressions/lookup")
                .<String>path("suppressions[0].id");
        staff(Caller.ADMIN)
                .body("{\"reason\": \"test\"}")
                .delete("/v1/suppressions/" + id)
                .then()
                .statusCode(200);
        assertEquals("deny consent_unknown", recordedBySms(number));
        rotation.rotate(KeyName.contact);
        importHash(HexFormat.of().formatHex(Sha256.of("442079460230"))).body(containsString("\"created\":1"));
        assertEquals("deny suppressed consent_unknown", recordedBySms(number));
    }

    int rotateAndMove() {
        var old = rotation.rotate(KeyName.service);
        for (var wrapped : Wrapped.ALL) rotation.awaitMoved(wrapped.table(), OLD_WRAP.formatted(wrapped.column()));
        return old;
    }

    static boolean failed(List<CompletableFuture<Void>> load) {
        return load.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
    }

    /** One client: people say yes, and no; addresses are suppressed, known or not; each is asked about at once. */
    void act(int client, AtomicBoolean over) {
        for (var i = client; !over.get(); i++) {
            var contact = Acts.newcomer();
            switch (i % 3) {
                case 0 -> {
                    suppress(List.of(contact));
                    expect(contact, "deny suppressed consent_unknown");
                }
                case 1 -> {
                    granted(contact);
                    Acts.withdraw(contact, "offers").then().statusCode(201);
                    expect(contact, "deny consent_withdrawn");
                }
                default -> {
                    people.put(contact, granted(contact));
                    suppress(List.of(contact));
                    expect(contact, "deny suppressed");
                }
            }
        }
    }

    void expect(String contact, String wanted) {
        assertEquals(wanted, recorded(contact), contact);
        due.put(contact, wanted);
    }

    /** The lists come in once more: what stood under the old key alone then stands under the new one. */
    void giveUpContact(int version) {
        suppress(List.copyOf(SUPPRESSED));
        LISTED.forEach(KeysInRotation::importHash);
        suppressDemoAgain();
        rotation.giveUp(KeyName.contact, version);
    }

    long suppressionsUnder(int version) {
        return database.count("select count(*) from suppression where key_version = ?", version);
    }

    void suppress(List<String> contacts) {
        if (contacts.isEmpty()) return;
        suppressLines(contacts.stream()
                .map("{\"contact\":\"%s\",\"reason\":\"legal\",\"at\":\"2026-01-01T00:00:00Z\"}\n"::formatted)
                .collect(Collectors.joining()));
        SUPPRESSED.addAll(contacts);
    }

    static ValidatableResponse importHash(String hash) {
        LISTED.add(hash);
        return sender("acme-texter")
                .queryParam("kind", "suppressions")
                .queryParam("hash", "sha256")
                .queryParam("form", "e164-without-plus")
                .queryParam("reason", "do_not_call")
                .queryParam("at", "2026-01-01T00:00:00Z")
                .contentType("text/csv")
                .body("contact\n" + hash)
                .post("/v1/imports")
                .then()
                .statusCode(200);
    }

    String recordedBySms(String number) {
        return recorded(ask("acme-texter", """
                {"to": "%s", "channel": "sms", "topic": "offers"}""".formatted(number)));
    }

    static void suppressDemoAgain() {
        try (var file = KeysInRotation.class.getResourceAsStream("/demo/suppressions.ndjson")) {
            suppressLines(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void suppressLines(String lines) {
        var answer = staff(Caller.ADMIN)
                .queryParam("kind", "suppressions")
                .contentType("application/x-ndjson")
                .body(lines)
                .post("/v1/imports");
        answer.then().statusCode(200).body(not(containsString("\"status\":\"rejected\"")));
    }

    static String granted(String contact) {
        var answer = Acts.grant(contact, "offers");
        assertEquals(2, answer.statusCode() / 100, answer::asString);
        return answer.jsonPath().getString("person");
    }

    /** The outcome of a question and every reason, the ones that are cut from the answer too. */
    String recorded(String contact) {
        return recorded(ask("acme-mailer", about(contact)));
    }

    /** The same of many, asked in batches. */
    Map<String, String> recorded(Collection<String> contacts) {
        var found = new HashMap<String, String>();
        var all = List.copyOf(contacts);
        for (var from = 0; from < all.size(); from += BATCH) {
            var some = all.subList(from, Math.min(all.size(), from + BATCH));
            var questions = some.stream().map(Questions::about).collect(Collectors.joining(","));
            var ids = sender("acme-mailer")
                    .body("{\"questions\": [" + questions + "]}")
                    .post("/v1/decisions/batch")
                    .then()
                    .statusCode(200)
                    .extract()
                    .<List<String>>path("decisions.id");
            for (var i = 0; i < some.size(); i++) found.put(some.get(i), outcome(UUID.fromString(ids.get(i))));
        }
        return found;
    }

    String recorded(Response answer) {
        answer.then().statusCode(200);
        return outcome(UUID.fromString(answer.jsonPath().getString("id")));
    }

    private String outcome(UUID decision) {
        return database.value("""
                        select trim(outcome || ' ' || array_to_string(reasons, ' ')) from decision
                        where page_id = page_of(?) and id = ?""", decision, decision).orElseThrow();
    }

    static double metric(String name) {
        var text = RestAssured.get("/q/metrics").asString();
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1.0);
    }
}
