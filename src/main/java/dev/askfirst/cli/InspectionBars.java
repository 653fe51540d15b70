package dev.askfirst.cli;

import dev.askfirst.check.Check;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** Shows on standard error what is compared, and how many rows were. */
final class InspectionBars implements Check.Progress, AutoCloseable {

    private Optional<ProgressBar> current = Optional.empty();

    @Override
    public void begins(String about) {
        close();
        current = Optional.of(Bars.of(about, -1, " rows"));
    }

    @Override
    public void row() {
        current.orElseThrow().step();
    }

    @Override
    public void close() {
        current.ifPresent(ProgressBar::close);
    }
}
