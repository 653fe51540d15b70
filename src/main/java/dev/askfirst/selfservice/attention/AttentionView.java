package dev.askfirst.selfservice.attention;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.usage.Uses;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.attention.Bid;
import dev.askfirst.policy.attention.Budget;
import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Preferences.Reserve;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A person's budget of attention as their page shows it.
 *
 * @param spent what is used of it; empty without a budget
 * @param amounts the usual budgets to choose among
 * @param kept what is kept for topics
 * @param topics for which more could be kept; none where no more can
 */
record AttentionView(
        AttentionForm form,
        Optional<Spent> spent,
        List<Amount> amounts,
        List<Weight> weights,
        List<Kept> kept,
        List<Topic> topics,
        Note note) {

    /**
     * What is used and left of a week's points.
     *
     * @param waiting how many messages wait for points
     * @param waits which ones they are, a line for each; none to whoever has only the link, as of other questions
     */
    public record Spent(int used, int most, int left, int waiting, List<String> waits) {

        /** As much of it as a bar can show. */
        public int shown() {
            return Math.min(used, most);
        }
    }

    public record Amount(String level, int points, boolean chosen) {}

    /** What a message of a channel takes, as it stands in its field. */
    public record Weight(String field, String name, String units) {}

    /** One reserve, and whether it is ticked to be dropped. */
    public record Kept(String name, String words, boolean dropped) {}

    public record Topic(String id, String name, boolean chosen) {}

    /**
     * What was done, or which field could not be saved.
     *
     * @param most the largest number that the field takes
     * @param where what the field is called, where it is one of several
     */
    public record Note(boolean saved, String field, int most, String where) {
        static final Note NONE = new Note(false, "", 0, "");
        static final Note SAVED = new Note(true, "", 0, "");

        public boolean refused() {
            return !field.isEmpty();
        }

        public boolean is(String other) {
            return field.equals(other);
        }
    }

    private static final List<String> LEVELS = List.of("little", "some", "much");

    static AttentionView of(
            OwnTerms.Seen seen,
            Uses uses,
            boolean proven,
            AttentionForm form,
            Optional<AttentionForm.Wrong> wrong,
            String language) {
        var names = new CatalogNames(seen.catalog(), language);
        var texts = Texts.of("attention", language);
        var budget = seen.terms()
                .preferences()
                .attention()
                .map(it -> new Budget(it, seen.terms().ratings()));
        var counted = budget.map(it -> Limits.counted(it, uses.permits())).orElse(List.of());
        var bids = uses.bids().stream()
                .filter(it -> it.waitsAt(seen.at()))
                .sorted(Comparator.comparing(Bid::at))
                .toList();
        var dates = new Dates(seen.terms().preferences(), language);
        var waits = bids.stream().map(it -> wait(it, names, dates, texts)).toList();
        return new AttentionView(
                form,
                budget.map(it -> spent(it, it.used(counted, seen.at()), bids.size(), proven ? waits : List.of())),
                amounts(form),
                weights(form, names),
                budget.map(it -> it.attention().reserves().stream()
                                .map(reserve -> kept(reserve, it.kept(reserve, counted, seen.at()), form, names, texts))
                                .toList())
                        .orElse(List.of()),
                topics(seen, form, names),
                wrong.map(it -> note(it, names)).orElse(Note.NONE));
    }

    /** The same with this to tell. */
    AttentionView noting(Note other) {
        return new AttentionView(form, spent, amounts, weights, kept, topics, other);
    }

    /** The channels that reach this person, and those for which they set something. */
    static List<String> channels(OwnTerms.Seen seen) {
        var set = seen.terms().preferences().attention().map(Attention::weights);
        return Stream.concat(
                        seen.topics().stream().map(it -> it.scope().channel()),
                        set.stream().flatMap(it -> it.keySet().stream().sorted()))
                .distinct()
                .toList();
    }

    private static Spent spent(Budget budget, int used, int waiting, List<String> waits) {
        var most = budget.attention().perWeek();
        return new Spent(used, most, Math.max(0, most - used), waiting, waits);
    }

    private static String wait(Bid bid, CatalogNames names, Dates dates, Texts texts) {
        return texts.text(
                "waits",
                names.controller(bid.controller()),
                names.topic(bid.topic()),
                names.channel(bid.channel()),
                dates.time(bid.ends()));
    }

    private static List<Amount> amounts(AttentionForm form) {
        return AttentionForm.USUAL.stream()
                .map(it -> new Amount(
                        LEVELS.get(AttentionForm.USUAL.indexOf(it)),
                        it,
                        form.amount().equals(it.toString())))
                .toList();
    }

    private static List<Weight> weights(AttentionForm form, CatalogNames names) {
        return form.weights().entrySet().stream()
                .map(it -> new Weight(AttentionForm.WEIGHT + it.getKey(), names.channel(it.getKey()), it.getValue()))
                .toList();
    }

    private static Kept kept(Reserve reserve, int left, AttentionForm form, CatalogNames names, Texts texts) {
        var name = AttentionForm.name(reserve);
        var words = texts.text("kept", names.topic(reserve.topic()), reserve.n(), left);
        return new Kept(name, words, form.drops().contains(name));
    }

    /** The topics about which they may be written to after a yes, and those above. */
    private static List<Topic> topics(OwnTerms.Seen seen, AttentionForm form, CatalogNames names) {
        var kept = seen.terms().preferences().attention().map(Attention::reserves);
        if (kept.filter(it -> it.size() >= AttentionForm.MOST_KEPT).isPresent()) return List.of();
        return seen.topics().stream()
                .filter(OwnTerms.TopicTerms::needsConsent)
                .map(it -> it.scope().topic())
                .filter(it -> !it.equals(Scope.ALL))
                .distinct()
                .map(it -> new Topic(it, names.topic(it), it.equals(form.topic())))
                .sorted(Comparator.comparing(Topic::name))
                .toList();
    }

    private static Note note(AttentionForm.Wrong wrong, CatalogNames names) {
        var channel = Optional.of(wrong.field())
                .filter(it -> it.startsWith(AttentionForm.WEIGHT))
                .map(it -> names.channel(it.substring(AttentionForm.WEIGHT.length())));
        return new Note(false, wrong.field(), wrong.most(), channel.orElse(""));
    }

    /** The largest weight of a channel. */
    public int heaviest() {
        return Attention.HEAVIEST;
    }

    /** Whether what messages take is to be seen at once. */
    public boolean weightsOpen() {
        return weights.stream().anyMatch(it -> note.is(it.field()));
    }

    /** What messages take, in short. */
    public String weightsLine() {
        return String.join(
                " · ", weights.stream().map(it -> it.name() + ": " + it.units()).toList());
    }
}
