package dev.askfirst.selfservice.preferences;

import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Preferences.Window;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The presets as buttons: what each is called, and what it sets. */
final class Presets {

    private static final List<Preset> HOURS = List.of(Preset.ANY, Preset.WORK, Preset.EVENINGS, Preset.WEEKENDS);
    private static final List<Preset> LEVELS = List.of(Preset.QUIET, Preset.NORMAL, Preset.EVERYTHING);

    private Presets() {}

    static List<TimesView.PresetView> hours(PreferencesForm form, HoursWords words, String language) {
        var texts = Texts.of("times", language);
        return HOURS.stream()
                .map(it -> {
                    var from = words.time(it.from());
                    var to = words.time(it.to());
                    var name = switch (it) {
                        case ANY -> texts.text("presetAny");
                        case WORK -> texts.text("presetWork", from, to);
                        case EVENINGS -> texts.text("presetEvenings", from, to);
                        default -> texts.text("presetWeekends");
                    };
                    return new TimesView.PresetView(it.id(), name, "", it.is(form));
                })
                .toList();
    }

    static List<TimesView.PresetView> levels(
            PreferencesForm form, HoursWords words, WishWords wishes, String language) {
        var texts = Texts.of("times", language);
        return LEVELS.stream()
                .map(it -> {
                    var name = switch (it) {
                        case QUIET -> texts.text("calmQuiet");
                        case NORMAL -> texts.text("calmNormal");
                        default -> texts.text("calmEverything");
                    };
                    return new TimesView.PresetView(it.id(), name, words(it, words, wishes, language), it.is(form));
                })
                .toList();
    }

    /** What it sets, in one line. */
    static String words(Preset preset, HoursWords words, WishWords wishes, String language) {
        var times = Texts.of("times", language);
        var calm = preset.calm().orElseThrow();
        var windows = WeekHours.isAlways(preset.open()) ? List.<Window>of() : WeekHours.windows(preset.open());
        var often = calm.cap()
                .map(it -> words.often(it, wishes))
                .orElseGet(() -> Texts.of("terms", language).text("summaryUnlimited"));
        var by = times.text(calm.by().equals("personal") ? "byPersonal" : "byAny");
        return Stream.of(words.when(windows), often, by).map(words::alone).collect(Collectors.joining(" · "));
    }
}
