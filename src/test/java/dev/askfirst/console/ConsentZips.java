package dev.askfirst.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Proofs of consents as compliance staff take them home from the console. */
public final class ConsentZips {

    private ConsentZips() {}

    /** Everything that proves this consent, as one zip. */
    public static byte[] of(String consent) {
        var reply = Staff.signedIn("compliance").get("/console/prove/" + consent + "/everything.zip");
        assertEquals(200, reply.statusCode(), reply::asString);
        assertEquals("application/zip", reply.contentType());
        return reply.asByteArray();
    }
}
