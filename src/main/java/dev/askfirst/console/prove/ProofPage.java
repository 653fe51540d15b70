package dev.askfirst.console.prove;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One consent, proved, as a page says it.
 *
 * @param id of the yes, or of the permit that it was found by
 * @param consent the id of the yes
 * @param asked the instant asked about, in words
 * @param made when it was read, in words
 * @param at the same as a parameter of addresses; empty for now
 * @param lead the sentence that says who agreed when, where and how
 * @param timeline all that bears on it, as it was said
 * @param permit the permit that it was found by, with what came out when it was decided again; empty if there was none
 * @param raw the members behind the words
 */
public record ProofPage(
        String id,
        String consent,
        String person,
        String asked,
        String made,
        String at,
        String field,
        String lead,
        Wording wording,
        Facts facts,
        Answer answer,
        List<Step> timeline,
        Permit permit,
        Inclusion inclusion,
        JsonNode raw) {

    /** Whether the yes came only after the instant asked about. */
    public boolean notYet() {
        return timeline.stream().anyMatch(it -> it.place().equals("thisAfter"));
    }

    /**
     * The words that were shown.
     *
     * @param tag of their language
     * @param notice its id
     */
    public record Wording(String words, String tag, String language, String notice, String version) {}

    /** What there is to know about the yes itself; parts that are not there are empty. */
    public record Facts(
            String controller,
            String topic,
            String channel,
            String grade,
            String basis,
            String source,
            String recordedBy,
            String recorded,
            String ends) {}

    /**
     * What follows for messages at the instant asked about.
     *
     * @param outcome permit, defer or deny
     * @param reasons in words
     */
    public record Answer(String outcome, String text, List<String> reasons) {}

    /**
     * One act of the timeline.
     *
     * @param place {@code before} the yes, {@code this}, {@code since} then, or {@code after} the instant asked about;
     *     {@code thisAfter} is the yes itself if it came only then
     */
    public record Step(String id, String when, String text, String recorded, String place) {}

    /** The permit that it was found by. */
    public record Permit(String id, String text, String replay) {}

    /**
     * Where the yes stands in the log.
     *
     * @param index empty while it is not sealed
     * @param whole whether all of the timeline is sealed
     */
    public record Inclusion(
            String index, String size, String origin, String leaf, boolean whole, Optional<QrPicture> code) {}

    /**
     * A yes to choose.
     *
     * @param state what became of it by the instant asked about, in words
     * @param after whether it came only after that instant
     */
    public record Choice(String id, String about, String when, String state, boolean after) {}
}
