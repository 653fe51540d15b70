package dev.askfirst.gate;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A port where everybody who connects is served in a thread of their own, up to a limit. */
public final class Listener implements AutoCloseable {

    /** Makes of a socket what serves it. */
    @FunctionalInterface
    interface Serving {
        Connection of(Socket socket) throws IOException;
    }

    private static final Duration TO_FINISH = Duration.ofSeconds(20);

    private final ServerSocket server;
    private final Serving serving;
    private final String full;
    private final Semaphore room;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Runnable last;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Listener(ServerSocket server, int most, String full, Serving serving, Runnable last) {
        this.server = server;
        this.last = last;
        this.serving = serving;
        this.full = full;
        room = new Semaphore(most);
    }

    /**
     * Listens from now on.
     *
     * @param most who may be connected at once
     * @param full what those are told who are too many
     * @param last done when nobody is connected any more
     */
    static Listener at(InetSocketAddress address, int most, String full, Serving serving, Runnable last) {
        try {
            var server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(address, 256);
            var listener = new Listener(server, most, full, serving, last);
            Thread.ofPlatform().name("listener").start(listener::accept);
            return listener;
        } catch (IOException e) {
            throw new StartRefused("cannot listen at %s: %s".formatted(address, e.getMessage()));
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Takes nobody any more, and lets messages that are in hand come to their end. */
    @Override
    public void close() {
        close(server);
        var until = System.nanoTime() + TO_FINISH.toNanos();
        open.forEach(it -> it.end(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
        last.run();
        ended.countDown();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // It was closed, or whoever connected was gone at once.
            }
        }
    }

    private void serve(Socket socket) {
        if (!room.tryAcquire()) {
            refuse(socket);
            return;
        }
        try {
            var connection = serving.of(socket);
            open.add(connection);
            try {
                connection.run();
            } finally {
                open.remove(connection);
            }
        } catch (IOException _) {
            close(socket);
        } finally {
            room.release();
        }
    }

    private void refuse(Socket socket) {
        try {
            socket.getOutputStream().write((full + "\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // Nobody hears it.
        } finally {
            close(socket);
        }
    }

    private static void close(AutoCloseable it) {
        try {
            it.close();
        } catch (Exception _) {
            // It is of no further use either way.
        }
    }
}
