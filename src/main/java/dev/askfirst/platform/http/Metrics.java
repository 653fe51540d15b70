package dev.askfirst.platform.http;

import dev.askfirst.platform.postgres.DatabaseGauges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What operators measure, in Prometheus' text form. No label ever holds anything about a person. */
@ApplicationScoped
@Path("/q/metrics")
public class Metrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final HealthMetrics health;
    private final DatabaseGauges database;

    Metrics(HealthMetrics health, DatabaseGauges database) {
        this.health = health;
        this.database = database;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    @Produces
    @Singleton
    MeterRegistry registry() {
        return registry;
    }

    @GET
    @jakarta.ws.rs.Produces("text/plain; version=0.0.4; charset=utf-8")
    public String scrape() {
        health.refresh();
        database.refresh();
        return registry.scrape();
    }

    @PreDestroy
    void close() {
        collections.close();
        registry.close();
    }
}
