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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * All that a person has said, folded into one value. The same statements in any order give the same terms.
 *
 * @param lastMade when the latest act was made; an act without an instant of its own is made after it
 * @param controllers the controllers to which this person has ever said anything, even if it no longer holds
 * @param words the statements that can still make a difference to a decision, in the order in which they were made
 * @param pauses at most one for each scope; a pause that has ended stays until another replaces it
 * @param owed answers that humans owe the person, in the order in which they were asked for
 * @param ratings how useful messages were, by controller and topic
 * @param intents what the person looks for, or did until a while ago, in the order in which they said so
 */
public record Terms(
        Instant lastMade,
        List<String> controllers,
        List<ConsentStatement> words,
        Preferences preferences,
        List<Pause> pauses,
        List<Owed> owed,
        List<Ratings> ratings,
        List<Intent> intents) {

    /** Nothing said yet. */
    public static final Terms EMPTY = of(Instant.EPOCH, List.of(), List.of());

    /** By instant; of two statements made at the same instant the id decides, never the order of arrival. */
    public static final Comparator<ConsentStatement> ORDER =
            Comparator.comparing(ConsentStatement::made).thenComparing(ConsentStatement::id);

    public Terms {
        controllers = List.copyOf(controllers);
        words = List.copyOf(words);
        pauses = List.copyOf(pauses);
        owed = List.copyOf(owed);
        ratings = List.copyOf(ratings);
        intents = List.copyOf(intents);
    }

    /** Terms of somebody to whom no human owes an answer, who rated no message, and who looks for nothing. */
    public Terms(
            Instant lastMade,
            List<String> controllers,
            List<ConsentStatement> words,
            Preferences preferences,
            List<Pause> pauses) {
        this(lastMade, controllers, words, preferences, pauses, List.of(), List.of(), List.of());
    }

    /** Terms of statements alone, without preferences or pauses. */
    public static Terms of(Instant lastMade, List<String> controllers, List<ConsentStatement> words) {
        return new Terms(lastMade, controllers, words, Preferences.NONE, List.of());
    }

    /** These terms after one more act. Effects other than statements apply in the order in which they are recorded. */
    public Terms after(Effect effect) {
        return switch (effect) {
            case Effect.Said(var word) -> with(word);
            case Effect.Preferred(var preferred) ->
                new Terms(lastMade, controllers, words, preferred, pauses, owed, ratings, intents);
            case Effect.Paused(var pause) -> {
                var all = pausesBut(pause.channel(), pause.topic());
                all.add(pause);
                yield new Terms(lastMade, controllers, words, preferences, all, owed, ratings, intents);
            }
            case Effect.Resumed(var channel, var topic) ->
                new Terms(lastMade, controllers, words, preferences, pausesBut(channel, topic), owed, ratings, intents);
            case Effect.Merged(var other, var at) -> Merging.of(this, other, at);
            case Effect.Restarted(var stops) -> without(stops);
            case Effect.Undone(var left) ->
                new Terms(lastMade, controllers, left, preferences, pauses, owed, ratings, intents);
            case Effect.Asked(var asked) -> speakingTo(asked.controller()).owing(asked);
            case Effect.Answered(var request) -> owing(owedBut(request));
            case Effect.Rated(var controller, var topic, var said) ->
                speakingTo(controller).rated(Ratings.with(ratings, controller, topic, said));
            case Effect.Forgotten(var controller, var topic) -> rated(Ratings.without(ratings, controller, topic));
            case Effect.Wanted(var intent, var at) -> restedBy(at).wanting(intent);
            case Effect.IntentEnded(var intent, var at) -> intents(it -> it.id().equals(intent) ? it.endedAt(at) : it);
            case Effect.Met(var all) -> all.stream().reduce(this, Terms::speakingTo, (_, it) -> it);
            case Effect.Nothing _ -> this;
        };
    }

    /** These terms, where each yes ends at the latest when its notice says so. */
    public Terms endingBy(Function<ConsentStatement.Grant.Shown, Optional<Instant>> endOf) {
        var ending = new ArrayList<ConsentStatement>(words.size());
        for (var word : words) ending.add(word instanceof ConsentStatement.Grant yes ? ending(yes, endOf) : word);
        return new Terms(lastMade, controllers, ending, preferences, pauses, owed, ratings, intents);
    }

    /** These terms after one more statement, which may have been made before or after those already known. */
    public Terms with(ConsentStatement word) {
        var latest = word.made().isAfter(lastMade) ? word.made() : lastMade;
        return new Terms(
                latest,
                controllersWith(word.scope().controller()),
                wordsWith(word),
                preferences,
                pauses,
                owed,
                ratings,
                intents);
    }

    /** Whether the person ever said anything to this controller; if not, its senders may learn no more than that. */
    public boolean spokenTo(String controller) {
        return controllers.contains(controller);
    }

    /** The STOPs that still have a standing no. */
    public Set<UUID> stops() {
        return refusals().stream().flatMap(no -> no.stop().stream()).collect(Collectors.toSet());
    }

    /**
     * The standing no that says all of this already, so that saying it again adds nothing. A no that a START can take
     * back does not stand in for one that only a yes can lift.
     */
    public Optional<ConsentStatement.Refusal> alreadySaid(ConsentStatement.Refusal no) {
        return refusals().stream()
                .filter(earlier -> earlier.scope().equals(no.scope()) && (earlier.services() || !no.services()))
                .filter(earlier -> earlier.isForGood() || !no.isForGood())
                .filter(earlier -> grants().stream().noneMatch(yes -> liesBetween(yes, earlier, no)))
                .findFirst();
    }

    /** The yes of this grant, while it waits to be confirmed. */
    public Optional<ConsentStatement.Grant> asked(UUID grant) {
        return grants().stream()
                .filter(yes -> yes.pending() && yes.id().equals(grant))
                .findFirst();
    }

    /** The same statement, if it is known already: importing it again adds nothing. */
    public Optional<ConsentStatement> same(ConsentStatement word) {
        return words.stream().filter(word::saysTheSameAs).findFirst();
    }

    /** These terms, of somebody who has spoken to this controller. */
    Terms speakingTo(String controller) {
        return new Terms(lastMade, controllersWith(controller), words, preferences, pauses, owed, ratings, intents);
    }

    private Terms owing(Owed asked) {
        var all = new ArrayList<>(owedBut(asked.request()));
        all.add(asked);
        return owing(all);
    }

    private Terms owing(List<Owed> all) {
        return new Terms(lastMade, controllers, words, preferences, pauses, all, ratings, intents);
    }

    private Terms rated(List<Ratings> all) {
        return new Terms(lastMade, controllers, words, preferences, pauses, owed, all, intents);
    }

    private List<Owed> owedBut(UUID request) {
        return owed.stream().filter(it -> !it.request().equals(request)).toList();
    }

    /** These terms, where an intent is open to those alone, of those that it names, who serve its topic. */
    public Terms servedBy(Function<String, Set<String>> serving) {
        return intents.isEmpty() ? this : intents(it -> it.among(serving.apply(it.topic())));
    }

    /** These terms with an intent, which may be known as open to others; the controllers that it names are spoken to. */
    Terms wanting(Intent intent) {
        var all = new ArrayList<>(intents);
        all.removeIf(it -> it.id().equals(intent.id()));
        var known = intents.stream().filter(it -> it.id().equals(intent.id())).findFirst();
        all.add(known.map(it -> it.openTo(intent.controllers())).orElse(intent));
        var terms = wanting(all);
        for (var controller : intent.controllers()) terms = terms.speakingTo(controller);
        return terms;
    }

    private Terms intents(UnaryOperator<Intent> change) {
        return wanting(intents.stream().map(change).toList());
    }

    /** Without those that say nothing any more. */
    private Terms restedBy(Instant at) {
        return wanting(intents.stream().filter(it -> at.isBefore(it.restedBy())).toList());
    }

    private Terms wanting(List<Intent> all) {
        return new Terms(lastMade, controllers, words, preferences, pauses, owed, ratings, all);
    }

    private Terms without(Set<UUID> stops) {
        var left = words.stream()
                .filter(word -> !(word instanceof ConsentStatement.Refusal no)
                        || no.stop().filter(stops::contains).isEmpty())
                .toList();
        return new Terms(lastMade, controllers, left, preferences, pauses, owed, ratings, intents);
    }

    public List<ConsentStatement.Refusal> refusals() {
        return of(ConsentStatement.Refusal.class);
    }

    public List<ConsentStatement.Grant> grants() {
        return of(ConsentStatement.Grant.class);
    }

    private <W extends ConsentStatement> List<W> of(Class<W> kind) {
        var some = new ArrayList<W>(words.size());
        for (var word : words) if (kind.isInstance(word)) some.add(kind.cast(word));
        return some;
    }

    private static ConsentStatement ending(
            ConsentStatement.Grant yes, Function<ConsentStatement.Grant.Shown, Optional<Instant>> endOf) {
        return yes.notice().flatMap(endOf).map(yes::endingBy).orElse(yes);
    }

    private List<Pause> pausesBut(String channel, String topic) {
        return new ArrayList<>(
                pauses.stream().filter(it -> !it.isFor(channel, topic)).toList());
    }

    /** Whether this yes was made between two equal noes: then the second one is needed to end it. */
    private static boolean liesBetween(
            ConsentStatement.Grant yes, ConsentStatement.Refusal earlier, ConsentStatement.Refusal later) {
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

    private List<ConsentStatement> wordsWith(ConsentStatement word) {
        if (words.stream().anyMatch(known -> settles(known, word))) return words;
        var all = new ArrayList<ConsentStatement>(words.size() + 1);
        for (var known : words) if (!settles(word, known)) all.add(known);
        all.add(word);
        all.sort(ORDER);
        return all;
    }

    /**
     * Whether one statement makes another irrelevant for every question at every instant. INVARIANT: a partial order.
     */
    private static boolean settles(ConsentStatement one, ConsentStatement other) {
        return switch (one) {
            case ConsentStatement.Refusal no when !no.isForGood() -> no.equals(other);
            case ConsentStatement.Refusal no ->
                switch (other) {
                    case ConsentStatement.Refusal earlier -> repeats(no, earlier);
                    case ConsentStatement.Grant yes -> ends(no, yes);
                };
            case ConsentStatement.Grant yes ->
                switch (other) {
                    case ConsentStatement.Refusal _ -> false;
                    case ConsentStatement.Grant earlier -> outlasts(yes, earlier);
                };
        };
    }

    private static boolean repeats(ConsentStatement.Refusal no, ConsentStatement.Refusal earlier) {
        return no.scope().equals(earlier.scope())
                && (no.services() || !earlier.services())
                && ORDER.compare(no, earlier) >= 0;
    }

    /**
     * A no that does not bind topics without consent does not end the yes, which may still answer an older no there.
     */
    private static boolean ends(ConsentStatement.Refusal no, ConsentStatement.Grant yes) {
        return no.bindsServices()
                && no.scope().includes(yes.scope())
                && !no.made().isBefore(yes.made());
    }

    /** A new request replaces a pending yes; a confirmed yes replaces earlier requests. */
    private static boolean outlasts(ConsentStatement.Grant yes, ConsentStatement.Grant earlier) {
        if (!yes.scope().equals(earlier.scope()) || ORDER.compare(yes, earlier) < 0) return false;
        // An express yes can override a register; an implied one cannot.
        if (earlier.express() && !yes.express()) return false;
        return earlier.pending() || !yes.pending() && !yes.expiresBefore(earlier);
    }
}
