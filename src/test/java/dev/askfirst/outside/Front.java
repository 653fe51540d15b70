package dev.askfirst.outside;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.ProductionInstance;
import dev.askfirst.platform.ProductionInstance.Readiness;
import dev.askfirst.platform.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;

/**
 * What stands before the service on an operator's network: it ends TLS and gives each connection to an instance whose probe
 * says that it is ready, in turn. Where none is, it asks one all the same, so that callers hear its reason.
 */
final class Front implements AutoCloseable {

    private final SSLServerSocket server;
    private final List<ProductionInstance> instances;
    private final Set<ProductionInstance> ready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean over;

    Front(TestCertificate certificate, List<ProductionInstance> instances)
            throws IOException, GeneralSecurityException {
        this.instances = instances;
        this.server = (SSLServerSocket) certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::probe);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        over = true;
        close(server);
    }

    private void probe() {
        while (!over) {
            for (var instance : instances) {
                if (instance.readiness() == Readiness.READY) ready.add(instance);
                else ready.remove(instance);
            }
            Await.pause();
        }
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
        try {
            var instance = dial();
            Thread.ofVirtual().start(() -> pass(instance, client));
            pass(client, instance);
        } catch (IOException _) {
            close(client);
        }
    }

    /** Those that are ready first, in turn; one that takes no connection is passed over. */
    private Socket dial() throws IOException {
        var from = turn.getAndIncrement();
        for (var wanted : List.of(true, false)) {
            for (var i = 0; i < instances.size(); i++) {
                var instance = instances.get((from + i) % instances.size());
                if (ready.contains(instance) != wanted) continue;
                var socket = tryTo(instance);
                if (socket.isPresent()) return socket.get();
            }
        }
        throw new IOException("no instance takes a connection");
    }

    private static Optional<Socket> tryTo(ProductionInstance instance) {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), instance.port()));
            socket.setTcpNoDelay(true);
            return Optional.of(socket);
        } catch (IOException _) {
            close(socket);
            return Optional.empty();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of the two hung up: the other is told by the closing.
        } finally {
            close(from);
            close(to);
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
