package dev.askfirst.platform.local;

import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether this is a demonstration: a made-up catalog and made-up people in an empty database. */
@ApplicationScoped
public class Demo {

    private final boolean on;
    private final boolean open;

    @Inject
    Demo(@ConfigProperty(name = "askfirst.demo", defaultValue = "false") boolean on) {
        this(on, ConfigUtils.getProfiles());
    }

    Demo(boolean on, List<String> profiles) {
        this.on = on;
        this.open = on && !Collections.disjoint(profiles, ProductionCheck.LOCAL);
    }

    public boolean on() {
        return on;
    }

    /** Whether it also stands on a machine of one's own, where whoever comes by may be let in anywhere. */
    public boolean isOpen() {
        return open;
    }
}
