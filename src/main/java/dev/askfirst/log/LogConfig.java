package dev.askfirst.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the log is sealed, and who is told of its checkpoints. */
@ConfigMapping(prefix = "askfirst.log")
interface LogConfig {

    /** The log's name in its checkpoints, given once, at the first seal; the host of the public address and {@code /log} if left out. */
    Optional<String> origin();

    /** How long the instance that seals may be silent before another one takes over. */
    @WithDefault("5S")
    Duration lease();

    /** A file that is replaced by each new checkpoint; put it where the database's administrators cannot write. */
    Optional<Path> pushFile();

    /** Where checkpoints are posted to, as text, so that others hold them. */
    Optional<URI> pushUrl();

    /** How often at most they are posted. */
    @WithDefault("1M")
    Duration pushEvery();

    /** Who cosigns checkpoints, separated by commas: each an address and a verifier key (C2SP tlog-witness). */
    Optional<List<String>> witnesses();

    /** How often at most each of them is asked. */
    @WithDefault("5S")
    Duration witnessEvery();
}
