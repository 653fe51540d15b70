package dev.askfirst.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error; all are alike. */
final class Bar implements AutoCloseable {

    /** A unit: steps are bytes, and millions of them are shown. */
    static final String MEGABYTES = " MB";

    private final ProgressBar drawn;
    private final OnTheConsole console;

    private Bar(ProgressBar drawn, OnTheConsole console) {
        this.drawn = drawn;
        this.console = console;
    }

    /** Of so many steps; -1 if nobody knows yet how many. */
    static Bar of(String task, long steps, String unit) {
        var console = new OnTheConsole();
        var drawn = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setUnit(unit, unit.equals(MEGABYTES) ? 1024 * 1024 : 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .setConsumer(console)
                .build();
        return new Bar(drawn, console);
    }

    void step() {
        drawn.step();
    }

    void stepBy(long steps) {
        drawn.stepBy(steps);
    }

    void stepTo(long steps) {
        drawn.stepTo(steps);
    }

    /** From now on it is known that there are so many steps. */
    void steps(long all) {
        drawn.maxHint(all);
    }

    /** Ends its line. The library does not, if the bar was over before it was first drawn. */
    @Override
    public void close() {
        drawn.close();
        console.close();
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
            if (!ended) super.close();
            ended = true;
        }
    }
}
