package dev.askfirst.outbound.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.StartRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where text messages go: into a folder on one's own machine, and nowhere by settings that are wrong. */
class SmsGatewayTest {

    private record Settings(Optional<String> url, Optional<String> secret) implements SmsConfig {}

    @Test
    void onOnesOwnMachineAMessageIsAFileToOpen(@TempDir Path folder) throws Exception {
        var gateway = gateway(new Settings(Optional.empty(), Optional.empty()), Optional.of(folder));
        assertTrue(gateway.isThere());
        assertFalse(gateway.isAway());
        var at = Instant.now();
        var message = new TextMessage(UUID.randomUUID(), "+33639980000", "123456 is your code", "en", at);
        gateway.put(message, at).join();
        try (var files = Files.list(folder)) {
            var file = files.toList().getFirst();
            assertTrue(file.toString().endsWith(message.id() + ".txt"), file::toString);
            assertEquals("To: +33639980000\n\n123456 is your code\n", Files.readString(file));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void withoutSettingsThereIsNone() {
        assertFalse(gateway(new Settings(Optional.empty(), Optional.empty()), Optional.empty())
                .isThere());
    }

    @ParameterizedTest
    @CsvSource({
        "https://sms.example/in,",
        "https://sms.example/in, a-password",
        "https://sms.example/in, whsec_!",
        "sms.example/in, whsec_AAAA",
        "ftp://sms.example/in, whsec_AAAA",
        "https://user:name@sms.example/in, whsec_AAAA"
    })
    void settingsThatAreWrongStopTheStart(String url, String secret) {
        var settings = new Settings(Optional.of(url), Optional.ofNullable(secret));
        var refused = assertThrows(StartRefused.class, () -> gateway(settings, Optional.empty()));
        assertTrue(refused.getMessage().contains("ASKFIRST_SMS_SECRET"), refused::getMessage);
        assertFalse(refused.getMessage().contains("a-password"), "no secret is told");
    }

    private static SmsGateway gateway(SmsConfig settings, Optional<Path> folder) {
        return new SmsGateway(settings, folder, null, null, new SimpleMeterRegistry());
    }
}
