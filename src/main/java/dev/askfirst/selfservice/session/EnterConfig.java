package dev.askfirst.selfservice.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What those who come in without a link are held to. */
@ConfigMapping(prefix = "askfirst.enter")
interface EnterConfig {

    /** Addresses of what stands in front and sets {@code X-Forwarded-For}, as blocks such as {@code 10.0.0.0/8}. */
    Optional<List<String>> proxies();

    /** How many codes those of one network may ask for in an hour by typing an address at {@code /enter}. */
    @WithDefault("30")
    int perNetwork();

    /** How many codes all may ask for in an hour, on this instance. */
    @WithDefault("1000")
    int perInstance();
}
