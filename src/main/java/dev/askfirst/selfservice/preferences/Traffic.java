package dev.askfirst.selfservice.preferences;

import dev.askfirst.decision.history.OwnDecisions.Question;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a company sent in the last twelve weeks, and what was stopped: a small picture, and the same in words.
 *
 * @param words how many messages were let through and how many were stopped
 * @param axes what the picture shows, and how many messages the longest column stands for
 * @param last who last wrote, when, and whether a person did; empty if nobody
 * @param weeks the oldest first; empty if nothing happened
 */
record Traffic(String words, String axes, String last, List<Week> weeks) {

    /** How many of the newest questions are looked at. */
    static final int MOST = 200;

    private static final int WEEKS = 12;
    private static final Duration WEEK = Duration.ofDays(7);

    /** Of the picture, in its own units: a column, and the middle line, above and below which columns stand. */
    private static final int WIDTH = 14;

    private static final int HEIGHT = 22;

    /** A column upwards for what was let through, and one downwards for what was stopped. */
    public record Week(int x, int through, int stopped) {

        /** Where the upper column begins. */
        public int top() {
            return HEIGHT - through;
        }
    }

    /**
     * Of what senders of this company asked.
     *
     * @param asked the newest first
     */
    static Traffic of(List<Question> asked, Instant now, Dates dates, CatalogNames names, Texts texts) {
        var real = asked.stream().filter(it -> it.mode() == Mode.RESERVE).toList();
        var through = new int[WEEKS];
        var stopped = new int[WEEKS];
        for (var question : real) {
            var ago = Duration.between(question.at(), now).dividedBy(WEEK);
            if (ago < 0 || ago >= WEEKS) continue;
            var week = WEEKS - 1 - (int) ago;
            if (question.outcome().equals("permit")) through[week]++;
            else stopped[week]++;
        }
        var sums = List.of(IntStream.of(through).sum(), IntStream.of(stopped).sum());
        var last = last(real, dates, names, texts).orElse("");
        if (sums.equals(List.of(0, 0))) return new Traffic("", "", last, List.of());
        return new Traffic(
                texts.text("traffic", sums.getFirst(), sums.getLast()),
                texts.text("trafficAxes", most(through, stopped)),
                last,
                weeks(through, stopped));
    }

    private static Optional<String> last(List<Question> real, Dates dates, CatalogNames names, Texts texts) {
        return real.stream()
                .filter(it -> it.outcome().equals("permit"))
                .findFirst()
                .map(it -> texts.text("lastMessage", dates.date(it.at()), names.sender(it.sender()), authorship(it)));
    }

    private static String authorship(Question question) {
        if (question.doubt().isPresent()) return "automated";
        return switch (question.authorship()) {
            case PERSONAL -> "personal";
            case ASSISTED -> "assisted";
            case AUTOMATED -> "automated";
        };
    }

    private static List<Week> weeks(int[] through, int[] stopped) {
        var most = most(through, stopped);
        var weeks = new ArrayList<Week>();
        for (var week = 0; week < WEEKS; week++)
            weeks.add(new Week(week * WIDTH, height(through[week], most), height(stopped[week], most)));
        return weeks;
    }

    private static int most(int[] through, int[] stopped) {
        return Math.max(
                IntStream.of(through).max().orElse(0),
                IntStream.of(stopped).max().orElse(0));
    }

    /** One message is seen, however many came in another week. */
    private static int height(int number, int most) {
        return number == 0 ? 0 : Math.max(3, number * (HEIGHT - 2) / most);
    }
}
