package dev.askfirst.selfservice.deputy;

import java.util.List;

/**
 * What a deputy's page shows; nothing that they may not see.
 *
 * @param whose the person's addresses, masked; empty for who may not see
 * @param until the last day on which they may act; empty if no end was set
 * @param companies whom they can say no to; of who may see, those that the person has to do with
 * @param seen what holds; empty for who may not see
 * @param note the name of the text about what was just done, or not; empty if nothing was
 */
public record DeputyView(
        String whose, List<String> may, String until, List<Company> companies, List<Seen> seen, String note) {

    /** Somebody who writes messages. */
    public record Company(String id, String name) {}

    /** What one company may send: names of topics and channels. */
    public record Seen(String company, List<String> on) {}

    public boolean mayNo() {
        return may.contains("no");
    }

    public boolean maySee() {
        return may.contains("see");
    }

    public boolean mayHours() {
        return may.contains("hours");
    }

    public boolean isDone() {
        return note.equals("done");
    }
}
