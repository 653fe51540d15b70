package dev.askfirst.platform;

import io.quarkus.scheduler.Scheduled.SkipPredicate;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Holds long jobs off where {@code askfirst.jobs.here} is false: another instance on the same database works on them, and no
 * question waits for a processor, or for the collector, that they keep busy.
 */
@Singleton
public final class JobsElsewhere implements SkipPredicate {

    private final boolean here;

    JobsElsewhere(@ConfigProperty(name = "askfirst.jobs.here") boolean here) {
        this.here = here;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !here;
    }
}
