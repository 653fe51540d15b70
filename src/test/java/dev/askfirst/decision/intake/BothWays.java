package dev.askfirst.decision.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.BareRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The same request twice: as it is, and so that only the REST layer can take it. In its text, single quotes stand for double
 * ones, and names in braces for what is new in each run.
 */
record BothWays(MeterRegistry meters, String line, List<String> headers, String body, Charset charset) {

    /** A parameter of the media type that means nothing and is not plain. */
    private static final String INDIRECT = ";way=rest";

    private static final Pattern SPACE = Pattern.compile("\\{space:(\\d+)}");

    /** What differs from one reply to the next, also on the same way. */
    private static final Map<String, String> EACH_ANEW = Map.of(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>",
            "20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>",
            "/(u|p)/[A-Za-z0-9_-]+", "/$1/<token>");

    /** Checks that both replies are equal and of this status, and that the first request went this way. */
    void giveTheSame(String way, int status) throws IOException {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        // First, so that the token is known when it is used the second time.
        var before = direct(meters);
        var rest = comparable(sent(ana, INDIRECT), ana);
        assertEquals(before, direct(meters), "the REST layer took the second request");
        var plain = comparable(sent(ana, ""), ana);
        assertEquals(status, plain.status(), plain::toString);
        assertEquals(rest, plain);
        assertEquals(before + (way.equals("direct") ? 1 : 0), direct(meters), "requests that went directly");
    }

    /** How many questions went directly since the service started. */
    static int direct(MeterRegistry meters) {
        return (int) meters.get("askfirst.questions.direct").counter().count();
    }

    private BareRequest.Reply sent(String ana, String parameter) throws IOException {
        var all = new ArrayList<>(headers.stream().map(BothWays::filled).toList());
        if (headers.stream().noneMatch(it -> it.startsWith("Authorization")))
            all.add(filled("Authorization: Bearer {acme}"));
        all.remove("Authorization: nothing");
        if (headers.stream().noneMatch(it -> it.startsWith("Content-Type"))) all.add("Content-Type: application/json");
        all.replaceAll(it -> it.startsWith("Content-Type: ") ? it + parameter : it);
        return new BareRequest(line, all, filled(body.replace("{ana}", ana)).getBytes(charset)).send();
    }

    private static String filled(String text) {
        var filled = OddTokens.filled(text)
                .replace("{acme}", Api.senderToken("acme-mailer"))
                .replace("{globex}", Api.senderToken("globex-mailer"))
                .replace("{stranger}", Api.senderToken("nobodys-mailer"))
                .replace("{staff}", Api.token("compliance"))
                .replace("{person}", Api.personToken(UUID.randomUUID()))
                .replace("{new}", UUID.randomUUID().toString())
                .replace("{long}", "k".repeat(9000))
                .replace('\'', '"');
        var space = SPACE.matcher(filled);
        return space.find() ? padded(filled, space.group(), Integer.parseInt(space.group(1))) : filled;
    }

    /** The text with as much space in this place that it has this length. */
    private static String padded(String text, String place, int length) {
        return text.replace(place, " ".repeat(length - text.length() + place.length()));
    }

    private static BareRequest.Reply comparable(BareRequest.Reply reply, String contact) {
        var length = reply.headers().get("content-length");
        if (length != null && !reply.body().isEmpty()) {
            assertEquals(Integer.parseInt(length), reply.body().getBytes(StandardCharsets.UTF_8).length);
            reply.headers().put("content-length", "that of the body");
        }
        // What is no request by HTTP's own rules has no name.
        reply.headers().computeIfPresent("x-request-id", (_, id) -> id.matches("[0-9a-f]{16}|5") ? "<request>" : id);
        assertTrue(reply.status() == 400 || reply.headers().containsKey("x-request-id"), reply::toString);
        var body = reply.body().replace(contact, "<contact>");
        for (var each : EACH_ANEW.entrySet()) body = body.replaceAll(each.getKey(), each.getValue());
        return new BareRequest.Reply(reply.status(), reply.headers(), body);
    }
}
