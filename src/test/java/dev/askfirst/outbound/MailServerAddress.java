package dev.askfirst.outbound;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Points the service under test to a mail server that may or may not be there. */
public final class MailServerAddress implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Map.of(
                    "quarkus.mailer.host", "127.0.0.1",
                    "quarkus.mailer.port", Integer.toString(socket.getLocalPort()),
                    "quarkus.mailer.start-tls", "DISABLED",
                    "askfirst.mail.from", "Askfirst <letters@askfirst.example>",
                    "askfirst.mail.folder", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
