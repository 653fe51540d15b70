package dev.askfirst.platform.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How many connections of each pool are in use, how many there may be, and how many threads wait for one. */
@Startup
@ApplicationScoped
class PoolMetrics {

    PoolMetrics(
            MeterRegistry registry,
            AgroalDataSource requests,
            @DataSource("lanes") AgroalDataSource lanes,
            @DataSource("work") AgroalDataSource work,
            @DataSource("probes") AgroalDataSource probes,
            @DataSource("retention") AgroalDataSource retention) {
        var pools =
                Map.of("requests", requests, "lanes", lanes, "work", work, "probes", probes, "retention", retention);
        pools.forEach((name, pool) -> {
            gauge(registry, "active", "connections in use", name, pool, AgroalDataSourceMetrics::activeCount);
            gauge(registry, "waiting", "threads that wait for one", name, pool, AgroalDataSourceMetrics::awaitingCount);
            Gauge.builder("askfirst.pool.most", pool, PoolMetrics::most)
                    .description("connections that a pool may have")
                    .tag("pool", name)
                    .strongReference(true)
                    .register(registry);
        });
    }

    private static double most(AgroalDataSource pool) {
        return pool.getConfiguration().connectionPoolConfiguration().maxSize();
    }

    private static void gauge(
            MeterRegistry registry,
            String what,
            String description,
            String name,
            AgroalDataSource pool,
            ToDoubleFunction<AgroalDataSourceMetrics> value) {
        Gauge.builder("askfirst.pool." + what, pool, it -> value.applyAsDouble(it.getMetrics()))
                .description(description)
                .tag("pool", name)
                .strongReference(true)
                .register(registry);
    }
}
