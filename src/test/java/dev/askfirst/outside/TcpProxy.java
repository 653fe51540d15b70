package dev.askfirst.outside;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network between the service and its database: it passes everything on, and can cut a connection at the worst moment,
 * when a commit has reached the database and its confirmation has not come back.
 */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toCut = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();

    TcpProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next commits, as many as said, get no confirmation: each is the last that its connection carries. */
    void cutInMidCommit(int commits) {
        toCut.addAndGet(commits);
    }

    /** How many were cut so far. */
    int cut() {
        return cut.get();
    }

    @Override
    public void close() {
        close(server);
        open.forEach(TcpProxy::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        var database = new Socket();
        open.add(client);
        open.add(database);
        try {
            database.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> replies(database, client));
            questions(client, database);
        } catch (IOException _) {
            // One of the two hung up: the other is told below.
        } finally {
            hangUp(database);
            close(client);
            open.remove(client);
            open.remove(database);
        }
    }

    private void questions(Socket client, Socket database) throws IOException {
        var frontend = new Frontend(new BufferedInputStream(client.getInputStream(), 64 * 1024));
        while (true) {
            var message = frontend.next();
            var last = message.commits() && toCut.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            // Nobody hears the reply: our side of the connection is gone before the commit is passed on.
            if (last) close(client);
            database.getOutputStream().write(message.bytes());
            if (!last) continue;
            cut.incrementAndGet();
            return;
        }
    }

    private static void replies(Socket database, Socket client) {
        try {
            database.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException _) {
            // The client is gone: the other direction has seen it, too.
        } finally {
            close(client);
            close(database);
        }
    }

    /** What was sent arrives: closing at once could take a commit back that is on its way. */
    private static void hangUp(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException _) {
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
