package dev.askfirst.selfservice.preferences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.Form;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The form shows what is saved, and saves what it shows. */
class PreferencesFormTest {

    private static final int TIMES = 2_000;
    private static final int QUARTERS = 96;

    @Test
    void whatIsFilledInIsShownAgainJustSo() {
        eachSeed(random -> {
            var week = week(random);
            if (week.open().isEmpty()) return;
            var saved = with(List.of(), week).on(Preferences.NONE);
            assertEquals(week.open(), WeekHours.open(saved.windows()));
            var shown = PreferencesForm.of(saved, "");
            assertEquals(week.open(), shown.week().open());
            // What is shown can be sent as it is, and changes nothing.
            var again = PreferencesForm.of(sent(shown), saved);
            assertEquals(shown, again);
            assertEquals("", again.problem(saved));
            assertEquals(saved, again.on(saved));
            assertFalse(Widening.is(saved, again.on(saved)));
        });
    }

    @Test
    void whatTheRowsCannotShowStaysAsItIs() {
        eachSeed(random -> {
            var others = List.of(
                    new Window("sms", Scope.ALL, Set.of(), 540, 600),
                    new Window(Scope.ALL, "offers", Set.of(Day.MON), 540, 600),
                    new Window(Scope.ALL, Scope.ALL, Set.of(Day.HOLIDAY), 540, 600),
                    new Window(Scope.ALL, Scope.ALL, Set.of(Day.SAT), 1320, 360));
            var kept = others.stream().filter(_ -> random.nextBoolean()).toList();
            var week = week(random);
            var before = preferences(kept);
            var saved = with(kept, week).on(before);
            assertTrue(saved.windows().containsAll(kept));
            if (week.open().isEmpty() && kept.stream().noneMatch(WeekHours::isGeneral)) return;
            assertEquals(week.open(), WeekHours.open(saved.windows()));
        });
    }

    /** More is what lets a minute in that was closed; a code is asked for then, and only then. */
    @Test
    void toOpenAMinuteIsToWiden() {
        eachSeed(random -> {
            var before = with(List.of(), week(random)).on(Preferences.NONE);
            var after = with(List.of(), week(random)).on(before);
            var more = WeekHours.open(after.windows());
            more.andNot(WeekHours.open(before.windows()));
            assertEquals(!more.isEmpty(), Widening.is(before, after));
        });
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aPresetIsShownAsItself(Preset preset) {
        var saved =
                preset.in(PreferencesForm.of(Preferences.NONE, "Europe/Berlin")).on(Preferences.NONE);
        assertTrue(preset.is(PreferencesForm.of(saved, "")));
        assertEquals(WeekHours.isAlways(preset.open()), saved.windows().isEmpty());
        assertEquals(saved.needsZone(), saved.timeZone().isPresent());
        for (var day : WeekHours.DAYS)
            assertTrue(WeekHours.on(day, preset.open()).size() <= 1);
    }

    private static void eachSeed(java.util.function.Consumer<Random> each) {
        for (var seed = 0; seed < TIMES; seed++) each.accept(new Random(seed));
    }

    private static WeekRows week(Random random) {
        var windows = new ArrayList<Window>();
        for (var i = random.nextInt(6); i > 0; i--) {
            var from = random.nextInt(QUARTERS);
            var to = from + 1 + random.nextInt(QUARTERS - from);
            var days = EnumSet.noneOf(Day.class);
            WeekHours.DAYS.stream().filter(_ -> random.nextBoolean()).forEach(days::add);
            windows.add(new Window(Scope.ALL, Scope.ALL, days, from * 15, to * 15));
        }
        return WeekRows.of(WeekHours.open(windows));
    }

    private static PreferencesForm with(List<Window> others, WeekRows week) {
        return PreferencesForm.of(preferences(others), "").with(week);
    }

    private static Preferences preferences(List<Window> windows) {
        return new Preferences(
                Optional.empty(),
                Optional.of("Europe/Berlin"),
                Optional.empty(),
                windows,
                List.of(),
                List.of(),
                List.of());
    }

    /** As a browser sends it. */
    private static Form sent(PreferencesForm form) {
        var fields = new HashMap<String, List<String>>(Map.of(
                "zone", List.of(form.zone()),
                "guess", List.of(form.guess()),
                "often", List.of(form.often().choice()),
                "max", List.of(form.often().max()),
                "per", List.of(form.often().per()),
                "by", List.of(form.by())));
        var ticked = new ArrayList<String>();
        for (var row : form.week().rows()) {
            if (row.open()) ticked.add(row.day().name());
            fields.put(
                    WeekRows.from(row.day()),
                    row.hours().stream().map(WeekRows.Hours::from).toList());
            fields.put(
                    WeekRows.to(row.day()),
                    row.hours().stream().map(WeekRows.Hours::to).toList());
        }
        fields.put(WeekRows.TICKED, ticked);
        return new Form(fields);
    }
}
