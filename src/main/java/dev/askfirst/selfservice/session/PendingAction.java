package dev.askfirst.selfservice.session;

import dev.askfirst.selfservice.form.FormBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a visitor was about to do when they were asked for a code: done afterwards, without filling in the form again.
 *
 * @param path one of our own pages
 * @param form what they had filled in, as it was sent; empty if they only wanted to see the page
 */
public record PendingAction(String path, String form) {

    private static final Set<String> PATHS = Set.of(
            "/me",
            "/me/say",
            "/me/pause",
            "/me/resume",
            "/me/times",
            "/me/hours",
            "/me/attention",
            "/me/asked",
            "/me/papers",
            "/me/papers/erase",
            "/me/human/read",
            "/me/deputies",
            "/me/useful",
            "/me/useful/forget",
            "/me/intents",
            "/me/intents/read");

    /** What a yes is about. Before it is recorded it leads to the words that are agreed to. */
    private static final List<String> ABOUT = List.of("controller", "topic", "channel", "point");

    static final PendingAction HOME = new PendingAction("/me", "");

    /** The page of ours that somebody without a visit wanted to see; anything else leads home. */
    static PendingAction toSee(String path) {
        return path != null && PATHS.contains(path) ? new PendingAction(path, "") : HOME;
    }

    /** Where somebody without a visit comes in who wants to see this page. */
    String door() {
        return path.equals(HOME.path) || !PATHS.contains(path) ? "/enter" : "/enter?to=" + path;
    }

    /** One field of a filled-in form. */
    public record Field(String name, String value) {}

    /** What {@link #text} wrote; anything else leads home. */
    static PendingAction of(String text) {
        var end = text.indexOf('?');
        var path = end < 0 ? text : text.substring(0, end);
        return PATHS.contains(path) ? new PendingAction(path, end < 0 ? "" : text.substring(end + 1)) : HOME;
    }

    public String text() {
        return form.isEmpty() ? path : path + "?" + form;
    }

    /** Where it goes on by itself: to a page that only shows something. Empty for what is done by a press of its button. */
    Optional<String> page() {
        if (form.isEmpty()) return Optional.of(path);
        var filled = FormBody.form(form);
        if (!path.equals("/me/say")
                || !filled.text("answer").equals("yes")
                || filled.given("read").isPresent()) return Optional.empty();
        return Optional.of("/me/agree?" + filled.only(ABOUT).encoded());
    }

    public List<Field> fields() {
        var fields = new ArrayList<Field>();
        FormBody.form(form).fields().forEach((name, values) -> values.forEach(it -> fields.add(new Field(name, it))));
        return fields;
    }
}
