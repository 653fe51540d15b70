package dev.askfirst.platform.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says that the service is ready, once it is, and runs until it is told to stop. */
public final class Ready implements QuarkusApplication {

    private final String address;

    Ready(@ConfigProperty(name = "askfirst.public-url") String address) {
        this.address = address;
    }

    @Override
    public int run(String... arguments) {
        System.out.println("ready on " + address);
        Quarkus.waitForExit();
        return 0;
    }
}
