package dev.askfirst.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A mailer with a list: one message for each address, over one connection, and again for those that it has no answer for. */
final class Bulk {

    private static final int PATIENCE_MS = 30_000;

    private final int port;
    private final ArrayDeque<String> waiting;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final long end;

    /** @param most after which it gives up */
    Bulk(int port, Collection<String> addresses, Duration most) {
        this.port = port;
        waiting = new ArrayDeque<>(addresses);
        end = System.nanoTime() + most.toNanos();
    }

    Set<String> accepted() {
        return accepted;
    }

    Set<String> refused() {
        return refused;
    }

    int done() {
        return accepted.size() + refused.size();
    }

    /** Returns when each address has an answer for good. */
    void send() {
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(PATIENCE_MS);
                talk(
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)),
                        socket.getOutputStream());
            } catch (IOException _) {
                // Whoever is not there now is tried again: what had no answer still waits.
                Thread.onSpinWait();
            }
        }
    }

    private void talk(BufferedReader in, OutputStream out) throws IOException {
        reply(in);
        command(in, out, "EHLO bulk.test.example");
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            var address = waiting.peek();
            command(in, out, "MAIL FROM:<news@acme.example>");
            command(in, out, "RCPT TO:<" + address + ">");
            command(in, out, "DATA");
            var code = command(in, out, "Subject: spring\r\nAskfirst-Topic: offers\r\n\r\nHello\r\n.");
            waiting.poll();
            if (code == 250) accepted.add(address);
            else if (code == 550) refused.add(address);
            else waiting.add(address);
        }
    }

    private static int command(BufferedReader in, OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return reply(in);
    }

    private static int reply(BufferedReader in) throws IOException {
        while (true) {
            var line = in.readLine();
            if (line == null) throw new IOException("it hung up");
            if (line.length() < 4 || line.charAt(3) == ' ') return Integer.parseInt(line.substring(0, 3));
        }
    }
}
