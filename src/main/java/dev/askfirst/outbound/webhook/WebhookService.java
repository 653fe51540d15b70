package dev.askfirst.outbound.webhook;

import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps webhooks. Each owner sees its own, and a secret is shown only when it is made. */
@ApplicationScoped
class WebhookService {

    /** How long a secret that was replaced goes on signing beside the new one. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private static final int MOST = 20;

    private static final Sql BEGIN =
            Sql.of("insert into webhook_progress select :id, next_position from feed_position");
    private static final List<Sql> DELETE = List.of(
            Sql.of("delete from webhook_progress where webhook_id = :id"),
            Sql.of("delete from webhook_turn where webhook_id = :id"),
            Sql.of("delete from webhook_delivery where webhook_id = :id"));

    /** A webhook after a request for it, and whether that made it. */
    record Put(WebhookReply webhook, boolean created) {}

    private final WebhookRepository webhooks;
    private final DataSource dataSource;
    private final Clock clock;
    private final Vault vault;
    private final Targets targets;

    WebhookService(WebhookRepository webhooks, DataSource dataSource, Clock clock, Vault vault, Targets targets) {
        this.webhooks = webhooks;
        this.dataSource = dataSource;
        this.clock = clock;
        this.vault = vault;
        this.targets = targets;
    }

    @Transactional
    List<WebhookReply> all(String owner) {
        var now = now();
        return webhooks.of(owner).stream()
                .map(webhook -> WebhookReply.of(webhook, now, Optional.empty()))
                .toList();
    }

    @Transactional
    WebhookReply one(String owner, String name) {
        return WebhookReply.of(require(owner, name), now(), Optional.empty());
    }

    /** Makes or changes a webhook. All that waits for it is due at once: whoever repaired their end calls this. */
    @Transactional
    Put put(String owner, String name, WebhookRequest request) {
        request.check(name, targets);
        var now = now();
        var known = webhooks.named(owner, name);
        var webhook = known.orElseGet(() -> new Webhook(Ids.at(now), owner, name, now));
        webhook.url = request.url();
        webhook.types = request.types();
        webhook.active = request.active() == null || request.active();
        webhook.switchedOff = null;
        if (known.isPresent()) {
            execute(
                    Sql.of("update webhook_turn set due_at = %s, attempts = 0 where webhook_id = :id and claim is null"
                            .formatted(clock.now())),
                    webhook.id);
            return new Put(WebhookReply.of(webhook, now, Optional.empty()), false);
        }
        return new Put(WebhookReply.of(webhook, now, Optional.of(create(webhook))), true);
    }

    private WebhookSecret create(Webhook webhook) {
        if (webhooks.count("owner = ?1", webhook.owner) >= MOST) {
            throw Fault.invalid("id", "would be one more webhook than the " + MOST + " there may be");
        }
        var secret = WebhookSecret.fresh();
        webhook.secret = wrap(webhook.id, secret);
        try {
            webhooks.persistAndFlush(webhook);
        } catch (PersistenceException _) {
            throw Fault.of(ProblemCode.CONFLICT, "this webhook was made at the same moment by another request");
        }
        execute(BEGIN, webhook.id);
        return secret;
    }

    @Transactional
    void delete(String owner, String name) {
        var webhook = require(owner, name);
        webhooks.delete(webhook);
        for (var delete : DELETE) execute(delete, webhook.id);
    }

    /** Signs with a new secret from now on, and for a day with the one before as well. */
    @Transactional
    WebhookReply rotate(String owner, String name) {
        var now = now();
        var webhook = require(owner, name);
        var secret = WebhookSecret.fresh();
        webhook.oldSecret = webhook.secret;
        webhook.oldSecretUntil = now.plus(OVERLAP);
        webhook.secret = wrap(webhook.id, secret);
        return WebhookReply.of(webhook, now, Optional.of(secret));
    }

    private Webhook require(String owner, String name) {
        return Optional.of(name)
                .filter(Checks::isId)
                .flatMap(it -> webhooks.named(owner, it))
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "you have no webhook with this id"));
    }

    private byte[] wrap(UUID webhook, WebhookSecret secret) {
        return vault.wrap(secret.key(), Ids.bytes(webhook));
    }

    private Instant now() {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        } catch (SQLException e) {
            throw unwritten(e);
        }
    }

    private void execute(Sql sql, UUID webhook) {
        try (var connection = dataSource.getConnection()) {
            sql.with("id", webhook).update(connection);
        } catch (SQLException e) {
            throw unwritten(e);
        }
    }

    private static RuntimeException unwritten(SQLException e) {
        return Outage.undecided("the webhooks could not be read or written", e);
    }
}
