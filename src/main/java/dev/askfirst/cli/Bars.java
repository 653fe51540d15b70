package dev.askfirst.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars on standard error, all alike. */
final class Bars {

    /** A unit: steps are bytes, and millions of them are shown. */
    static final String MEGABYTES = " MB";

    private Bars() {}

    /** Of so many steps; -1 if nobody knows yet how many. */
    static ProgressBar of(String task, long steps, String unit) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setUnit(unit, unit.equals(MEGABYTES) ? 1024 * 1024 : 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .setConsumer(new OnTheConsole())
                .build();
    }

    /** Draws nothing after its end: a last picture that is late would stand in the line of what is said next. */
    private static final class OnTheConsole extends ConsoleProgressBarConsumer {

        private boolean ended;

        private OnTheConsole() {
            super(System.err);
        }

        @Override
        public synchronized void accept(String picture) {
            if (!ended) super.accept(picture);
        }

        @Override
        public synchronized void close() {
            ended = true;
            super.close();
        }
    }
}
