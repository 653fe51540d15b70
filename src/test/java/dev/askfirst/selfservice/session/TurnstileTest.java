package dev.askfirst.selfservice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.http.PublicAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who floods uses up their own share; who is believed when they say where somebody comes from. */
class TurnstileTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Networks.Network FLOODER = new Networks.Network("flooder");
    private static final Networks.Network ANA = new Networks.Network("ana");

    @Test
    void aFloodIsRefusedAndNobodyElse() {
        var turnstile = new Turnstile(30, 1000);
        assertEquals(30, passed(turnstile, FLOODER, 500, NOW));
        assertTrue(turnstile.admits(ANA, NOW));
    }

    @Test
    void aBoundFillsUpEvenly() {
        var turnstile = new Turnstile(30, 1000);
        passed(turnstile, FLOODER, 30, NOW);
        assertFalse(turnstile.admits(FLOODER, NOW.plus(Duration.ofSeconds(119))));
        assertTrue(turnstile.admits(FLOODER, NOW.plus(turnstile.pause())));
        assertEquals(30, passed(turnstile, FLOODER, 100, NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void allTogetherHaveABoundToo() {
        var turnstile = new Turnstile(30, 100);
        var admitted = IntStream.range(0, 200)
                .filter(i -> turnstile.admits(new Networks.Network("of " + i), NOW))
                .count();
        assertEquals(100, admitted);
        assertFalse(turnstile.admits(ANA, NOW));
        assertTrue(turnstile.admits(ANA, NOW.plus(Duration.ofMinutes(1))));
    }

    @Test
    void aClockThatIsSetBackGivesNothingAway() {
        var turnstile = new Turnstile(3, 100);
        assertEquals(3, passed(turnstile, FLOODER, 10, NOW));
        assertEquals(0, passed(turnstile, FLOODER, 10, NOW.minus(Duration.ofHours(2))));
    }

    @ParameterizedTest(name = "{0} [{1}]")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # peer           | forwarded                                | as if from
            203.0.113.9      | none                                     | 203.0.113.200
            203.0.113.9      | 198.51.100.1                             | 203.0.113.1
            10.0.0.7         | 198.51.100.1                             | 198.51.100.77
            10.0.0.7         | 192.0.2.4, 198.51.100.1                  | 198.51.100.1
            10.0.0.7         | 192.0.2.4, 198.51.100.1, 10.0.3.4        | 198.51.100.1
            10.0.0.7         | 198.51.100.1:4711                        | 198.51.100.1
            10.0.0.7         | [2001:db8:1:200::5]:443                  | 2001:db8:1:2ff::1
            10.0.0.7         | 2001:db8:1:200::5                        | 2001:db8:1:2ff::1
            2001:db8:1:2::5  | 198.51.100.1                             | 2001:db8:1:3::1
            10.0.0.7         | evil.example                             | 10.0.0.1
            10.0.0.7         | none                                     | 10.0.0.1
            10.0.0.7         | 198.51.100.1, unknown                    | 10.0.0.1
            """)
    void onlyProxiesOfOursAreBelieved(String peer, String forwarded, String from) {
        var networks = new Networks(config("10.0.0.0/8"), new PublicAddress("https://askfirst.example"));
        var lines = forwarded == null ? List.<String>of() : List.of(forwarded);
        assertEquals(networks.of(from, List.of()), networks.of(peer, lines));
    }

    @Test
    void networksAreToldApart() {
        var networks = new Networks(config("10.0.0.0/8"), new PublicAddress("https://askfirst.example"));
        assertFalse(networks.of("203.0.113.9", List.of()).equals(networks.of("203.0.114.9", List.of())));
        assertFalse(networks.of("2001:db8:1:200::1", List.of()).equals(networks.of("2001:db8:1:300::1", List.of())));
    }

    private static long passed(Turnstile turnstile, Networks.Network network, int tries, Instant at) {
        return IntStream.range(0, tries)
                .filter(_ -> turnstile.admits(network, at))
                .count();
    }

    private static EnterConfig config(String proxies) {
        return new EnterConfig() {
            @Override
            public Optional<List<String>> proxies() {
                return Optional.of(List.of(proxies));
            }

            @Override
            public int perNetwork() {
                return 30;
            }

            @Override
            public int perInstance() {
                return 1000;
            }
        };
    }
}
