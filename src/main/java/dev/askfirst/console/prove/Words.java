package dev.askfirst.console.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/** What is on record, said in words, by the names of the catalog as it is now. */
final class Words {

    private static final int LONGEST = 300;
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private final Texts texts = Texts.of("prove", "en");
    private final CatalogNames names;

    Words(Catalog catalog) {
        this.names = new CatalogNames(catalog, "en");
    }

    String text(String key, Object... values) {
        return texts.text(key, values);
    }

    CatalogNames names() {
        return names;
    }

    /** An address as people write it; in words if there is none that can be shown. */
    String address(Optional<String> contact) {
        return contact.map(it -> it.replaceFirst("^(mailto|tel|acct):", "")).orElseGet(() -> texts.text("addressGone"));
    }

    /** How and where it was said: on a form at acme.example/join. */
    String how(RecordedAct act) {
        var how = texts.text("how", act.text("method").orElse("api"));
        return source(act).map(it -> texts.text("howAt", how, it)).orElse(how);
    }

    /** Where the evidence says that it was said; without the scheme of web addresses. */
    Optional<String> source(RecordedAct act) {
        return act.texts()
                .map(it -> it.path("source").asText())
                .filter(it -> !it.isEmpty())
                .map(it -> it.replaceFirst("^https?://", "").replaceFirst("/$", ""))
                .map(Words::cut);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }

    /** Who recorded an act, by name and role. */
    String recorder(JsonNode by) {
        var subject = by.path("subject").asText();
        var role = by.path("role").asText();
        var ours = by.path("issuer").asText().equals(Caller.LINK_HOLDER.issuer());
        if (ours && subject.equals(Caller.LINK_HOLDER.subject())) return texts.text("byLink");
        if (role.equals(Caller.PERSON)) return texts.text("byPerson");
        return texts.text("byOther", names.sender(subject), role.isEmpty() ? "other" : role);
    }

    /** When it came onto the record, if not at once. */
    String recorded(RecordedAct act) {
        return Duration.between(act.made(), act.known()).compareTo(AT_ONCE) < 0
                ? ""
                : texts.text("recordedLater", Moments.said(act.known()));
    }

    /** One act, as a line of a timeline. */
    String act(RecordedAct act) {
        var kind = texts.text("kind", act.kind().text(), act.body().has("pending") ? "pending" : "plain");
        var about = about(act);
        var said = about.isEmpty() ? kind : texts.text("actAbout", kind, about);
        if (act.kind() != ConsentEvent.Kind.PAUSE) return said;
        return act.time("until")
                .map(it -> texts.text("actUntil", said, Moments.said(it)))
                .orElse(said);
    }

    /** What an act is about: the names of controller, topic and channel, as far as it names them. */
    String about(RecordedAct act) {
        var scope = act.scope();
        var parts = new ArrayList<String>();
        if (!scope.controller().equals(Scope.ALL)) parts.add(names.controller(scope.controller()));
        if (scope.namesTopic()) parts.add(names.topic(scope.topic()));
        if (!scope.channel().equals(Scope.ALL)) parts.add(names.channel(scope.channel()));
        return parts.isEmpty() && act.isWord() ? texts.text("aboutAll") : String.join(" · ", parts);
    }

    /** What a language is called. */
    static String language(String tag) {
        return Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH);
    }
}
