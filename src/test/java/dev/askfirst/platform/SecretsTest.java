package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No file of the repository holds a secret. What only looks like one stands here, with what it is for. */
class SecretsTest {

    private static final Map<String, Pattern> SHAPES = Map.ofEntries(
            Map.entry("a private key", Pattern.compile("-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\\s*[A-Za-z0-9+/]{32}")),
            Map.entry("a JWT", Pattern.compile("\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}")),
            Map.entry("a key of AWS", Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b")),
            Map.entry("a token of GitHub", Pattern.compile("\\b(?:gh[pousr]_\\w{36}|github_pat_\\w{40})")),
            Map.entry("a token of GitLab", Pattern.compile("\\bglpat-[\\w-]{20}")),
            Map.entry("a token of npm", Pattern.compile("\\bnpm_\\w{36}")),
            Map.entry("a token of Slack", Pattern.compile("\\bxox[abeprs]-[\\w-]{10,}")),
            Map.entry("a key of Google", Pattern.compile("\\bAIza[\\w-]{35}")),
            Map.entry("a key of Stripe", Pattern.compile("\\b[rs]k_live_\\w{20,}")),
            Map.entry("a key of SendGrid", Pattern.compile("\\bSG\\.[\\w-]{20,}\\.[\\w-]{20,}")),
            Map.entry("a secret of a webhook", Pattern.compile("\\bwhsec_[A-Za-z0-9+/]{24,}")),
            Map.entry(
                    "a keyset",
                    Pattern.compile("\"keyData\"\\s*:\\s*\\{[^}]*\"value\"\\s*:\\s*\"[A-Za-z0-9+/=]{16,}\"")),
            Map.entry(
                    "a password in an address",
                    Pattern.compile("\\b[a-z][a-z0-9+]*://[^\\s/:@\"'`<>{}$]+:[^\\s/:@\"'`<>{}$…]+@")),
            Map.entry(
                    "a password",
                    // Not a variable of psql, such as :'service'.
                    Pattern.compile(
                            "(?i)(?:password|passwd|secret|api_?key|access_?key|token)[\"']?(?!\\s+:')\\s*[:=]\\s*"
                                    + "[\"']([^\"'\\s$<{…\\\\%,]{8,})[\"']")));

    private static final String STANDARD = "the example of Standard Webhooks 1.0.0";

    /** Whatever no longer looks like one must go from here. */
    private static final Map<String, String> MADE_UP = new TreeMap<>(Map.ofEntries(
            Map.entry("clients/java/src/test/java/dev/askfirst/client/WebhooksTest.java", STANDARD),
            Map.entry("clients/node/test/askfirst.test.js", STANDARD),
            Map.entry("clients/python/tests/test_askfirst.py", STANDARD),
            Map.entry("docs/senders.md", STANDARD),
            Map.entry("openapi.yaml", STANDARD + ", twice over"),
            Map.entry("src/main/openapi/webhooks.yaml", STANDARD + ", twice over"),
            Map.entry("src/test/java/dev/askfirst/outbound/webhook/WebhookSecretTest.java", STANDARD),
            Map.entry(
                    "src/test/java/dev/askfirst/outbound/webhook/WebhookResourceTest.java",
                    "a secret that is too short"),
            Map.entry("src/test/java/dev/askfirst/outbound/webhook/TargetsTest.java", "an address that is refused"),
            Map.entry("src/test/java/dev/askfirst/outbound/sms/SmsGatewayTest.java", "an address that is refused"),
            Map.entry("src/test/java/dev/askfirst/search/moves/SourceTest.java", "an address whose password is cut"),
            Map.entry("src/test/java/dev/askfirst/provider/Providers.java", "of a provider that tests make up"),
            Map.entry(
                    "src/test/java/dev/askfirst/provider/adapter/SignaturesTest.java",
                    "of a provider that tests make up"),
            Map.entry("src/bench/java/dev/askfirst/bench/BareResource.java", "a link as long as a real one"),
            Map.entry("src/test/java/dev/askfirst/export/S3Server.java", "the example of Amazon's own manual"),
            Map.entry(
                    "src/test/java/dev/askfirst/catalog/connection/PushTargetCheckTest.java",
                    "an address that is refused"),
            Map.entry("src/test/java/dev/askfirst/export/S3SignerTest.java", "the example of Amazon's own manual"),
            Map.entry("src/test/java/dev/askfirst/platform/TestCertificate.java", "of a certificate of one run")));

    @Test
    void theRepositoryHoldsNone() throws IOException, InterruptedException {
        var found = new TreeMap<String, String>();
        for (var file : files()) {
            var bytes = Files.readAllBytes(file);
            if (isText(bytes)) {
                var shapes = shapes(new String(bytes, StandardCharsets.UTF_8));
                if (!shapes.isEmpty()) found.put(file.toString(), String.join(", ", shapes));
            }
        }
        var unknown = new TreeMap<>(found);
        unknown.keySet().removeAll(MADE_UP.keySet());
        assertEquals(Map.of(), unknown, "a secret, or one that is made up and not listed here");
        assertEquals(MADE_UP.keySet(), found.keySet());
    }

    /** Put together here, so that no scanner takes this file for one that leaks. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a private key            | -----BEGIN RSA PRIVATE+ KEY-----MIIEowIBAAKCAQEAx4UbaDzY5xjWouG+1234567890
            a JWT                    | eyJhbGciOiJSUzI1NiJ9.+eyJzdWIiOiJhY21lIn0xyz.c2lnbmF0dXJlLi4u
            a key of AWS             | AKIA+ABCDEFGHIJKLMNOP
            a token of GitHub        | ghp+_abcdefghijklmnopqrstuvwxyz0123456789
            a token of Slack         | xoxb+-123456789012-abcdefghijkl
            a secret of a webhook    | whsec+_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            a password in an address | postgres:+//askfirst:hunter22@db.example/askfirst
            a password               | db_password: +"correct-horse"
            """)
    void whatIsOneIsFound(String shape, String parts) {
        var cut = parts.indexOf('+');
        var text = parts.substring(0, cut) + parts.substring(cut + 1);
        assertTrue(shapes(text).contains(shape), () -> text + " is taken for " + shapes(text));
    }

    private static List<String> shapes(String text) {
        var found = new ArrayList<String>();
        new TreeMap<>(SHAPES).forEach((name, shape) -> {
            if (shape.matcher(text).find()) found.add(name);
        });
        return found;
    }

    private static boolean isText(byte[] bytes) {
        for (var each : bytes) if (each == 0) return false;
        return true;
    }

    /** All that is checked in, or would be. */
    private static List<Path> files() throws IOException, InterruptedException {
        var git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), "git must be there, and this a clone");
        return List.of(names.split("\0")).stream()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }
}
