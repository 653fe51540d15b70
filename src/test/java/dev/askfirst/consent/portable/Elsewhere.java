package dev.askfirst.consent.portable;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestIssuer;
import dev.askfirst.platform.json.Json;
import dev.askfirst.selfservice.Visiting;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What somebody said at another installation, in the documents that it signs, and how they bring one. */
public final class Elsewhere {

    static final String ACME = "https://acme.example/privacy";
    static final String WORDS =
            "Yes, Acme Shoes may write to me about what I have ticked. I can stop it at any time, from any message.";
    static final String MADE = Instant.now()
            .minus(Duration.ofDays(20))
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();

    private Elsewhere() {}

    /** A yes to Acme's offers, a no to its orders, and a time zone. */
    static Map<String, Object> claims(String contact) {
        var no = Map.of("status", "ConsentRefused", "secondParty", ACME, "purpose", "orders", "made", MADE);
        return TestIssuer.claims(
                contact,
                new HashMap<>(Map.of(
                        "met",
                        List.of(ACME, "https://nobody.example/privacy"),
                        "consents",
                        List.of(yes(ACME, "offers", contact, WORDS)),
                        "refusals",
                        List.of(no),
                        "preferences",
                        Map.of("timeZone", "Europe/Rome", "unheardOf", true))));
    }

    static Map<String, Object> claims(String contact, Consumer<Map<String, Object>> change) {
        var claims = claims(contact);
        change.accept(claims);
        return claims;
    }

    /** What they take along, as they downloaded it there. */
    public static String document(String contact) {
        return TestIssuer.trusted().sign(claims(contact));
    }

    static Map<String, Object> yes(String party, String topic, String contact, String words) {
        var hash = HexFormat.of().formatHex(Sha256.of(words));
        var yes = new HashMap<String, Object>(Map.of("status", "ConsentGiven", "secondParty", party));
        yes.putAll(Map.of("purpose", topic, "channel", "email", "contact", contact, "made", MADE));
        yes.put("notice", Map.of("language", "en", "sha256", hash));
        return yes;
    }

    /** Sends it without a code, and then with the one that came. */
    static ValidatableResponse bring(String document, String contact, Database database) {
        send(document, contact).statusCode(202);
        return send(document, contact, Visiting.digits(database));
    }

    static ValidatableResponse send(String document, String contact) {
        return sent(Map.of("terms", document, "contact", contact));
    }

    static ValidatableResponse send(String document, String contact, String code) {
        return sent(Map.of("terms", document, "contact", contact, "code", code));
    }

    private static ValidatableResponse sent(Map<String, String> body) {
        return Api.anybody()
                .contentType("application/json")
                .body(Json.write(body))
                .post("/v1/terms")
                .then();
    }
}
