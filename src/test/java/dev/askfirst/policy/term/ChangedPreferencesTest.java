package dev.askfirst.policy.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever changes one preference keeps all others, as they were. */
class ChangedPreferencesTest {

    /** Of somebody who chose something everywhere. */
    private static final Preferences ALL = new Preferences(
                    Optional.of("de"),
                    Optional.of("Europe/Vienna"),
                    Optional.of("AT"),
                    List.of(new Preferences.Window("*", "*", Set.of(), 540, 1080)),
                    List.of(new Preferences.Cap("*", "*", "*", 3, "P7D", Optional.empty())),
                    List.of(new Preferences.AuthorshipChoice("*", "*", Set.of(Authorship.PERSONAL))),
                    List.of("email"),
                    true)
            .near(new Nearness(true, true, 60))
            .withUsefulFloor(Optional.of(25))
            .learning(true);

    /** A change, and what it is about. */
    private enum Change {
        ZONE(it -> it.in(Optional.empty()), "timeZone"),
        WINDOWS(it -> it.within(List.of()), "windows"),
        CAPS(it -> it.capped(List.of()), "caps"),
        AUTHORSHIP(it -> it.writtenBy(List.of()), "authorship"),
        NEARNESS(it -> it.near(Nearness.ANY), "nearness"),
        FLOOR(it -> it.withUsefulFloor(Optional.empty()), "usefulFloor"),
        LEARNING(it -> it.learning(false), "learnsHours"),
        HOURS(it -> it.withHoursOf(Preferences.NONE), "timeZone", "windows", "neverOnHolidays"),
        FILLED(it -> it.orElse(Preferences.of(Optional.of("fr"), Optional.of("Europe/Paris"), Optional.of("FR"))));

        private final UnaryOperator<Preferences> change;
        private final Set<String> about;

        Change(UnaryOperator<Preferences> change, String... about) {
            this.change = change;
            this.about = Set.of(about);
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void whatIsNotMeantStays(Change it) throws ReflectiveOperationException {
        assertEquals(it.about, differing(ALL, it.change.apply(ALL)));
    }

    @Test
    void hoursAloneAreNothingElse() throws ReflectiveOperationException {
        assertEquals(Change.HOURS.about, differing(Preferences.NONE, ALL.hours()));
        assertEquals(ALL.hours(), Preferences.NONE.withHoursOf(ALL));
    }

    @Test
    void whoLearnsHoursOrExcludesHolidaysNeedsAZone() {
        assertTrue(Preferences.NONE.learning(true).needsZone());
        var never = ALL.within(List.of()).capped(List.of()).learning(false);
        assertTrue(never.needsZone() && never.meansHolidays());
        assertFalse(ALL.withHoursOf(Preferences.NONE).learning(false).needsZone(), "a rolling cap needs none");
    }

    private static Set<String> differing(Preferences one, Preferences other) throws ReflectiveOperationException {
        var names = new TreeSet<String>();
        for (RecordComponent part : Preferences.class.getRecordComponents()) {
            var get = part.getAccessor();
            if (!get.invoke(one).equals(get.invoke(other))) names.add(part.getName());
        }
        return names;
    }
}
