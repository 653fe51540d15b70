package dev.askfirst.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.limit.Reach;

/** Whether an entry concerns the controllers that somebody is limited to. */
public final class EntryReach {

    private static final String ALL = "*";

    private EntryReach() {}

    /** Decisions, acts, replies and suppressions by their controller, reports by their sender; nothing else. */
    public static boolean concerns(Reach reach, JsonNode entry) {
        if (reach.isWhole()) return true;
        return switch (entry.path("kind").asText()) {
            case "decision", "reply" -> reach.holds(entry.path("controller").asText());
            case "suppression" -> holdsOrAll(reach, entry.path("controller").asText());
            case "act" -> holdsOrAll(reach, entry.path("act").path("controller").asText(ALL));
            case "reconciliation" -> reach.holdsSender(entry.path("sender").asText());
            default -> false;
        };
    }

    /** Whether it is something that a person said to all: it concerns only controllers that the person has spoken to. */
    public static boolean isOfAnybody(JsonNode entry) {
        return entry.path("kind").asText().equals("act") && !entry.path("act").has("controller");
    }

    private static boolean holdsOrAll(Reach reach, String controller) {
        return controller.equals(ALL) || reach.holds(controller);
    }
}
