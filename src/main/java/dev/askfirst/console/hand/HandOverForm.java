package dev.askfirst.console.hand;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.selfservice.form.Form;
import java.util.List;

/**
 * What is to be handed over, as it was typed, and what was wrong with it.
 *
 * @param what {@code everything}, {@code sender} or {@code person}
 * @param senders of the catalog, to choose from
 * @param wrong empty if nothing was
 * @param field the field that is wrong; empty if none is
 */
public record HandOverForm(
        String what,
        String sender,
        String who,
        String month,
        String from,
        String to,
        List<CatalogDocument.Sender> senders,
        String wrong,
        String field) {

    static HandOverForm empty(List<CatalogDocument.Sender> senders) {
        return new HandOverForm("sender", "", "", "", "", "", senders, "", "");
    }

    static HandOverForm of(Form form, List<CatalogDocument.Sender> senders, String wrong, String field) {
        return new HandOverForm(
                form.given("what").orElse("sender"),
                form.text("sender"),
                form.text("who"),
                form.text("month"),
                form.text("from"),
                form.text("to"),
                senders,
                wrong,
                field);
    }

    /** Whether a field is the one that is wrong. */
    public boolean isWrong(String name) {
        return !name.isEmpty() && name.equals(field);
    }
}
