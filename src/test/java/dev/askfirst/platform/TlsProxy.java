package dev.askfirst.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Ends TLS in front of the service under test, as something does in front of every service in production: the service sees
 * plain HTTP, and knows only by its settings how people reach it. What passes through is not changed.
 */
public final class TlsProxy implements AutoCloseable {

    private static final String BEHIND = "askfirst.test.behind";

    private final ServerSocket listening;

    private TlsProxy(ServerSocket listening) {
        this.listening = listening;
    }

    static TlsProxy start() {
        try {
            var sockets = TestCertificate.of("localhost").server().getServerSocketFactory();
            var proxy = new TlsProxy(sockets.createServerSocket(0, 100, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where people reach the service that now runs at this address. */
    public static URI before(URI service) {
        // Not a static field: the proxy is started by another class loader than the one that tests run in.
        System.setProperty(BEHIND, Integer.toString(service.getPort()));
        return URI.create(ConfigProvider.getConfig().getValue("askfirst.public-url", String.class));
    }

    URI address() {
        return URI.create("https://localhost:" + listening.getLocalPort());
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var browser = listening.accept();
                Thread.ofVirtual().start(() -> join(browser));
            } catch (IOException _) {
                // Closed, or somebody who did not stay.
            }
        }
    }

    private static void join(Socket browser) {
        try (browser;
                var service = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(BEHIND))) {
            var back = Thread.ofVirtual().start(() -> copy(service, browser));
            copy(browser, service);
            back.join();
        } catch (IOException | InterruptedException _) {
            // Whoever was cut off tries again.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream read = from.getInputStream();
            OutputStream write = to.getOutputStream();
            read.transferTo(write);
            to.shutdownOutput();
        } catch (IOException _) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It was closed already.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
