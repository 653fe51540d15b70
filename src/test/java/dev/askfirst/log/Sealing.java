package dev.askfirst.log;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The log of the running service, sealed when a test wants it and not only within the next second. */
@ApplicationScoped
public class Sealing {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Sealer sealer;
    private final Database database;

    Sealing(Sealer sealer, Database database) {
        this.sealer = sealer;
        this.database = database;
    }

    /** Everything that is recorded by now has its place. */
    public void seal() {
        Await.until("all is sealed", LONG, () -> {
            sealer.tick();
            return database.count("select count(*) from page where first_leaf is null") == 0;
        });
    }
}
