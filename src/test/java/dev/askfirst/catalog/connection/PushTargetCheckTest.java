package dev.askfirst.catalog.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a target is told by its name before anything is pushed. */
class PushTargetCheckTest {

    private static List<String> wrong(String json) {
        var checks = new Checks();
        var target = Json.read(json.getBytes(StandardCharsets.UTF_8), Json.MAPPER.readerFor(PushTarget.class));
        new PushTargetCheck(checks, Set.of("offers"), Set.of("acme"), Set.of("email")).one((PushTarget) target);
        return checks.errors().stream().map(Fault.FieldError::field).distinct().toList();
    }

    private static String target(String more) {
        return "{\"id\": \"t\", \"controller\": \"acme\", \"channel\": \"email\", " + more + "}";
    }

    private static String template(String request) {
        return target(
                "\"tool\": \"template\", \"settings\": {\"list\": \"7\"}, \"template\": {\"no\": " + request + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "tool": "pigeon"                                                                     | pushes.t.tool
            "tool": "sendgrid"                                                                   | pushes.t.secret
            "tool": "sendgrid", "secret": {"file": "a"}                                          |
            "tool": "ses", "secret": {"env": "ASKFIRST_CONNECTION_SES"}                          | pushes.t.settings.region
            "tool": "ses", "secret": {"env": "HOME"}, "settings": {"region": "eu-west-1"}        | pushes.t.secret
            "tool": "sendgrid", "secret": {"file": "a"}, "settings": {"region": "x"}             | pushes.t.settings
            "tool": "sendgrid", "secret": {"file": "a"}, "topics": ["shoes"]                     | pushes.t.topics
            "tool": "sendgrid", "secret": {"file": "a"}, "topics": ["offers", "offers"]          | pushes.t.topics
            "tool": "sendgrid", "secret": {"file": "a"}, "url": "ftp://x"                        | pushes.t.url
            "tool": "ses", "secret": {"file": "a"}, "settings": {"region": "evil.example/?"}     | pushes.t.settings.region
            "tool": "template"                                                                   | pushes.t.template.no
            "tool": "template", "alsoYes": true, "template": {"no": {"method": "POST", "url": "https://a.example/"}} | pushes.t.template.yes
            """)
    void ofTargets(String more, String field) {
        assertEquals(Optional.ofNullable(field).stream().toList(), wrong(target(more)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"method": "POST", "url": "https://a.example/{list}/{contact}"}                              |
            {"method": "TRACE", "url": "https://a.example/"}                                             | pushes.t.template.no.method
            {"method": "POST", "url": "https://{contact}.example/"}                                      | pushes.t.template.no.url
            {"method": "POST", "url": "https://a.example/?key={secret}"}                                 | pushes.t.template.no.url
            {"method": "POST", "url": "https://a.example/{nobody}"}                                      | pushes.t.template.no.url
            {"method": "POST", "url": "https://me:you@a.example/"}                                       | pushes.t.template.no.url
            {"method": "POST", "url": "https://a.example/", "headers": {"X": "{contact}"}}               | pushes.t.template.no.headers.X
            {"method": "POST", "url": "https://a.example/", "headers": {"Host": "b.example"}}            | pushes.t.template.no.headers
            {"method": "POST", "url": "https://a.example/", "body": "{contact}"}                         | pushes.t.template.no.headers
            {"method": "POST", "url": "https://a.example/", "headers": {"Content-Type": "application/json"}, "body": "{\\"a\\": {contact}}"} | pushes.t.template.no.body
            {"method": "POST", "url": "https://a.example/", "headers": {"Content-Type": "application/json"}, "body": "{\\"a\\": \\"{contact}\\"}"} |
            {"method": "POST", "url": "https://a.example/", "alsoDone": [200]}                           | pushes.t.template.no.alsoDone
            {"method": "POST", "url": "https://a.example/", "expect": {"status": "x"}}                   | pushes.t.template.no.expect
            """)
    void ofTemplates(String request, String field) {
        assertEquals(Optional.ofNullable(field).stream().toList(), wrong(template(request)));
    }

    @Test
    void ourOwnToolsAreDescribedAsCatalogsDescribeTheirs() throws Exception {
        for (var tool : Tool.all().entrySet()) {
            for (var request :
                    List.of(tool.getValue().no(), tool.getValue().yes().orElseThrow())) {
                var settings = Json.MAPPER.createObjectNode();
                tool.getValue().settings().forEach(it -> settings.put(it, "x"));
                var whole = Json.MAPPER.valueToTree(request);
                ((ObjectNode) whole).put("url", "https://a.example" + request.url());
                var json = "\"tool\": \"template\", \"settings\": %s, \"template\": {\"no\": %s}"
                        .formatted(settings, whole);
                assertEquals(List.of(), wrong(target(json)), tool.getKey());
            }
        }
    }

    @Test
    void valuesAreEscapedForWhereTheyStand() {
        var values = Map.of("contact", "a\"b'&<c+d é@x.example");
        assertEquals(
                "{\"a\":\"a\\\"b'&<c+d é@x.example\"}",
                Placeholders.fill(
                        "{\"a\":\"{contact}\"}",
                        values,
                        Placeholders.escapeOf("application/vnd.api+json; charset=utf-8")));
        assertEquals(
                "a=a%22b%27%26%3Cc%2Bd+%C3%A9%40x.example",
                Placeholders.fill("a={contact}", values, Placeholders.escapeOf("application/x-www-form-urlencoded")));
        assertEquals(
                "<a>a&quot;b&#39;&amp;&lt;c+d é@x.example</a>",
                Placeholders.fill("<a>{contact}</a>", values, Placeholders.escapeOf("text/xml")));
        assertEquals(
                "/a%22b%27%26%3Cc%2Bd%20%C3%A9%40x.example",
                Placeholders.fill("/{contact}", values, Placeholders::inUrl));
        assertEquals("{other}", Placeholders.fill("{other}", values, it -> it));
    }
}
