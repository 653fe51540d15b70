package dev.askfirst.console.find;

import java.util.List;

/**
 * What was found for something that was typed.
 *
 * @param typed as it was typed; an address among it stands in this page alone
 * @param wrong why nothing could be looked for, or that nothing is there; empty if something was found
 */
public record Findings(String typed, List<Group> groups, String wrong) {

    /** Things of one kind. */
    public record Group(String kind, List<Hit> hits) {}

    /**
     * One of them.
     *
     * @param note what it is called otherwise, or which id it has
     */
    public record Hit(String link, String name, String note) {}

    static Findings nothing(String typed, String wrong) {
        return new Findings(typed, List.of(), wrong);
    }

    /** Where somebody is led who found one thing alone; empty if there are several, or none. */
    String only() {
        return groups.size() == 1 && groups.getFirst().hits().size() == 1
                ? groups.getFirst().hits().getFirst().link()
                : "";
    }
}
