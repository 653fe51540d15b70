package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that a person has said, folded into one value. Folding the same words in any order gives the same terms.
 *
 * @param lastMade when the latest act was made; an act without an instant of its own is made after it
 * @param controllers the controllers this person has ever said anything to, whatever became of it
 * @param words those that can still make a difference to a decision, in the order they were made
 * @param pauses at most one for each scope, those that ended included until another takes their place
 */
public record Terms(
        Instant lastMade, List<String> controllers, List<Word> words, Preferences preferences, List<Pause> pauses) {

    /** Nothing said yet. */
    public static final Terms EMPTY = of(Instant.EPOCH, List.of(), List.of());

    /** The later word comes later; of two made at one instant the id decides, never the order of arrival. */
    public static final Comparator<Word> ORDER =
            Comparator.comparing(Word::made).thenComparing(Word::id);

    public Terms {
        controllers = List.copyOf(controllers);
        words = List.copyOf(words);
        pauses = List.copyOf(pauses);
    }

    /** Words alone, without preferences or pauses. */
    public static Terms of(Instant lastMade, List<String> controllers, List<Word> words) {
        return new Terms(lastMade, controllers, words, Preferences.NONE, List.of());
    }

    /** These terms after one more act. Acts other than words take effect in the order in which they are recorded. */
    public Terms after(Effect effect) {
        return switch (effect) {
            case Effect.Said(var word) -> with(word);
            case Effect.Preferred(var preferred) -> new Terms(lastMade, controllers, words, preferred, pauses);
            case Effect.Paused(var pause) -> {
                var all = pausesBut(pause.channel(), pause.topic());
                all.add(pause);
                yield new Terms(lastMade, controllers, words, preferences, all);
            }
            case Effect.Resumed(var channel, var topic) ->
                new Terms(lastMade, controllers, words, preferences, pausesBut(channel, topic));
            case Effect.Merged(var other, var at) -> Merging.of(this, other, at);
            case Effect.Restarted(var stops) -> without(stops);
            case Effect.Nothing _ -> this;
        };
    }

    /** These terms with yeses in force no longer than the notice they were given under lets them be. */
    public Terms endingBy(Function<Word.Yes.Shown, Optional<Instant>> endOf) {
        var ending = new ArrayList<Word>(words.size());
        for (var word : words) ending.add(word instanceof Word.Yes yes ? ending(yes, endOf) : word);
        return new Terms(lastMade, controllers, ending, preferences, pauses);
    }

    /** These terms after one more word, which may have been made before or after those already known. */
    public Terms with(Word word) {
        var latest = word.made().isAfter(lastMade) ? word.made() : lastMade;
        return new Terms(latest, controllersWith(word.scope().controller()), wordsWith(word), preferences, pauses);
    }

    /** Whether the person ever said anything to this controller: if not, a sender may not learn more than that. */
    public boolean spokenTo(String controller) {
        return controllers.contains(controller);
    }

    /** The STOPs of which some no still stands. */
    public Set<UUID> stops() {
        return noes().stream().flatMap(no -> no.stop().stream()).collect(Collectors.toSet());
    }

    /**
     * The standing no that says exactly this already, so that saying it again adds nothing. What a START can take back does
     * not say what is meant for good.
     */
    public Optional<Word.No> alreadySaid(Word.No no) {
        return noes().stream()
                .filter(earlier -> earlier.scope().equals(no.scope()) && (earlier.services() || !no.services()))
                .filter(earlier -> earlier.isForGood() || !no.isForGood())
                .filter(earlier -> yeses().stream().noneMatch(yes -> liesBetween(yes, earlier, no)))
                .findFirst();
    }

    /** The yes of this grant, while it waits to be confirmed. */
    public Optional<Word.Yes> asked(UUID grant) {
        return yeses().stream()
                .filter(yes -> yes.pending() && yes.id().equals(grant))
                .findFirst();
    }

    /** The word that is known already, so that importing it again adds nothing. */
    public Optional<Word> same(Word word) {
        return words.stream().filter(word::saysTheSameAs).findFirst();
    }

    /** These terms, of somebody who has spoken to this controller. */
    Terms speakingTo(String controller) {
        return new Terms(lastMade, controllersWith(controller), words, preferences, pauses);
    }

    private Terms without(Set<UUID> stops) {
        var left = words.stream()
                .filter(word -> !(word instanceof Word.No no)
                        || no.stop().filter(stops::contains).isEmpty())
                .toList();
        return new Terms(lastMade, controllers, left, preferences, pauses);
    }

    public List<Word.No> noes() {
        return of(Word.No.class);
    }

    public List<Word.Yes> yeses() {
        return of(Word.Yes.class);
    }

    private <W extends Word> List<W> of(Class<W> kind) {
        var some = new ArrayList<W>(words.size());
        for (var word : words) if (kind.isInstance(word)) some.add(kind.cast(word));
        return some;
    }

    private static Word ending(Word.Yes yes, Function<Word.Yes.Shown, Optional<Instant>> endOf) {
        return yes.notice().flatMap(endOf).map(yes::endingBy).orElse(yes);
    }

    private List<Pause> pausesBut(String channel, String topic) {
        return new ArrayList<>(
                pauses.stream().filter(it -> !it.isFor(channel, topic)).toList());
    }

    /** A yes made between two equal noes gives the second one something to end. */
    private static boolean liesBetween(Word.Yes yes, Word.No earlier, Word.No later) {
        return yes.made().isAfter(earlier.made())
                && !yes.made().isAfter(later.made())
                && earlier.scope().overlaps(yes.scope());
    }

    private List<String> controllersWith(String controller) {
        if (controller.equals(Scope.ALL) || controllers.contains(controller)) return controllers;
        var all = new TreeSet<>(controllers);
        all.add(controller);
        return List.copyOf(all);
    }

    private List<Word> wordsWith(Word word) {
        if (words.stream().anyMatch(known -> settles(known, word))) return words;
        var all = new ArrayList<Word>(words.size() + 1);
        for (var known : words) if (!settles(word, known)) all.add(known);
        all.add(word);
        all.sort(ORDER);
        return all;
    }

    /** Whether one word makes another irrelevant for every question at every instant. INVARIANT: a partial order. */
    private static boolean settles(Word one, Word other) {
        return switch (one) {
            case Word.No no when !no.isForGood() -> no.equals(other);
            case Word.No no ->
                switch (other) {
                    case Word.No earlier -> repeats(no, earlier);
                    case Word.Yes yes -> ends(no, yes);
                };
            case Word.Yes yes ->
                switch (other) {
                    case Word.No _ -> false;
                    case Word.Yes earlier -> outlasts(yes, earlier);
                };
        };
    }

    private static boolean repeats(Word.No no, Word.No earlier) {
        return no.scope().equals(earlier.scope())
                && (no.services() || !earlier.services())
                && ORDER.compare(no, earlier) >= 0;
    }

    /** A no that does not bind topics without consent leaves the yes, which may still answer an older no there. */
    private static boolean ends(Word.No no, Word.Yes yes) {
        return no.bindsServices()
                && no.scope().includes(yes.scope())
                && !no.made().isBefore(yes.made());
    }

    /** Asking again renews a pending yes; a confirmed one settles what was asked before it. */
    private static boolean outlasts(Word.Yes yes, Word.Yes earlier) {
        if (!yes.scope().equals(earlier.scope()) || ORDER.compare(yes, earlier) < 0) return false;
        // An express yes may outrank a register where one that is implied does not.
        if (earlier.express() && !yes.express()) return false;
        return earlier.pending() || !yes.pending() && !yes.expiresBefore(earlier);
    }
}
