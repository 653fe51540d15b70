package dev.askfirst.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which exports are made by themselves, and where they go. */
@ConfigMapping(prefix = "askfirst.exports.schedule")
interface ScheduleConfig {

    /** How much time each export covers that is made by itself, such as {@code 1D}; none are made if it is left out. */
    Optional<Duration> every();

    /** How long after its end an export is ordered, so that transactions under way then are in it. */
    @WithDefault("5M")
    Duration after();

    /** In which format. */
    @WithDefault("ndjson")
    ExportRequest.Format format();

    /** The folder that they go to, each in one of its own. */
    Optional<Path> folder();

    /** Or the S3-compatible store: address, bucket and prefix, such as {@code https://s3.example/record/exports}. */
    Optional<URI> s3();

    /** The region of that store. */
    @WithDefault("us-east-1")
    String s3Region();

    /** Who may put objects there. */
    Optional<String> s3AccessKey();

    /** The secret of that key. */
    Optional<String> s3SecretKey();
}
