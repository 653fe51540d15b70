package dev.askfirst.outbound.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A webhook as its owner sees it. The secret is there once: when it was made. */
record WebhookReply(
        String id,
        String url,
        Optional<List<String>> types,
        boolean active,
        Optional<String> switchedOff,
        Instant createdAt,
        Optional<Instant> oldSecretUntil,
        Optional<String> secret) {

    static WebhookReply of(Webhook webhook, Instant now, Optional<WebhookSecret> fresh) {
        return new WebhookReply(
                webhook.name,
                webhook.url,
                Optional.ofNullable(webhook.types).map(List::copyOf),
                webhook.active,
                Optional.ofNullable(webhook.switchedOff),
                webhook.createdAt,
                Optional.ofNullable(webhook.oldSecretUntil).filter(now::isBefore),
                fresh.map(WebhookSecret::text));
    }
}
