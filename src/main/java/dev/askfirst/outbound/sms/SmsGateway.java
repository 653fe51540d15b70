package dev.askfirst.outbound.sms;

import dev.askfirst.outbound.webhook.SignedPost;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.security.SecretFile;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Hands text messages to the operator's gateway, signed by Standard Webhooks 1.0.0, or, on a machine of one's own, puts them
 * into a folder that only we can read.
 */
@Startup
@ApplicationScoped
public class SmsGateway {

    /** How long one attempt may take, from looking up the host to the end of the reply. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(SmsGateway.class);
    private static final List<String> RESULTS = List.of("taken", "refused", "no_reply");

    private final Optional<Path> folder;
    private final Optional<SignedPost.Receiver> receiver;
    private final SignedPost post;
    private final GatewayState state;
    private final MeterRegistry meters;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SmsGateway(
            SmsConfig config,
            @ConfigProperty(name = "askfirst.sms-folder") Optional<Path> folder,
            SignedPost post,
            GatewayState state,
            MeterRegistry meters) {
        this.folder = folder;
        this.receiver = config.url().map(url -> receiver(url, config.secret()));
        this.post = post;
        this.state = state;
        this.meters = meters;
        for (var result : RESULTS) count(result, 0);
    }

    private static SignedPost.Receiver receiver(String url, Optional<String> secret) {
        if (secret.isEmpty()) throw new StartRefused("askfirst.sms.url (ASKFIRST_SMS_URL) needs ASKFIRST_SMS_SECRET");
        try {
            return SignedPost.Receiver.of(url, secret.get());
        } catch (IllegalArgumentException e) {
            throw new StartRefused(
                    "askfirst.sms: ASKFIRST_SMS_URL must be a URL such as https://sms.example.org/askfirst, and "
                            + "ASKFIRST_SMS_SECRET be whsec_ and base64");
        }
    }

    /** Whether text messages reach anybody. */
    public boolean isThere() {
        return receiver.isPresent() || folder.isPresent();
    }

    /** Whether it did not take the last message, a short while ago. */
    public boolean isAway() {
        return receiver.isPresent() && state.isAway();
    }

    /** Completes once the gateway has taken the message, or fails within ten seconds. Never waits for it. */
    public CompletableFuture<Void> put(TextMessage message, Instant at) {
        if (receiver.isPresent()) return CompletableFuture.runAsync(() -> send(receiver.get(), message, at), threads);
        SecretFile.write(folder.orElseThrow().resolve(name(message, at)), message.file());
        return CompletableFuture.completedFuture(null);
    }

    private void send(SignedPost.Receiver to, TextMessage message, Instant at) {
        try {
            var status = post.send(to, message.id(), at, message.body(), PATIENCE);
            var taken = status >= 200 && status < 300;
            note(taken, taken ? "taken" : "refused");
            if (!taken) throw new CompletionException(new IOException("the gateway answers " + status));
        } catch (IOException e) {
            note(false, "no_reply");
            throw new CompletionException(e);
        }
    }

    private void note(boolean taken, String result) {
        count(result, 1);
        try {
            state.note(taken);
        } catch (SQLException e) {
            LOG.warnf("what the gateway for text messages answers could not be noted: %s", e.getMessage());
        }
    }

    private void count(String result, int by) {
        meters.counter("askfirst.sms", "result", result).increment(by);
    }

    /** No colons: not every file system takes them. */
    private static String name(TextMessage message, Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-') + "-" + message.id() + ".txt";
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
