package dev.askfirst.outbound.webhook;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Webhooks by their owner, who alone sees them. */
@ApplicationScoped
class WebhookRepository implements PanacheRepositoryBase<Webhook, UUID> {

    Optional<Webhook> named(String owner, String name) {
        return find("owner = ?1 and name = ?2", owner, name).firstResultOptional();
    }

    List<Webhook> of(String owner) {
        return list("owner = ?1 order by name", owner);
    }
}
