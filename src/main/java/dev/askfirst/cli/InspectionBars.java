package dev.askfirst.cli;

import dev.askfirst.check.Check;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on standard error what is compared, and how many rows were. */
final class InspectionBars implements Check.Progress, AutoCloseable {

    private Optional<ProgressBar> current = Optional.empty();

    @Override
    public void begins(String about) {
        close();
        current = Optional.of(new ProgressBarBuilder()
                .setTaskName(about)
                .setInitialMax(-1)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build());
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
