package dev.askfirst.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.askfirst.platform.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A host of Amazon SNS that is here: a server with TLS under its name, and a proxy that leads there whoever wants to reach that name,
 * as companies have one before the internet.
 */
final class SnsHost implements AutoCloseable {

    static final String NAME = "sns.eu-west-1.amazonaws.com";

    private final TestCertificate certificate;
    private final HttpsServer server;
    private final ServerSocket proxy;
    private final ConcurrentHashMap<String, String> pages = new ConcurrentHashMap<>();
    private final List<String> opened = new CopyOnWriteArrayList<>();

    /** @param name whose certificate it has */
    SnsHost(String name) throws IOException, InterruptedException, GeneralSecurityException {
        certificate = TestCertificate.of(name);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", this::answer);
        server.start();
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** A client that reaches it by the name, and trusts whoever signed its certificate and nobody else. */
    HttpClient.Builder client() throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificate.client())
                .proxy(ProxySelector.of((InetSocketAddress) proxy.getLocalSocketAddress()));
    }

    /** What stands at a path of it. */
    void put(String path, String page) {
        pages.put(path, page);
    }

    /** The paths that were opened, in order. */
    List<String> opened() {
        return opened;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            opened.add(path);
            var page = pages.get(path);
            if (page != null && page.startsWith("https:")) {
                exchange.getResponseHeaders().add("Location", page);
                exchange.sendResponseHeaders(302, -1);
            } else if (page == null) {
                exchange.sendResponseHeaders(403, -1);
            } else {
                var bytes = page.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private void accept() {
        while (!proxy.isClosed()) {
            try {
                var client = proxy.accept();
                Thread.ofVirtual().start(() -> tunnel(client));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void tunnel(Socket client) {
        try (client) {
            var in = client.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.read());
            if (!head.toString().startsWith("CONNECT " + NAME + ":443 ")) return;
            try (var there = new Socket(
                    InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                var back = Thread.ofVirtual().start(() -> copy(there, client));
                copy(client, there);
                back.join();
            }
        } catch (IOException | InterruptedException _) {
            // Whoever was cut off is told by the client that asked.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // The other side is gone.
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.stop(0);
    }
}
