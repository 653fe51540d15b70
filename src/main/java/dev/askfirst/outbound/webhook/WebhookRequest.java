package dev.askfirst.outbound.webhook;

import dev.askfirst.outbound.feed.Change;
import dev.askfirst.platform.json.Checks;
import java.util.List;
import java.util.Optional;

/** A webhook as its owner wants it. No types means all; it is active unless it says otherwise. */
record WebhookRequest(String url, List<String> types, Boolean active) {

    private static final int LONGEST = 2000;

    /** Refuses what cannot be. Whether the target may be reached is looked at again at each delivery. */
    void check(String id, Targets targets) {
        var checks = new Checks();
        checks.id("id", id);
        checks.require("url", url);
        var text = checks.text("url", url, LONGEST);
        if (text.isPresent()) targets.objection(url).ifPresent(objection -> checks.error("url", objection));
        if (types != null) check(checks);
        checks.done();
    }

    private void check(Checks checks) {
        if (types.isEmpty()) checks.error("types", "is empty; leave it out for all");
        for (var i = 0; i < types.size(); i++) {
            var type = Optional.ofNullable(types.get(i)).flatMap(Change.Type::find);
            if (type.isEmpty()) checks.error("types." + i, "is not a type of event");
        }
        if (types.stream().distinct().count() < types.size()) checks.error("types", "names a type twice");
    }
}
