package dev.askfirst.outbound.mail;

import dev.askfirst.platform.security.SecretFile;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Hands messages to the operator's mail server or, where there is none, puts them into a folder only we can read. */
@ApplicationScoped
class Postbox {

    private final MailClient server;
    /** Always the same: called from several, the client may miss a server's greeting and wait for ever. */
    private final Context context;

    private final Optional<Path> folder;

    Postbox(MailClient server, Vertx vertx, @ConfigProperty(name = "askfirst.mail.folder") Optional<Path> folder) {
        this.server = server;
        this.context = vertx.getOrCreateContext();
        this.folder = folder;
    }

    /** Completes once the message is the server's to deliver, or fails. Never waits for the server. */
    CompletableFuture<Void> put(UUID letter, MailMessage message, Instant at) {
        if (folder.isPresent()) {
            SecretFile.write(folder.get().resolve(name(letter, at)), new MailEncoder(message, "localhost").encode());
            return CompletableFuture.completedFuture(null);
        }
        var handedOver = new CompletableFuture<Void>();
        context.runOnContext(_ ->
                server.sendMail(message).onComplete(_ -> handedOver.complete(null), handedOver::completeExceptionally));
        return handedOver;
    }

    /** No colons: not every file system takes them. */
    private static String name(UUID letter, Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-') + "-" + letter + ".eml";
    }
}
