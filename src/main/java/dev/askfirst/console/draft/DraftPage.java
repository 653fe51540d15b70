package dev.askfirst.console.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.CatalogChanges;
import dev.askfirst.catalog.draft.Draft;
import dev.askfirst.catalog.draft.Drafts;
import dev.askfirst.console.Diff;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.decision.whatif.WhatIf;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.security.Caller;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A draft as staff read it.
 *
 * @param lead what it is and what has become of it, in words
 * @param todo what whoever looks can do about it, in words; empty if nothing
 * @param note what its author says about it
 * @param reason why it was refused
 * @param next the draft that took its place
 * @param changes what it changes
 * @param switched what it says of later changes, if that is another than now
 * @param can what whoever looks may press
 */
public record DraftPage(
        String id,
        String lead,
        String todo,
        String note,
        String reason,
        String next,
        List<Change> changes,
        String switched,
        Can can,
        WhatIfView whatIf) {

    /** A part that it changes. */
    public record Change(String kind, String key, List<Diff.Line> diff) {}

    /**
     * What may be pressed.
     *
     * @param own whether whoever looks made it, and so takes it back instead of refusing it
     */
    public record Can(boolean approve, boolean refuse, boolean own, boolean rebase, boolean whatIf) {}

    /** A draft in a list. */
    public record Listed(String id, String at, String by, long base, String state, String note) {

        /** What drafts can be sorted by. */
        static final Map<String, Comparator<Draft>> ORDERS = Map.of(
                "made", Comparator.comparing(Draft::made),
                "by", Comparator.comparing(it -> it.by().subject()),
                "base", Comparator.comparingLong(Draft::base),
                "state", Comparator.comparing(it -> TEXTS.text("state", Json.text(it.state()))),
                "note", Comparator.comparing(it -> it.note().orElse(""), String.CASE_INSENSITIVE_ORDER));

        static Listed of(Draft draft) {
            return new Listed(
                    draft.id().toString(),
                    Moments.said(draft.made()),
                    draft.by().subject(),
                    draft.base(),
                    TEXTS.text("state", Json.text(draft.state())),
                    draft.note().orElse(""));
        }
    }

    private static final Texts TEXTS = Texts.of("draft", "en");

    static DraftPage of(Drafts.Shown shown, Optional<WhatIf> whatIf, Caller looks) {
        var draft = shown.draft();
        var can = can(shown, looks);
        return new DraftPage(
                draft.id().toString(),
                lead(shown),
                todo(shown, can),
                draft.note().orElse(""),
                draft.settled().flatMap(Draft.Settled::reason).orElse(""),
                draft.settled()
                        .flatMap(Draft.Settled::rebasedAs)
                        .map(Object::toString)
                        .orElse(""),
                shown.changes().stream().map(DraftPage::change).toList(),
                shown.switches() ? TEXTS.text("switches", Boolean.toString(draft.secondAdmin())) : "",
                can,
                WhatIfView.of(whatIf, can.whatIf()));
    }

    private static Can can(Drafts.Shown shown, Caller looks) {
        var open = shown.draft().isWaiting() && looks.is(Caller.ADMIN);
        var own = shown.draft().isBy(looks);
        var stale = shown.isStale();
        return new Can(open && !stale && !(own && shown.two()), open, own, open && stale, open);
    }

    private static String lead(Drafts.Shown shown) {
        var draft = shown.draft();
        var who = draft.by().subject();
        var when = Moments.said(draft.made());
        if (draft.isWaiting()) return TEXTS.text("leadWaiting", who, when, draft.base());
        var settled = draft.settled().orElseThrow();
        var by = settled.by().subject();
        var then = Moments.said(settled.at());
        return switch (draft.state()) {
            case PUBLISHED ->
                by.equals(who) && draft.by().issuer().equals(settled.by().issuer())
                        ? TEXTS.text(
                                "leadPublishedAlone",
                                who,
                                then,
                                settled.version().orElseThrow())
                        : TEXTS.text(
                                "leadPublished",
                                who,
                                by,
                                then,
                                settled.version().orElseThrow());
            case REFUSED -> TEXTS.text("leadRefused", who, by, then);
            case WITHDRAWN -> TEXTS.text("leadWithdrawn", who, then);
            case REBASED -> TEXTS.text("leadRebased", who, by, then);
            case WAITING -> throw new IllegalStateException("it is settled");
        };
    }

    private static String todo(Drafts.Shown shown, Can can) {
        if (!shown.draft().isWaiting()) return "";
        if (shown.isStale())
            return TEXTS.text("todoStale", shown.newest(), shown.draft().base());
        if (can.own() && shown.two()) return TEXTS.text("todoOwn");
        if (shown.two()) return TEXTS.text("todoOther", shown.draft().by().subject());
        return TEXTS.text("todoAlone");
    }

    private static Change change(CatalogChanges.Changed changed) {
        return new Change(
                changed.kind(),
                changed.key(),
                Diff.of(
                        changed.before().map(DraftPage::text).orElse(""),
                        changed.after().map(DraftPage::text).orElse("")));
    }

    private static String text(Object part) {
        return Json.MAPPER.<JsonNode>valueToTree(part).toPrettyString();
    }
}
