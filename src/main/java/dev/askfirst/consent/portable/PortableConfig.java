package dev.askfirst.consent.portable;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Terms that people take from one installation to another. */
@ConfigMapping(prefix = "askfirst.portable")
public interface PortableConfig {

    /**
     * The installations whose documents are taken here, by their public addresses, separated by commas; without them none is taken.
     * Their keys are read below that address, or where it says behind an equals sign: an address, or a file with a set of keys (JWKS).
     */
    Optional<List<String>> issuers();

    /** How long a document that is made here can be taken elsewhere. */
    @WithDefault("1d")
    Duration valid();
}
