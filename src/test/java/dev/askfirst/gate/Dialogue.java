package dev.askfirst.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to an SMTP server, over which a test says what mailers' programs cannot be made to say. */
final class Dialogue implements AutoCloseable {

    private static final int PATIENCE_MS = 60_000;

    private final Socket socket;
    private final BufferedReader in;

    Dialogue(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        heard();
    }

    /** Sends these lines in one piece; the answer to the first of them. */
    String say(String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        return heard();
    }

    /** The next answer, its lines one below the other. */
    String heard() throws IOException {
        var answer = new StringBuilder();
        while (true) {
            var line = in.readLine();
            if (line == null) throw new IOException("it hung up after " + answer);
            answer.append(line).append('\n');
            if (line.length() < 4 || line.charAt(3) == ' ') return answer.toString();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
