package dev.askfirst.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How delivery reports are held against the record. */
@ConfigMapping(prefix = "askfirst.reconciliations")
interface ReconcileConfig {

    /** How far a sender's clock may differ from ours, either way. */
    @WithDefault("2M")
    Duration tolerance();

    /** How long before a message its question may lie to be taken for the one about it; longer where the report names it. */
    @WithDefault("1D")
    Duration lookBack();

    /** How long the rows of a report are kept; its counts and its entry stay. */
    @WithDefault("90D")
    Duration keep();
}
