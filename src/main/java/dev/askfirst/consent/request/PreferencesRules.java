package dev.askfirst.consent.request;

import static dev.askfirst.platform.ProblemCode.ZONE_NEEDED;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.NotInCatalog;
import dev.askfirst.law.Locator;
import dev.askfirst.platform.Fault;
import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Checks preferences against the catalog. What was set before is not checked again: a person can change their language
 * although an earlier preference names a channel that is gone.
 */
public final class PreferencesRules {

    /** The member that is refused if no calendar of holidays is known. */
    public static final String NEVER_ON_HOLIDAYS = "neverOnHolidays";

    private static final Attention NONE = new Attention(0, Map.of(), List.of());

    private final Catalog catalog;

    public PreferencesRules(Catalog catalog) {
        this.catalog = catalog;
    }

    public Preferences admit(Preferences after, Preferences before) {
        each("windows", after.windows(), before.windows(), (path, window) -> {
            channel(path + ".channel", window.channel());
            topic(path + ".topic", window.topic());
        });
        each("caps", after.caps(), before.caps(), this::cap);
        each("authorship", after.authorship(), before.authorship(), (path, choice) -> {
            channel(path + ".channel", choice.channel());
            topic(path + ".topic", choice.topic());
        });
        after.attention().ifPresent(it -> attention(it, before.attention().orElse(NONE)));
        each("preferredChannels", after.preferredChannels(), before.preferredChannels(), this::channel);
        if (after.needsZone() && after.timeZone().isEmpty()) {
            throw Fault.at(
                    ZONE_NEEDED,
                    "timeZone",
                    "is needed for windows, for holidays, for hours that are learned, and for caps by day, week or month");
        }
        if (after.neverOnHolidays() && !Locator.knowsHolidays(after)) {
            throw Fault.invalid(
                    NEVER_ON_HOLIDAYS, "cannot be kept: there is no calendar of holidays for that country or zone");
        }
        return after;
    }

    /** Checks a scope that is not part of preferences, such as that of a pause. */
    public void scope(String channel, String topic) {
        channel("channel", channel);
        topic("topic", topic);
    }

    private void cap(String path, Preferences.Cap cap) {
        channel(path + ".channel", cap.channel());
        topic(path + ".topic", cap.topic());
        cap.reserve().ifPresent(reserve -> topic(path + ".reserve.topic", reserve.topic()));
        if (!cap.controller().equals(Scope.ALL)
                && catalog.controller(cap.controller()).isEmpty()) {
            throw NotInCatalog.controller(catalog, path + ".controller", cap.controller());
        }
    }

    private void attention(Attention after, Attention before) {
        for (var channel : after.weights().keySet())
            if (!before.weights().containsKey(channel)) channel("attention.weights", channel);
        each(
                "attention.reserves",
                after.reserves(),
                before.reserves(),
                (path, it) -> topic(path + ".topic", it.topic()));
    }

    private void channel(String path, String id) {
        if (!id.equals(Scope.ALL) && catalog.schemesOf(id).isEmpty()) {
            throw NotInCatalog.channel(catalog, Optional.empty(), path, id);
        }
    }

    private void topic(String path, String id) {
        if (!id.equals(Scope.ALL) && catalog.topic(id).isEmpty()) {
            throw NotInCatalog.topic(catalog, Optional.empty(), path, id);
        }
    }

    private static <T> void each(String path, List<T> after, List<T> before, BiConsumer<String, T> check) {
        for (var i = 0; i < after.size(); i++) {
            if (!before.contains(after.get(i))) check.accept(path + "." + i, after.get(i));
        }
    }
}
