package dev.askfirst.platform.json;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.time.Zones;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects all that is wrong with a request, so that the caller learns it at once. */
public final class Checks {

    private static final int LONGEST_ID = 100;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** Countries that the world, or the European Union, calls otherwise than ISO 3166 does. */
    private static final Map<String, String> ALSO_CALLED = Map.of("UK", "GB", "EL", "GR");

    private static final int LONGEST_TAG = 35;

    private final List<Fault.FieldError> errors = new ArrayList<>();

    /** A catalog id that must be there; where it is wrong the result is of no further use. */
    public String id(String field, String value) {
        if (value == null || value.isEmpty()) {
            error(field, "is missing");
        } else if (!isId(value)) {
            error(field, "is not an id such as `offers.shoes`");
        }
        return value == null ? "" : value;
    }

    /** A catalog id that may be left out. */
    public Optional<String> optionalId(String field, String value) {
        return value == null ? Optional.empty() : Optional.of(id(field, value));
    }

    /**
     * Free text that may be left out, of one line or several. Control characters are refused, and so is what turns the
     * direction of the text around it: staff and people would read something else than was written.
     */
    public Optional<String> text(String field, String value, int longest) {
        if (value != null && Plain.turns(value)) error(field, "holds a character that changes how other text is read");
        return words(field, value, longest);
    }

    /** The same in one line, such as a name. */
    public Optional<String> line(String field, String value, int longest) {
        if (value != null && Plain.breaks(value)) error(field, "is more than one line");
        return text(field, value, longest);
    }

    /** The same as people themselves wrote it, or as it was shown to them: it may turn its direction. */
    public Optional<String> words(String field, String value, int longest) {
        if (value == null) return Optional.empty();
        if (value.length() > longest) error(field, "is longer than " + longest + " characters");
        if (value.isBlank()) error(field, "is empty");
        if (!Plain.storable(value)) error(field, "holds a character that cannot be stored");
        return Optional.of(value);
    }

    public Optional<String> language(String field, String value) {
        if (value == null) return Optional.empty();
        var tag = value.length() > LONGEST_TAG ? Optional.<String>empty() : tag(value);
        if (tag.isEmpty()) error(field, "is not a language tag such as `en` or `pt-BR`");
        return Optional.of(tag.orElse(value));
    }

    public Optional<String> zone(String field, String value) {
        if (value != null && !Zones.current().names().contains(value))
            error(field, "is not a time zone such as `Europe/Paris`");
        return Optional.ofNullable(value);
    }

    public Optional<String> country(String field, String value) {
        var country = Optional.ofNullable(value).map(it -> ALSO_CALLED.getOrDefault(it, it));
        if (country.filter(it -> !COUNTRIES.contains(it) && Parts.find(it).isEmpty())
                .isPresent()) {
            error(field, "is not an ISO 3166 country such as `FR`");
        }
        return country;
    }

    /** An address that is shown as a link: of the web, and nothing that a browser would run. */
    public void webAddress(String field, String value, int longest) {
        if (value != null && (value.length() > longest || !isWebAddress(value))) {
            error(field, "is not a web address such as `https://laws.example/casl`");
        }
    }

    /** Whether a parameter says `true`; it is `false`, too, where it is left out. */
    public boolean flag(String field, String value) {
        if (value != null && !value.equals("true") && !value.equals("false")) error(field, "must be `true` or `false`");
        return "true".equals(value);
    }

    public void require(String field, Object value) {
        if (value == null) error(field, "is missing");
    }

    public void error(String field, String message) {
        errors.add(new Fault.FieldError(field, message));
    }

    /** All that was wrong so far. */
    public List<Fault.FieldError> errors() {
        return List.copyOf(errors);
    }

    /** Refuses the request if anything was wrong. */
    public void done() {
        if (!errors.isEmpty()) throw Fault.invalid(errors);
    }

    /** Dotted parts of small letters, digits, `_` and `-`, each starting with a letter or digit. */
    public static boolean isId(String value) {
        if (value.length() > LONGEST_ID) return false;
        var atStart = true;
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            var plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!plain && (atStart || c != '.' && c != '_' && c != '-')) return false;
            atStart = c == '.';
        }
        return !atStart;
    }

    private static boolean isWebAddress(String text) {
        try {
            var uri = new URI(text);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** The tag as it is usually written; many programs write `fr_FR` for it, and some `en-UK`. */
    private static Optional<String> tag(String value) {
        try {
            var locale = new Locale.Builder().setLanguageTag(value.replace('_', '-'));
            var region = locale.build().getCountry();
            var usual =
                    locale.setRegion(ALSO_CALLED.getOrDefault(region, region)).build();
            return Optional.of(usual.toLanguageTag())
                    .filter(_ -> !usual.getLanguage().isEmpty());
        } catch (IllformedLocaleException _) {
            return Optional.empty();
        }
    }
}
