package dev.askfirst.outbound.webhook;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Where webhooks may lead. */
@ConfigMapping(prefix = "askfirst.webhooks")
interface WebhookConfig {

    /** Targets that webhooks may reach though they are not public, without TLS too: {@code host:port} or blocks such as {@code 10.1.0.0/16}. */
    Optional<List<String>> allow();
}
