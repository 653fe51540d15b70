package dev.askfirst.selfservice.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What those who come in without a link are held to. */
@ConfigMapping(prefix = "askfirst.enter")
interface EnterConfig {

    /** Addresses of the proxies in front, as {@code 10.1.0.0/16}: what they say of whom they speak for is believed. */
    Optional<List<String>> proxies();

    /** How many codes those of one network may ask for in an hour. */
    @WithDefault("30")
    int perNetwork();

    /** How many codes all may ask for in an hour, on this instance. */
    @WithDefault("1000")
    int perInstance();
}
