package dev.askfirst.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What tests with real mail programs do with a service: people say yes, swaks sends, the record is read. */
final class Mailing {

    private static final Pattern DECISION = Pattern.compile("(?m)^Askfirst-Decision: (\\S+)$");

    private final RunningService service;
    private final String token;

    Mailing(RunningService service) {
        this.service = service;
        token = service.senderToken("acme-mailer");
    }

    /** Says yes to offers; the person's id, as staff know it. */
    String grant(String address) {
        return grant("mailto:" + address, "email");
    }

    String grant(String contact, String channel) {
        return call(service.token("admin"), "POST", "/v1/grants", """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "%s",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form", "source": "https://acme.example/signup"}}""".formatted(contact, channel), "person");
    }

    /** What a sender is answered that wants to write. */
    JsonNode ask(String sender, String to, String channel, String topic) {
        return reply(service.senderToken(sender), "POST", "/v1/decisions", """
                {"to": "%s", "channel": "%s", "topic": "%s"}""".formatted(to, channel, topic));
    }

    /** What was reported of a decision of acme's mailer, the first as 0. */
    String outcome(String decision, int n) {
        return reply(token, "GET", "/v1/decisions/" + decision, "")
                .at("/outcomes/%d/outcome".formatted(n))
                .asText();
    }

    /** The outcome of the decision that a delivered message names, and of what became of it. */
    String recorded(String message) {
        var id = decision(message);
        return call(token, "GET", "/v1/decisions/" + id, "", "outcome");
    }

    /** What the message was asked about as. */
    String topic(String message) {
        return call(token, "GET", "/v1/decisions/" + decision(message), "", "topic");
    }

    /** What the question said of the message. */
    JsonNode message(String message) {
        try {
            var reply = service.send("GET", "/v1/decisions/" + decision(message), token, "");
            return Json.MAPPER.readTree(reply.body()).get("message");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What would be said now. */
    String check(String address) {
        return call(token, "POST", "/v1/decisions", """
                {"to": "mailto:%s", "channel": "email", "topic": "offers", "mode": "check"}""".formatted(address), "outcome");
    }

    static String decision(String message) {
        var found = DECISION.matcher(message);
        if (!found.find()) throw new AssertionError("no decision in " + message);
        return found.group(1);
    }

    /** What swaks and the server said. */
    static String swaks(int port, String options) {
        return Program.run(
                        "swaks --server 127.0.0.1:%d --from news@acme.example %s 2>&1 || true".formatted(port, options),
                        Map.of())
                .out();
    }

    /** The messages of a maildir to this address. */
    static List<String> to(String address, Postfix postfix) {
        postfix.settle();
        return postfix.delivered().stream()
                .filter(it -> it.contains("\nDelivered-To: " + address + "\n"))
                .toList();
    }

    private String call(String caller, String method, String path, String body, String member) {
        var reply = reply(caller, method, path, body);
        if (!reply.has(member)) throw new AssertionError(reply.toString());
        return reply.get(member).asText();
    }

    private JsonNode reply(String caller, String method, String path, String body) {
        try {
            return Json.MAPPER.readTree(service.send(method, path, caller, body).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
