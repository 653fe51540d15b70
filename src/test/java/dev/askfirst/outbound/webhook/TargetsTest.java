package dev.askfirst.outbound.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Targets strict = new Targets(List.of());
    private final Targets lenient = new Targets(List.of("localhost:8081", "10.1.0.0/16", "[::1]:9000"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            https://example.org/hooks?a=1   | fine
            HTTPS://example.org             | fine
            https://example.org:8443/       | fine
            https://93.184.216.34/          | fine
            https://[2606:4700::1111]/x     | fine
            http://example.org/             | must start with `https://`
            http://localhost:8081/          | must start with `https://`
            https://127.0.0.1/              | leads to no public address
            https://[::1]:9000/             | leads to no public address
            https://[::ffff:10.0.0.1]/      | leads to no public address
            https://[fe80::1]/              | leads to no public address
            https://[fe80::1%25lo]/         | is not a URL
            https://2130706433/             | leads to no public address
            https://127.1/                  | is not a URL
            ftp://example.org/              | is not a URL
            file:///etc/passwd              | is not a URL
            https:///hooks                  | is not a URL
            https:example.org               | is not a URL
            https://user:pw@example.org/    | is not a URL
            https://example.org/#part       | is not a URL
            https://example.org:0/          | is not a URL
            https://example.org:70000/      | is not a URL
            https://exa mple.org/           | is not a URL
            //example.org/                  | is not a URL
            example.org                     | is not a URL
            """)
    void saysWhatIsWrongWithAUrl(String url, String expected) {
        var objection = strict.objection(url).orElse("fine");
        assertTrue(objection.startsWith(expected), objection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8081/a", "http://LOCALHOST:8081", "https://10.1.2.3", "http://10.1.2.3:81"})
    void whatTheOperatorAllowsPassesWithoutTlsToo(String url) {
        assertTrue(lenient.objection(url).isEmpty());
        assertFalse(strict.objection(url).isEmpty() && !url.contains("localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8082/", "http://10.2.0.1/", "https://10.2.0.1/", "https://[::1]:9001/"})
    void nothingElseDoes(String url) {
        assertFalse(lenient.objection(url).isEmpty());
    }

    /** A name may lead anywhere: what counts is the address it has when something is sent. */
    @Test
    void aNameOfThisMachineIsRefusedWhenItIsLookedUp() throws IOException {
        assertTrue(strict.objection("https://localhost:8081/").isEmpty());
        assertTrue(strict.resolve("https://localhost:8081/", 0, PATIENCE).isEmpty());
        assertTrue(lenient.resolve("https://localhost:8082/", 0, PATIENCE).isEmpty());
        var target =
                lenient.resolve("http://localhost:8081/x?y=%20", 0, PATIENCE).orElseThrow();
        assertTrue(target.address().isLoopbackAddress());
        assertEquals("/x?y=%20", target.pathAndQuery());
        assertEquals(8081, target.port());
    }

    @Test
    void aLaterAttemptTakesTheNextAddress() throws IOException {
        var one = new Targets(List.of("127.0.0.1/32"));
        for (var attempt = 0; attempt < 3; attempt++) {
            assertEquals(
                    "127.0.0.1",
                    one.resolve("https://127.0.0.1:1/", attempt, PATIENCE)
                            .orElseThrow()
                            .address()
                            .getHostAddress());
        }
    }

    @Test
    void aNameThatNobodyHasIsAFailureThatMayPass() {
        assertThrows(IOException.class, () -> strict.resolve("https://nobody.invalid/", 0, PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/40", "https://example.org", ":80", "fd00::/200"})
    void aSettingThatMeansNothingEndsTheStart(String entry) {
        assertThrows(StartRefused.class, () -> new Targets(List.of(entry)));
    }
}
