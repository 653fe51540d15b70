package dev.askfirst.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.Map;

/** Points the service under test to a mail server and a gateway for text messages that may or may not be there. */
public final class MailServerAddress implements QuarkusTestResourceLifecycleManager {

    /** What the gateway for text messages knows us by. */
    public static final String SMS_SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("a secret for tests alone, 32 B..".getBytes(UTF_8));

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", Integer.toString(freePort()),
                "quarkus.mailer.start-tls", "DISABLED",
                "askfirst.mail.from", "Askfirst <letters@askfirst.example>",
                "askfirst.mail.folder", "",
                "askfirst.sms.url", "http://127.0.0.1:" + freePort() + "/in",
                "askfirst.sms.secret", SMS_SECRET);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
