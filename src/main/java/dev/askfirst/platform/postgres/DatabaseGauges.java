package dev.askfirst.platform.postgres;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * Figures that the database is asked for at each scrape. Each look has little time; once the database does not answer one, the
 * scrape does without the others, so that it is answered in time whatever hangs. A figure that is not known is NaN, or has no
 * series.
 */
@ApplicationScoped
public class DatabaseGauges {

    private static final Logger LOG = Logger.getLogger(DatabaseGauges.class);
    private static final TimeLimit LOOK = new TimeLimit(Duration.ofMillis(1500));

    private interface Figure {

        /** Asks for it anew. */
        void look() throws SQLException;

        /** It is not known any more. */
        void forget();
    }

    private final MeterRegistry registry;
    private final List<Figure> figures = new CopyOnWriteArrayList<>();

    DatabaseGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One number. */
    public void number(String name, String description, TimeLimit.Work<Double> look) {
        var figure = new Number(look);
        Gauge.builder(name, () -> figure.value)
                .description(description)
                .strongReference(true)
                .register(registry);
        figures.add(figure);
    }

    /** A number for each value of a label. There are few values, and none of them says anything about a person. */
    public void numbers(String name, String description, String label, TimeLimit.Work<Map<String, Double>> look) {
        var gauge = MultiGauge.builder(name).description(description).register(registry);
        figures.add(new Numbers(gauge, label, look));
    }

    /** Asks for all of them anew; to be called before each scrape. */
    public void refresh() {
        var answers = true;
        for (var figure : figures) {
            if (answers) answers = looked(figure);
            else figure.forget();
        }
    }

    /** Whether the database answers, be it that it does not know this one. */
    private static boolean looked(Figure figure) {
        try {
            figure.look();
            return true;
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("a figure is not known: %s", e);
            figure.forget();
            return Outage.in(e).isEmpty();
        }
    }

    private static final class Number implements Figure {

        private final TimeLimit.Work<Double> look;
        private volatile double value = Double.NaN;

        Number(TimeLimit.Work<Double> look) {
            this.look = look;
        }

        @Override
        public void look() throws SQLException {
            value = LOOK.run(look);
        }

        @Override
        public void forget() {
            value = Double.NaN;
        }
    }

    private record Numbers(MultiGauge gauge, String label, TimeLimit.Work<Map<String, Double>> work) implements Figure {

        @Override
        public void look() throws SQLException {
            show(LOOK.run(work));
        }

        @Override
        public void forget() {
            show(Map.of());
        }

        private void show(Map<String, Double> values) {
            gauge.register(
                    values.entrySet().stream()
                            .map(it -> MultiGauge.Row.of(Tags.of(label, it.getKey()), it.getValue()))
                            .toList(),
                    true);
        }
    }
}
