package dev.askfirst.platform.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says that the service is ready, once it is, and runs until it is told to stop; a {@link Rehearsal} runs until it is done, and
 * a start for its own sake ends at once.
 */
public final class Ready implements QuarkusApplication {

    /** Whether a start has done all that was wanted. */
    static final String START_ONLY = "askfirst.start-only";

    private final String address;
    private final Config config;

    Ready(@ConfigProperty(name = "askfirst.public-url") String address, Config config) {
        this.address = address;
        this.config = config;
    }

    @Override
    public int run(String... arguments) {
        if (config.getOptionalValue(START_ONLY, Boolean.class).orElse(false)) return 0;
        System.out.println("ready on " + address);
        if (Rehearsal.wanted(config)) Rehearsal.of(config).run();
        else Quarkus.waitForExit();
        return 0;
    }
}
