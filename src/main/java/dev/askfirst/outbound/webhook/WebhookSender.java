package dev.askfirst.outbound.webhook;

import dev.askfirst.outbound.webhook.Deliveries.Delivery;
import dev.askfirst.outbound.webhook.Deliveries.Message;
import dev.askfirst.outbound.webhook.Deliveries.Outcome;
import dev.askfirst.outbound.webhook.Deliveries.Tried;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Carries one event to one webhook by Standard Webhooks 1.0.0: signed, once, and over within ten seconds. */
@ApplicationScoped
class WebhookSender {

    /** How long one attempt may take, from looking up the host to the end of the reply. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final int GONE = 410;

    private final Targets targets;
    private final PinnedHttpClient post;
    private final OutboundMetrics metrics;
    private final Set<UUID> failing = ConcurrentHashMap.newKeySet();

    WebhookSender(Targets targets, PinnedHttpClient post, OutboundMetrics metrics) {
        this.targets = targets;
        this.post = post;
        this.metrics = metrics;
    }

    Tried attempt(Delivery delivery) {
        var outcome = delivery.message().map(message -> send(delivery, message)).orElse(Outcome.DROPPED);
        var last = delivery.claim().attempt() == Retries.SCHEDULE.size();
        if (outcome == Outcome.FAILED && last) outcome = Outcome.GIVEN_UP;
        if (outcome == Outcome.GIVEN_UP || outcome == Outcome.GONE) {
            LOG.warnf("webhook %s: %s", delivery.claim().webhook(), outcome);
        }
        metrics.count(outcome);
        return new Tried(delivery, outcome);
    }

    private Outcome send(Delivery delivery, Message message) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        try {
            var target = targets.resolve(delivery.url(), delivery.claim().attempt(), PATIENCE);
            if (target.isEmpty()) {
                LOG.warnf(
                        "webhook %s leads to no public address",
                        delivery.claim().webhook());
                return Outcome.FAILED;
            }
            var left = Duration.ofMillis(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            var status = post.send(target.get(), headers(message), message.body(), left);
            if (status == GONE) return Outcome.GONE;
            if (status < 200 || status >= 300) return failed(delivery.claim().webhook(), "it answers " + status);
            if (failing.remove(delivery.claim().webhook()))
                LOG.infof("webhook %s takes events again", delivery.claim().webhook());
            return Outcome.DELIVERED;
        } catch (IOException e) {
            return failed(delivery.claim().webhook(), e.toString());
        }
    }

    /** Told once, until it takes an event again: what waits may be much. */
    private Outcome failed(UUID webhook, String why) {
        if (failing.add(webhook)) LOG.warnf("webhook %s does not take events: %s", webhook, why);
        return Outcome.FAILED;
    }

    private static Map<String, String> headers(Message message) {
        var id = message.id().toString();
        var signatures = message.secrets().stream()
                .map(secret -> secret.sign(id, message.at(), message.body()))
                .collect(Collectors.joining(" "));
        return Map.of(
                "content-type",
                "application/cloudevents+json; charset=utf-8",
                "user-agent",
                "askfirst",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(message.at().getEpochSecond()),
                "webhook-signature",
                signatures);
    }
}
