package dev.askfirst.outbound.sms;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where text messages go. */
@ConfigMapping(prefix = "askfirst.sms")
interface SmsConfig {

    /** Where the operator's gateway takes text messages, such as {@code https://sms.example.org/askfirst}; without it none are sent. */
    Optional<String> url();

    /** What requests to it are signed with: {@code whsec_} and base64, as for webhooks. */
    Optional<String> secret();
}
