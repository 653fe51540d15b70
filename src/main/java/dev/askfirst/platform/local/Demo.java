package dev.askfirst.platform.local;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether this is a demonstration: a made-up catalog and made-up people in an empty database. */
@ApplicationScoped
public class Demo {

    private final boolean on;

    Demo(@ConfigProperty(name = "askfirst.demo", defaultValue = "false") boolean on) {
        this.on = on;
    }

    public boolean on() {
        return on;
    }
}
