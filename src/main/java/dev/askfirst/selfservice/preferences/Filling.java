package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.selfservice.form.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the buttons of the form do to it before it is saved, or shown again.
 *
 * @param saves whether it is to be saved
 * @param known whether that is one of our buttons
 */
record Filling(PreferencesForm form, boolean saves, boolean known) {

    /** To which days the hours of one can be copied. */
    static final Map<String, List<Day>> TARGETS = targets();

    private static Map<String, List<Day>> targets() {
        var targets = new LinkedHashMap<String, List<Day>>();
        targets.put("weekdays", WeekHours.DAYS.subList(0, 5));
        targets.put("weekend", WeekHours.DAYS.subList(5, 7));
        targets.put("daily", WeekHours.DAYS);
        return targets;
    }

    static Filling of(Form sent, PreferencesForm form) {
        var preset = sent.given("preset");
        if (preset.isPresent()) return preset(preset.get(), form);
        return switch (sent.text("do")) {
            case "" -> new Filling(form, true, true);
            case "split" -> new Filling(form.with(form.week().withMore()), false, true);
            case "copy" -> copy(sent, form);
            default -> new Filling(form, false, false);
        };
    }

    private static Filling preset(String name, PreferencesForm form) {
        var preset = Preset.named(name);
        return new Filling(preset.map(it -> it.in(form)).orElse(form), true, preset.isPresent());
    }

    private static Filling copy(Form sent, PreferencesForm form) {
        var from = WeekHours.DAYS.stream()
                .filter(it -> it.name().equals(sent.text("copy")))
                .findFirst();
        var to = Optional.ofNullable(TARGETS.get(sent.text("copyTo")));
        if (from.isEmpty() || to.isEmpty()) return new Filling(form, false, false);
        return new Filling(form.with(form.week().copied(from.get(), to.get())), false, true);
    }
}
