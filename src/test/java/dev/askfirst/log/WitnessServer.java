package dev.askfirst.log;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A witness as C2SP tlog-witness has it, over HTTP: it keeps what it has seen, and cosigns nothing that does not go on from it. */
final class WitnessServer implements AutoCloseable {

    private static final String NAME = "witness.example/w1";

    private final HttpServer server;
    private final KeyPair key;
    private final List<VerifierKey> trusted;
    private Optional<Checkpoint> seen = Optional.empty();
    private boolean lying;

    WitnessServer(List<VerifierKey> trusted) {
        this.trusted = trusted;
        try {
            this.key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/w/add-checkpoint", this::add);
        server.start();
    }

    /** As operators write it. */
    String setting() {
        return "http://127.0.0.1:%d/w/ %s".formatted(server.getAddress().getPort(), vkey());
    }

    String vkey() {
        return NAME + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    Optional<Checkpoint> seen() {
        return seen;
    }

    /** Has it remember something else than it saw. */
    void remember(Checkpoint checkpoint) {
        seen = Optional.of(checkpoint);
    }

    /** Has it sign something else than it was shown. */
    void lie() {
        lying = true;
    }

    private void add(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var reply = reply(body).split(" ", 2);
        var bytes = reply[1].getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(reply[0]), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized String reply(String body) {
        var split = body.indexOf("\n\n");
        var head = body.substring(0, split).split("\n");
        var note = Note.parse(body.substring(split + 2)).orElseThrow();
        var fresh = Checkpoint.parse(note.text()).orElseThrow();
        if (trusted.stream().noneMatch(it -> it.name().equals(fresh.origin()))) return "404 ";
        if (trusted.stream().noneMatch(note::isSignedBy)) return "403 ";
        var old = Long.parseLong(head[0].substring("old ".length()));
        if (old > fresh.size()) return "400 ";
        var size = seen.map(Checkpoint::size).orElse(0L);
        if (old != size) return "409 " + size + "\n";
        if (old == fresh.size()
                && !Arrays.equals(fresh.root(), seen.orElseThrow().root())) return "409 " + size + "\n";
        var path = Arrays.stream(head).skip(1).map(Base64.getDecoder()::decode).toList();
        var goesOn = old == 0
                ? path.isEmpty()
                : PathCheck.consistent(old, seen.orElseThrow().root(), fresh.size(), fresh.root(), path);
        if (!goesOn) return "422 ";
        seen = Optional.of(fresh);
        return "200 — somebody.else AAAAAAAA\n" + line(lying ? note.text().replace('\n', ' ') : note.text());
    }

    private String line(String text) {
        try {
            var time = System.currentTimeMillis() / 1000;
            var sign = Signature.getInstance("Ed25519");
            sign.initSign(key.getPrivate());
            sign.update(("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8));
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(id());
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(time).array());
            bytes.writeBytes(sign.sign());
            return "— " + NAME + " " + Base64.getEncoder().encodeToString(bytes.toByteArray()) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] id() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((NAME + "\n").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(typed()), 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] typed() {
        var encoded = key.getPublic().getEncoded();
        var typed = new byte[33];
        typed[0] = 4;
        System.arraycopy(encoded, encoded.length - 32, typed, 1, 32);
        return typed;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
