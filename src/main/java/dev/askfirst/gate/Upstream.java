package dev.askfirst.gate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The mail server behind the gate, over one connection that is made when it is first needed and kept for the next message.
 * What it refuses is a reply; that it is not there is an {@link IOException}.
 */
final class Upstream implements AutoCloseable {

    private static final int CONNECT_MS = 10_000;

    /** A permit is good for fifteen minutes: even two silences as long as this end before. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final UpstreamSettings settings;
    private Optional<Wire> wire = Optional.empty();
    private Map<String, String> extensions = Map.of();

    Upstream(UpstreamSettings settings) {
        this.settings = settings;
    }

    /** Begins a message. A connection that was kept may be gone meanwhile: then with a new one. */
    Reply begin(Envelope envelope, Mail mail) throws IOException {
        var kept = wire.isPresent();
        try {
            return attempt(envelope, mail);
        } catch (IOException lost) {
            close();
            if (!kept) throw lost;
            return attempt(envelope, mail);
        }
    }

    Reply recipient(String address) throws IOException {
        return command("RCPT TO:<" + address + ">");
    }

    /** True if it is ready to read the message; else its reply says why not. */
    Reply data() throws IOException {
        return command("DATA");
    }

    /** Hands the message over; if there is no reply, nobody knows whether it was taken. */
    Reply message(byte[] bytes) throws IOException {
        wire().message(bytes);
        return reply();
    }

    /** Gives up the message that was begun. */
    void reset() {
        if (wire.isEmpty()) return;
        try {
            if (!command("RSET").accepted()) close();
        } catch (IOException _) {
            close();
        }
    }

    @Override
    public void close() {
        wire.ifPresent(Wire::close);
        wire = Optional.empty();
    }

    private Reply attempt(Envelope envelope, Mail mail) throws IOException {
        if (wire.isEmpty()) {
            try {
                connect();
            } catch (IOException failed) {
                close();
                throw failed;
            }
        }
        var utf8 = envelope.utf8() && !(isAscii(envelope) && mail.hasAsciiHeaders());
        var eightBit = !mail.isAscii();
        if (utf8 && !extensions.containsKey("SMTPUTF8"))
            return Reply.of(550, "5.6.7 the mail server takes no SMTPUTF8");
        if (eightBit && !extensions.containsKey("8BITMIME"))
            return Reply.of(550, "5.6.3 the mail server takes no 8BITMIME");
        var command = new StringBuilder("MAIL FROM:<").append(envelope.from()).append('>');
        if (extensions.containsKey("SIZE")) command.append(" SIZE=").append(mail.size());
        if (extensions.containsKey("8BITMIME") && (eightBit || envelope.eightBit())) command.append(" BODY=8BITMIME");
        if (utf8) command.append(" SMTPUTF8");
        var reply = command(command.toString());
        if (reply.code() == 421) throw new IOException("it closes: " + reply.text());
        return reply;
    }

    private void connect() throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(settings.host(), settings.port()), CONNECT_MS);
            socket.setSoTimeout(CONNECT_MS);
            wire = Optional.of(new Wire(
                    settings.implicit() ? settings.encryption().orElseThrow().over(socket) : socket, PATIENCE));
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
        expect(220, reply());
        hello();
        if (settings.encryption().isPresent() && !settings.implicit()) {
            expect(220, command("STARTTLS"));
            wire = Optional.of(wire().encrypted(settings.encryption().get(), PATIENCE));
            hello();
        }
        if (settings.user().isPresent()) {
            var secret = "\0%s\0%s".formatted(settings.user().get(), settings.password());
            expect(
                    235,
                    command("AUTH PLAIN "
                            + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private void hello() throws IOException {
        var reply = command("EHLO " + settings.name());
        expect(250, reply);
        var offered = new HashMap<String, String>();
        reply.lines().stream()
                .skip(1)
                .map(it -> it.split(" ", 2))
                .forEach(it -> offered.put(it[0].toUpperCase(Locale.ROOT), it.length == 2 ? it[1] : ""));
        extensions = offered;
    }

    private Reply command(String line) throws IOException {
        wire().write(line);
        wire().flush();
        return reply();
    }

    private Wire wire() throws IOException {
        return wire.orElseThrow(() -> new IOException("there is no connection"));
    }

    private Reply reply() throws IOException {
        var lines = new ArrayList<String>();
        while (true) {
            var line = line();
            if (!line.matches("[2-5]\\d\\d([ -].*)?")) throw new IOException("it does not speak SMTP");
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            }
        }
    }

    private String line() throws IOException {
        try {
            return wire().line().orElseThrow(() -> new IOException("it hung up"));
        } catch (Unreadable e) {
            throw new IOException("it does not speak SMTP: " + e.getMessage());
        }
    }

    private static boolean isAscii(Envelope envelope) {
        return (envelope.from() + envelope.to()).chars().allMatch(c -> c < 0x80);
    }

    private static void expect(int code, Reply reply) throws IOException {
        if (reply.code() != code) throw new IOException("it says " + reply.text());
    }
}
