package dev.askfirst.console.doubts;

import java.util.List;

/**
 * What is called personal and is not, by sender.
 *
 * @param watched whether any sender is checked at all
 * @param campaigns of all senders together
 */
public record DoubtsView(boolean watched, int campaigns, List<SenderView> senders) {

    /** One sender; {@code check} is {@code off}, {@code shadow} or {@code on}. */
    public record SenderView(String id, String name, String check, List<CampaignView> campaigns, List<FastView> fast) {}

    /**
     * One campaign.
     *
     * @param curve how many addresses it had reached by the end of each of 30 days, as the path of a picture
     * @param told the same in words
     * @param link to the entry in which its text was told first
     */
    public record CampaignView(
            String name,
            String controller,
            String copies,
            String texts,
            String first,
            String last,
            String curve,
            String told,
            String link,
            List<DayView> days) {}

    /** How many addresses a day had, and all up to then. */
    public record DayView(String day, String copies, String sum) {}

    /** An author; {@code link} leads to an entry about one of the texts. */
    public record FastView(String controller, String words, String link) {}
}
