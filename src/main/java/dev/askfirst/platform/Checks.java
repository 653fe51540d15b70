package dev.askfirst.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects all that is wrong with a request, so that the caller learns it at once. */
public final class Checks {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*)*");
    private static final int LONGEST_ID = 100;

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

    /** Free text that may be left out. NUL cannot be stored and is refused, as are control characters. */
    public Optional<String> text(String field, String value, int longest) {
        if (value == null) return Optional.empty();
        if (value.length() > longest) error(field, "is longer than " + longest + " characters");
        if (value.isBlank()) error(field, "is empty");
        if (value.codePoints().anyMatch(Checks::cannotBeStored))
            error(field, "holds a character that cannot be stored");
        return Optional.of(value);
    }

    public Optional<String> language(String field, String value) {
        if (value == null) return Optional.empty();
        if (value.length() > 35 || Locale.forLanguageTag(value).getLanguage().isEmpty()) {
            error(field, "is not a language tag such as `en` or `pt-BR`");
        }
        return Optional.of(value);
    }

    public void require(String field, Object value) {
        if (value == null) error(field, "is missing");
    }

    public void error(String field, String message) {
        errors.add(new Fault.FieldError(field, message));
    }

    /** Refuses the request if anything was wrong. */
    public void done() {
        if (!errors.isEmpty()) throw Fault.invalid(errors);
    }

    private static boolean isId(String value) {
        return value.length() <= LONGEST_ID && ID.matcher(value).matches();
    }

    private static boolean cannotBeStored(int c) {
        var loneSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return loneSurrogate || c < ' ' && c != '\n' && c != '\t' && c != '\r';
    }
}
