package dev.askfirst.console;

import java.util.List;

/**
 * One entry with its whole why.
 *
 * @param index its place in the log; empty until it is sealed
 * @param members all there is to it
 * @param question what was asked, of a decision
 * @param answer what was answered, of a decision
 * @param reasons each with its words
 * @param acts what the person had said by then
 * @param rules what windows, caps and law had to do with it
 * @param replay what came out when it was made again: {@code same}, {@code different}, {@code impossible}
 * @param became what the sender reported
 * @param before entries that it follows
 * @param after entries that follow it
 */
public record EntryView(
        String id,
        String kind,
        String index,
        String leaf,
        String why,
        List<Pair> members,
        List<Pair> question,
        List<Pair> answer,
        List<Pair> reasons,
        List<Said> acts,
        List<Pair> rules,
        String replay,
        List<Pair> differences,
        List<Pair> became,
        List<Line> before,
        List<Line> after) {

    private static final List<String> SAID = List.of("grant", "confirmation", "refusal", "withdrawal");

    /** Something the person had said. */
    public record Said(String id, long version, String event, String at, String scope) {}

    /** Whether there may be a yes behind it: it is a permit that names one, or something that was said. */
    public boolean provable() {
        return decision()
                ? answer.stream().anyMatch(it -> it.name().equals("grant"))
                : members.stream().anyMatch(it -> it.name().equals("event") && SAID.contains(it.value()));
    }

    public boolean decision() {
        return kind.equals("decision");
    }
}
