package dev.askfirst.consent;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.consent.Suppressing.lookup;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.ask;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of plain hashes, as vendors deliver them, suppress the addresses that were hashed, and keep none of them. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class HashListTest {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String LIST = "kind=suppressions&hash=sha256&reason=do_not_call&at=2024-01-01T00:00:00Z&form=";

    @Inject
    Database database;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # form              | hashed                   | the address asked about         | channel
        email-lower         | ana.hash@list.example    | mailto:Ana.Hash@List.example    | email
        email-lower         | bo@xn--bcher-kva.example | mailto:bo@Bücher.example        | email
        e164                | +442079460201            | tel:+44 20 7946 0201            | sms
        e164-without-plus   | 442079460202             | tel:+44-20-7946-0202            | sms
        """)
    void anAddressWhoseHashIsListedIsSuppressed(String form, String hashed, String contact, String channel) {
        var query = LIST + form;
        assertEquals("2 created", imported(query, "contact\n" + hash(hashed)).getFirst());
        assertEquals(
                "2 unchanged",
                imported(query, "hash\n" + hash(hashed).toUpperCase(Locale.ROOT))
                        .getFirst());
        var ndjson = "{\"contact\":\"%s\"}".formatted(hash(hashed));
        assertEquals(
                "1 unchanged",
                ImportAnswer.of(caller("admin"), NDJSON, query, ndjson).getFirst());
        assertEquals("deny suppressed consent_unknown", recorded(contact, channel, "offers"));
        lookup("admin", contact).then().statusCode(200).body("suppressions.reason", contains("do_not_call"));
    }

    /** Their hash is all that was known of them; then they become somebody. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"e164, +442079460203, tel:+442079460203", "e164-without-plus, 442079460204, tel:+442079460204"})
    void itHoldsForAPersonWhoIsKnownLaterAndIsLiftedLikeAnyOther(String form, String hashed, String contact) {
        imported(LIST.replace("do_not_call", "legal") + form, "contact\n" + hash(hashed));
        caller("acme-texter")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "sms",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(contact))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        assertEquals("deny suppressed", recorded(contact, "sms"));
        var id = lookup("admin", contact)
                .then()
                .body("suppressions", hasSize(1))
                .extract()
                .<String>path("suppressions[0].id");
        Suppressing.lift("admin", id, "the vendor was wrong").then().statusCode(200);
        assertEquals("permit", recorded(contact, "sms"));
    }

    /** A register binds solicitations, and a later yes in so many words outranks it: however the list was delivered. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "hashed with the plus, e164, +442079460206, tel:+442079460206",
        "hashed without it, e164-without-plus, 442079460207, tel:+442079460207",
        "plain, , , tel:+442079460208"
    })
    void aRegisterBindsMarketingUntilALaterYes(String name, String form, String hashed, String contact) {
        if (form == null) {
            Suppressing.order("admin", "\"contact\": \"%s\", \"reason\": \"do_not_call\"".formatted(contact))
                    .then()
                    .statusCode(201);
        } else {
            assertEquals(
                    "2 created",
                    imported(LIST + form, "contact\n" + hash(hashed)).getFirst());
        }
        assertEquals("permit", recorded(contact, "sms"));
        assertEquals("deny suppressed consent_unknown", recorded(contact, "sms", "offers"));
        caller("acme-texter")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "sms",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(contact))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        assertEquals("permit", recorded(contact, "sms", "offers"));
        assertEquals("deny suppressed consent_unknown", recorded(contact, "sms", "events"));
    }

    @Test
    void whatIsSuppressedByItsHashIsNotSuppressedTwice() {
        imported(LIST + "e164-without-plus", "contact\n" + hash("442079460205"));
        Suppressing.order("admin", "\"contact\": \"tel:+442079460205\", \"reason\": \"do_not_call\"")
                .then()
                .statusCode(200);
    }

    @Test
    void theListIsStoredAsKeyedHashesOnly() {
        var hash = hash("nobody.reads@list.example");
        imported(LIST + "email-lower&source=vendor.csv", "contact,note\n" + hash + ",\n");
        var id = lookup("admin", "mailto:nobody.reads@list.example")
                .then()
                .body("suppressions.source", contains("vendor.csv"))
                .extract()
                .<String>path("suppressions[0].id");
        for (var table : List.of("suppression", "evidence", "page", "outbox", "contact_point", "idempotency")) {
            var sql = "select count(*) from %s t where t::text ilike ?".formatted(table);
            for (var plain : List.of(hash, hash.substring(0, 32), "nobody.reads")) {
                assertEquals(0, database.count(sql, "%" + plain + "%"), table + " " + id);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # row                                                              | result
        abc                                                                | 2 rejected invalid-request `contact` is not a SHA-256 of 64 hexadecimal digits
        mailto:plain@list.example                                          | 2 rejected invalid-request `contact` is not a SHA-256 of 64 hexadecimal digits
        zz7e6f8bbbd9ab9d6f7e3b0cf9e3a2f0d2b5a0c8f5d7e3c1a9b8d7c6e5f4a3b2   | 2 rejected invalid-request `contact` is not a SHA-256 of 64 hexadecimal digits
        """)
    void whatIsNoHashIsRejected(String row, String result) {
        assertEquals(result, imported(LIST + "email-lower", "contact\n" + row).getFirst());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # query                                        | detail
        kind=suppressions&hash=sha256                  | `form` must be one of `email-lower`, `e164`, `e164-without-plus`
        kind=suppressions&hash=md5&form=e164           | `hash` must be `sha256`
        kind=suppressions&form=e164                    | `hash` must be `sha256`
        kind=grants&hash=sha256&form=e164              | `hash` goes with `kind=suppressions` and no other `format`
        kind=suppressions&hash=sha256&form=E164        | `form` must be one of `email-lower`, `e164`, `e164-without-plus`
        kind=suppressions&reason=objection             | `reason` must be one of `bounce`, `complaint`, `do_not_call`, `wrong_recipient`, `legal`
        """)
    void whatMustBeSaidAboutTheList(String query, String detail) {
        var request = dev.askfirst.platform.Api.careless(dev.askfirst.platform.Api.token("admin"));
        ImportAnswer.send(request, CSV, query, "contact\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .body("detail", is(detail));
    }

    @Test
    void aLongListIsImportedWholeAndAgainWithoutAnyChange() {
        var rows = 100_000;
        var file = new StringBuilder("contact\n");
        IntStream.range(0, rows)
                .forEach(i -> file.append(hash(i + "@long.example")).append('\n'));
        var query = LIST + "email-lower&source=long.csv";
        var first = imported(query, file.toString());
        assertEquals("{\"created\":100000,\"rejected\":0,\"rows\":100000,\"unchanged\":0}", first.getLast());
        assertTrue(first.stream().limit(rows).allMatch(line -> line.endsWith(" created")));
        assertEquals(
                "{\"created\":0,\"rejected\":0,\"rows\":100000,\"unchanged\":100000}",
                imported(query, file.toString()).getLast());
        assertEquals("deny consent_unknown", answer("mailto:99999@long.example"));
        assertEquals("deny suppressed consent_unknown", recorded("mailto:99999@long.example", "email", "offers"));
        // A piece of the file shares its texts: they stand there once.
        assertTrue(database.count("select count(*) from evidence where texts ->> 'source' = 'long.csv'")
                <= rows / 4000 + 2);
    }

    private static List<String> imported(String query, String file) {
        return ImportAnswer.of(caller("admin"), CSV, query, file);
    }

    private static String hash(String value) {
        return HexFormat.of().formatHex(Sha256.of(value));
    }

    private String recorded(String contact, String channel) {
        return recorded(contact, channel, "orders");
    }

    private String recorded(String contact, String channel, String topic) {
        var id = ask(channel.equals("email") ? "acme-mailer" : "acme-texter", """
                {"to": "%s", "channel": "%s", "topic": "%s"}""".formatted(contact, channel, topic))
                .then()
                .statusCode(200)
                .extract()
                .<String>path("id");
        var row = database.rows("select outcome, array_to_string(reasons, ' ') from decision where id = ?::uuid", id)
                .getFirst();
        return (row.get(0) + " " + row.get(1)).strip();
    }
}
