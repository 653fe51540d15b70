package dev.askfirst.outbound.webhook;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends one request over a connection of its own to exactly the address of its target; name and certificate are those of
 * the URL. Follows no redirect, reads no more than 64 KiB of the reply, and is over in time.
 */
@ApplicationScoped
class PinnedHttpClient {

    private static final int MOST_OF_REPLY = 64 * 1024;
    private static final int CONNECTIONS = 256;

    private final HttpClient client;

    @Inject
    PinnedHttpClient(Vertx vertx) {
        this(vertx, new HttpClientOptions());
    }

    PinnedHttpClient(Vertx vertx, HttpClientOptions options) {
        this.client = vertx.createHttpClient(
                options.setKeepAlive(false).setVerifyHost(true), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** What is sent. */
    record Exchange(HttpMethod method, Map<String, String> headers, byte[] body) {}

    /** What came back: the status, the headers, and the beginning of the body. */
    record Answer(int status, MultiMap headers, byte[] body) {}

    /** The status of the reply to a POST. */
    int send(Target target, Map<String, String> headers, byte[] body, Duration patience) throws IOException {
        return exchange(target, new Exchange(HttpMethod.POST, headers, body), patience)
                .status();
    }

    Answer exchange(Target target, Exchange exchange, Duration patience) throws IOException {
        var started = new AtomicReference<HttpClientRequest>();
        var answer = client.request(options(target, exchange, patience)).compose(request -> {
            started.set(request);
            // Whoever waits is told by the future; the client would log it as an error of ours as well.
            request.exceptionHandler(_ -> {});
            request.connection().exceptionHandler(_ -> {});
            return request.send(Buffer.buffer(exchange.body())).compose(PinnedHttpClient::answer);
        });
        try {
            return answer.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no reply", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            // Closes the connection if the reply is not over yet.
            if (started.get() != null) started.get().reset();
        }
    }

    private static RequestOptions options(Target target, Exchange exchange, Duration patience) {
        var options = new RequestOptions()
                .setMethod(exchange.method())
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(target.address(), target.port())))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.secure())
                .setURI(target.pathAndQuery())
                .setFollowRedirects(false)
                .setConnectTimeout(patience.toMillis());
        exchange.headers().forEach(options::addHeader);
        return options;
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        var over = Promise.<Answer>promise();
        var body = Buffer.buffer();
        Runnable end = () -> over.tryComplete(new Answer(response.statusCode(), response.headers(), body.getBytes()));
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > MOST_OF_REPLY) end.run();
        });
        response.endHandler(_ -> end.run());
        // The status had arrived: what follows it is of no interest.
        response.exceptionHandler(_ -> end.run());
        return over.future();
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
