package dev.askfirst.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.connection.ConnectionConfig;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.TestCertificate;
import dev.askfirst.provider.adapter.Adapter;
import dev.askfirst.provider.adapter.Adapters;
import dev.askfirst.provider.adapter.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates of SNS are fetched over TLS, from a host that proves its name; seldom, whatever anybody sends. */
class SnsAddressesTest {

    private static final Adapter SES = Adapters.named("ses").orElseThrow();
    private static final String PATH = "/SimpleNotificationService-1.pem";
    private static final Provider.Sent GENUINE = signed();
    private static SnsHost host;

    private final AtomicLong nanos = new AtomicLong();
    private SnsAddresses sns;

    @BeforeAll
    static void itRuns() throws Exception {
        host = new SnsHost(SnsHost.NAME);
    }

    @AfterAll
    static void itStops() throws IOException {
        host.close();
    }

    @BeforeEach
    void nothingIsKnown() throws Exception {
        host.opened().clear();
        host.put(PATH, Provider.snsCertificate());
        sns = new SnsAddresses(new Config(), host.client(), nanos::get);
    }

    @Test
    void aNotificationIsConfirmedByWhatIsFetchedOnceInAWhile() {
        for (var i = 0; i < 5; i++) assertTrue(confirms(PATH, genuine()));
        assertEquals(List.of(PATH), host.opened());
        pass(Duration.ofDays(1));
        assertTrue(confirms(PATH, genuine()));
        assertEquals(List.of(PATH, PATH), host.opened());
    }

    @Test
    void aSignatureOfAnotherKeyIsFetchedForOnceMoreAndNotAgainForAWhile() throws Exception {
        host.put(PATH, anotherCertificate());
        assertFalse(confirms(PATH, genuine()));
        host.put(PATH, Provider.snsCertificate());
        for (var i = 0; i < 1_000; i++) assertFalse(confirms(PATH, genuine()));
        assertEquals(1, host.opened().size(), "it was fetched a moment ago");
        pass(Duration.ofMinutes(5));
        assertTrue(confirms(PATH, genuine()));
        for (var i = 0; i < 1_000; i++) assertFalse(confirms(PATH, forged()));
        pass(Duration.ofMinutes(5));
        for (var i = 0; i < 1_000; i++) assertFalse(confirms(PATH, forged()));
        assertEquals(3, host.opened().size());
        assertTrue(confirms(PATH, genuine()));
    }

    @Test
    void whileItCannotBeFetchedTheOneAtHandIsGoodUntilItsTimeIsOver() {
        assertTrue(confirms(PATH, genuine()));
        host.put(PATH, "https://elsewhere.example/");
        pass(Duration.ofHours(1));
        assertFalse(confirms(PATH, forged()));
        assertTrue(confirms(PATH, genuine()));
        pass(Duration.ofHours(23));
        away(PATH);
        pass(Duration.ofMinutes(5));
        host.put(PATH, Provider.snsCertificate());
        assertTrue(confirms(PATH, genuine()));
    }

    @Test
    void addressesWithoutACertificateAreOpenedSeldomAndPushNoneOut() {
        assertTrue(confirms(PATH, genuine()));
        for (var round = 0; round < 3; round++) {
            IntStream.range(0, 200).forEach(i -> away("/forged-" + i + ".pem"));
            assertEquals(20, host.opened().size(), "no more are opened within a while");
        }
        pass(Duration.ofMinutes(5));
        IntStream.range(200, 400).forEach(i -> away("/forged-" + i + ".pem"));
        assertTrue(host.opened().size() <= 40, host.opened()::toString);
        assertTrue(confirms(PATH, genuine()));
        assertEquals(1, host.opened().stream().filter(PATH::equals).count());
    }

    @Test
    void whatIsNoCertificateOfThatHostIsNone() throws Exception {
        away("/is-not-there.pem");
        host.put("/leads-away.pem", "https://elsewhere.example/x.pem");
        away("/leads-away.pem");
        host.put("/endless.pem", "x".repeat(100_000));
        away("/endless.pem");
        host.put("/no-certificate.pem", "-----BEGIN NOTHING-----");
        assertFalse(confirms("/no-certificate.pem", genuine()));
    }

    /** Neither a certificate that nobody knows, nor one of another name. */
    @Test
    void aHostThatDoesNotProveItsNameIsNotHeard() throws Exception {
        try (var other = new SnsHost("sns.evil.example")) {
            other.put(PATH, Provider.snsCertificate());
            sns = new SnsAddresses(new Config(), other.client(), nanos::get);
            away(PATH);
            var stranger =
                    other.client().sslContext(TestCertificate.of(SnsHost.NAME).client());
            sns = new SnsAddresses(new Config(), stranger, nanos::get);
            away(PATH);
            assertEquals(List.of(), other.opened());
        }
    }

    @Test
    void aSubscriptionIsConfirmedAtItsAddress() {
        host.put("/", "confirmed");
        sns.confirm("https://" + SnsHost.NAME + "/?Action=ConfirmSubscription&Token=1", "ses");
        assertEquals(List.of("/"), host.opened());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void away(String path) {
        var fault = assertThrows(Fault.class, () -> confirms(path, genuine()), path);
        assertEquals(ProblemCode.UNDECIDED, fault.code());
    }

    private boolean confirms(String path, Provider.Sent sent) {
        var received = new Received("https://ask.example/in/ses", _ -> null, sent.body(), Instant.EPOCH);
        return sns.confirms("https://" + SnsHost.NAME + path, it -> SES.isGenuine(at(received), it));
    }

    private static Received at(Received received) {
        return new Received(received.url(), received.header(), received.body(), Instant.now());
    }

    private static Provider.Sent genuine() {
        return GENUINE;
    }

    private static Provider.Sent forged() {
        return GENUINE.with(GENUINE.text().replace("\"1\"", "\"2\"").getBytes(StandardCharsets.UTF_8));
    }

    private static Provider.Sent signed() {
        return Provider.sns(new HashMap<>(Map.of(
                "Type",
                "Notification",
                "MessageId",
                "1",
                "TopicArn",
                Providers.ARN,
                "Message",
                "{}",
                "Timestamp",
                Instant.now().toString())));
    }

    private static String anotherCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        var bytes = TestCertificate.ofRsa("sns.amazonaws.com")
                .store()
                .getCertificate("test")
                .getEncoded();
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(bytes));
    }

    /** As it is without any setting. */
    private record Config() implements ConnectionConfig {
        @Override
        public Path secrets() {
            return Path.of("nowhere");
        }

        @Override
        public Optional<Path> certificates() {
            return Optional.empty();
        }

        @Override
        public Duration certificatesKept() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration certificatesEvery() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration keep() {
            return Duration.ofDays(400);
        }
    }
}
