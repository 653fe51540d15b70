package dev.askfirst.mailbox;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.mailbox.reading.MailParts;
import dev.askfirst.mailbox.reading.MailReader;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes mails that came back to senders. What follows from one is recorded first, each step so that it may be repeated, and then
 * that the mail came: whoever hands it on again after a crash makes it count once.
 */
@ApplicationScoped
class Mails {

    private final CatalogService catalogs;
    private final MailEffects effects;
    private final MailRows rows;
    private final MeterRegistry registry;
    private final long mostBytes;

    Mails(
            CatalogService catalogs,
            MailEffects effects,
            MailRows rows,
            MeterRegistry registry,
            @ConfigProperty(name = "askfirst.mails.most-bytes") MemorySize mostBytes) {
        this.catalogs = catalogs;
        this.effects = effects;
        this.rows = rows;
        this.registry = registry;
        this.mostBytes = mostBytes.asLongValue();
    }

    MailReply take(InputStream message, Caller caller) {
        var sender = caller.requireSender();
        var catalog = catalogs.newest();
        var rights = SenderRights.of(catalog, sender).own().orElseThrow();
        var channel = channel(catalog, rights);
        var mail = read(message);
        var before = rows.find(sender, mail.identity());
        if (before.isPresent()) {
            count("repeated");
            return before.get();
        }
        var done = effects.apply(new Arrived(mail, caller, rights.controllers(), channel, rights.softBounces()));
        var reply = rows.keep(sender, mail.identity(), done);
        count(Json.text(reply.understood()));
        return reply;
    }

    private MailParts read(InputStream message) {
        try {
            var mail = MailReader.read(message, mostBytes);
            if (mail.headers().fields().isEmpty()) throw Fault.invalid("body", "is no mail: it has no header");
            return mail;
        } catch (IOException e) {
            throw new UncheckedIOException("the mail was not received", e);
        }
    }

    /** The sender's channel that reaches people by mail. */
    private static String channel(Catalog catalog, Rights rights) {
        return rights.channels().stream()
                .filter(it -> catalog.schemesOf(it)
                        .filter(all -> all.contains("mailto"))
                        .isPresent())
                .sorted()
                .findFirst()
                .orElseThrow(() ->
                        Fault.of(ProblemCode.FORBIDDEN, "this sender has no channel that takes e-mail addresses"));
    }

    private void count(String understood) {
        registry.counter("askfirst.mails", "understood", understood).increment();
    }
}
