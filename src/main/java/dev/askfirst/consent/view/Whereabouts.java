package dev.askfirst.consent.view;

import dev.askfirst.law.Locator;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.term.Preferences;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Where a person may live, by their country and their telephone numbers: a guess to be shown to them, and no more. */
@ApplicationScoped
public class Whereabouts {

    private final DataSource dataSource;
    private final ContactPoints contacts;
    private final Locator locator;

    Whereabouts(DataSource dataSource, ContactPoints contacts, Locator locator) {
        this.dataSource = dataSource;
        this.contacts = contacts;
        this.locator = locator;
    }

    /** The time zones that a person may live in, one for each clock; none where nothing is known of them. */
    public List<String> zones(UUID person, Preferences saved) {
        var stated = saved.orElse(Preferences.of(Optional.empty(), Optional.empty(), ofLanguage(saved)));
        var numbers = numbers(person);
        var known = numbers.isEmpty()
                ? Stream.of(new Locator.Known(Optional.empty(), stated))
                : numbers.stream().map(it -> new Locator.Known(Optional.of(it), stated));
        return known.flatMap(it -> locator.zones(it).stream()).distinct().toList();
    }

    /** The country of a language such as {@code de-AT}. */
    private static Optional<String> ofLanguage(Preferences saved) {
        return saved.locale().map(it -> Locale.forLanguageTag(it).getCountry()).filter(it -> it.length() == 2);
    }

    private List<String> numbers(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return contacts.numbers(connection, person).values().stream()
                    .sorted()
                    .toList();
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }
}
