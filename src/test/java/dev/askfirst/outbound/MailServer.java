package dev.askfirst.outbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server with as much SMTP as it takes to accept a message, or to refuse it. */
public final class MailServer implements AutoCloseable {

    /** One message as it was handed over: the envelope and the content. */
    public record Accepted(String from, String to, String content) {}

    private final ServerSocket socket;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean refusing;

    public MailServer(int port) {
        try {
            socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    /** From now on nobody is known here: what servers with greylisting say to a first attempt. */
    public void refuse(boolean now) {
        refusing = now;
    }

    public List<Accepted> accepted() {
        return accepted;
    }

    /** How often somebody wanted to hand over a message. */
    public int asked() {
        return asked.get();
    }

    private void listen() {
        try {
            while (true) {
                var client = socket.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> talk(client));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                var out = client.getOutputStream()) {
            say(out, "220 mail.test.example");
            var from = "";
            var to = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("MAIL FROM:")) from = address(line);
                if (command.startsWith("RCPT TO:")) {
                    to = address(line);
                    asked.incrementAndGet();
                }
                if (command.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                }
                if (command.startsWith("DATA")) {
                    say(out, "354 go on");
                    accepted.add(new Accepted(from, to, content(in)));
                }
                say(out, refusing && command.startsWith("RCPT") ? "451 4.7.1 <" + to + "> come again" : "250 fine");
            }
        } catch (IOException _) {
            // The client left.
        }
    }

    private static String content(BufferedReader in) throws IOException {
        var content = new StringBuilder();
        for (var line = in.readLine(); !line.equals("."); line = in.readLine()) {
            content.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return content.toString();
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (var client : clients) client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
