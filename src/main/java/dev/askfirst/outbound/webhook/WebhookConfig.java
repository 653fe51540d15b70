package dev.askfirst.outbound.webhook;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Where webhooks may lead. */
@ConfigMapping(prefix = "askfirst.webhooks")
interface WebhookConfig {

    /** Targets that are let through though they are not public: {@code host:port}, or addresses as {@code 10.1.0.0/16}. */
    Optional<List<String>> allow();
}
