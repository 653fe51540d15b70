package dev.askfirst.person.key;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the place of an approach is called by its sender. It lives as long as its question, and shows itself to nobody. */
public final class PlaceName {

    /** Of a place that is not told: all of them are one. */
    public static final PlaceName UNTOLD = new PlaceName("");

    /** Of the place where the person lives, whichever it is. */
    private static final String HOME = "home";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:~+/=-]{1,64}");

    private final String name;

    private PlaceName(String name) {
        this.name = name;
    }

    /** Empty if no place can be called so. */
    public static Optional<PlaceName> parse(String name) {
        return FORM.matcher(name).matches() ? Optional.of(new PlaceName(name)) : Optional.empty();
    }

    /** Whether a place is told, and it is not the person's home. */
    public boolean away() {
        return !name.isEmpty() && !name.equals(HOME);
    }

    byte[] bytes() {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** Never the name: what holds one is hashed and logged by its text. */
    @Override
    public String toString() {
        return "a place";
    }
}
