package dev.askfirst.export;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** What is recorded, sealed and ordered before it is exported, and what is read of it. */
final class ExportedEntries {

    private ExportedEntries() {}

    static io.restassured.response.Response ranged(String path, String range) {
        return staff("compliance").header("Range", range).get(path);
    }

    static void sealed(String id) {
        Await.until(
                "it is sealed",
                Duration.ofSeconds(60),
                () -> staff("compliance")
                                .get("/v1/audit/entries/" + id + "/proof")
                                .statusCode()
                        == 200);
    }

    static byte[] leaf(String entry) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex("0001"));
            return digest.digest(entry.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void orderedBefore(Database database, String id, String age) {
        database.execute("update export_job set at = clock_timestamp() - ?::interval where id = ?::uuid", age, id);
    }

    static void somethingHappened() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        for (var to : List.of(ana, "mailto:=cmd@test.example")) {
            ask("acme-mailer", """
                    {"to": "%s", "channel": "email", "topic": "offers.shoes", "message": {"campaign": "a, \\"b\\" c"}}""".formatted(to)).then().statusCode(200);
        }
        Acts.withdraw(ana, "offers");
    }
}
