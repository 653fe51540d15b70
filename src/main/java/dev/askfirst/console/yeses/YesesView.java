package dev.askfirst.console.yeses;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How yeses moved in some weeks, the current one included.
 *
 * @param controller whose alone; empty for all
 * @param period of which days, in words
 * @param until from when on something is not counted yet, in words; empty if all is
 */
public record YesesView(
        long length,
        String controller,
        List<Choice> controllers,
        String period,
        String until,
        Sums sums,
        List<Week> weeks,
        List<Said> topics,
        List<Said> notices,
        List<Said> sources,
        List<Driven> senders,
        List<Driven> campaigns,
        List<Ending> endings) {

    /** A controller to look at alone. */
    public record Choice(String id, String name) {}

    /** All of the time; {@code share} in percent, {@code perThousand} with one decimal. */
    public record Sums(
            long asked, long agreed, long share, long yes, long no, long messages, long stops, String perThousand) {}

    /** One week by its Monday: people who were asked, and those of them who said yes; then yeses and noes. */
    public record Week(String monday, long asked, long agreed, long share, long yes, long no, String link) {

        /** Who was asked and said no yes. */
        public long others() {
            return Math.max(0, asked - agreed);
        }
    }

    /** Yeses and noes of one topic, notice or source; {@code link} leads to them, empty where nothing finds them. */
    public record Said(String name, long yes, long no, String link) {

        /** What it can be sorted by. */
        static final Map<String, Comparator<Said>> COLUMNS = Map.of(
                "name", Comparator.comparing(Said::name, String.CASE_INSENSITIVE_ORDER),
                "yes", Comparator.comparingLong(Said::yes),
                "no", Comparator.comparingLong(Said::no));
    }

    /**
     * Messages of a sender or campaign, and noes after one of them.
     *
     * @param few whether there were too few messages to tell much
     */
    public record Driven(String name, long messages, long stops, String perThousand, boolean few, String link) {

        /** What it can be sorted by. */
        static final Map<String, Comparator<Driven>> COLUMNS = Map.of(
                "name", Comparator.comparing(Driven::name, String.CASE_INSENSITIVE_ORDER),
                "messages", Comparator.comparingLong(Driven::messages),
                "stops", Comparator.comparingLong(Driven::stops),
                "rate", Comparator.comparingDouble(Driven::rate));

        private double rate() {
            return messages == 0 ? 0 : (double) stops / messages;
        }
    }

    /** Yeses that end by themselves in a week, by its Monday. */
    public record Ending(String monday, long count) {}
}
