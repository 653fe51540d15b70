package dev.askfirst.decision.intake;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.decision.answer.Alternative;
import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.lane.Deadline;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.point.SiblingContacts;
import dev.askfirst.platform.Fault;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * For a question that got no permit, asks what the answer would be on the person's other channels. Apart from the
 * address that was asked about, it uses only addresses for which the controller has been given a yes; and it discloses
 * nothing about somebody who never said anything to the controller.
 */
@ApplicationScoped
class Alternatives {

    /** How many enquiries are asked at once. */
    private static final int MOST = 500;

    /** One enquiry, and the index of the answer that it is for. */
    private record Enquiry(int place, CheckedQuestion asked) {}

    private final Desk desk;
    private final SiblingContacts beside;
    private final DataSource dataSource;

    Alternatives(Desk desk, SiblingContacts beside, DataSource dataSource) {
        this.desk = desk;
        this.beside = beside;
        this.dataSource = dataSource;
    }

    private static boolean wanted(List<Answer> answers) {
        return answers.stream().anyMatch(answer -> answer instanceof Answer.Given given && given.wantsAlternatives());
    }

    /** The same answers; those that want alternatives have them, if they were found by the deadline. */
    CompletionStage<List<Answer>> added(String sender, List<Answer> answers, Deadline deadline) {
        if (!wanted(answers)) return CompletableFuture.completedStage(answers);
        return CompletableFuture.supplyAsync(() -> found(sender, answers, deadline), Thread::startVirtualThread)
                .completeOnTimeout(answers, deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    }

    private List<Answer> found(String sender, List<Answer> answers, Deadline deadline) {
        try {
            var enquiries = enquiries(sender, answers);
            var found = new HashMap<Integer, Map<String, Alternative>>();
            for (var from = 0; from < enquiries.size(); from += MOST) {
                ask(sender, enquiries.subList(from, Math.min(from + MOST, enquiries.size())), deadline, found);
            }
            return IntStream.range(0, answers.size())
                    .mapToObj(i -> with(answers.get(i), found.get(i)))
                    .toList();
        } catch (SQLException | Fault | CompletionException _) {
            // Alternatives are only a hint: if they cannot be found, the answers go out without them.
            return answers;
        }
    }

    private static Answer with(Answer answer, Map<String, Alternative> found) {
        return answer instanceof Answer.Given given && found != null ? given.with(List.copyOf(found.values())) : answer;
    }

    private void ask(
            String sender, List<Enquiry> enquiries, Deadline deadline, Map<Integer, Map<String, Alternative>> found) {
        var asked = enquiries.stream().map(Enquiry::asked).toList();
        var answers =
                desk.askStreamed(sender, asked, deadline).toCompletableFuture().join();
        for (var i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Answer.Given given) {
                var alternative = Alternative.of(given.recorded());
                found.computeIfAbsent(enquiries.get(i).place(), _ -> new LinkedHashMap<>())
                        .merge(alternative.channel(), alternative, Alternatives::sooner);
            }
        }
    }

    /** Of two addresses for one channel, the one to which a message could go out sooner. */
    private static Alternative sooner(Alternative one, Alternative other) {
        return Alternative.SOONER.compare(one, other) <= 0 ? one : other;
    }

    private List<Enquiry> enquiries(String sender, List<Answer> answers) throws SQLException {
        var somebody = somebody(answers);
        var enquiries = new ArrayList<Enquiry>();
        for (var i = 0; i < answers.size(); i++) {
            if (!(answers.get(i) instanceof Answer.Given given) || !given.wantsAlternatives()) continue;
            var place = i;
            given.recorded()
                    .about()
                    .point()
                    .map(somebody::get)
                    .filter(it -> it.terms().spokenTo(given.recorded().controller()))
                    .ifPresent(it ->
                            enquiries(sender, given, it).forEach(asked -> enquiries.add(new Enquiry(place, asked))));
        }
        return enquiries;
    }

    /**
     * Looks up known people. An unknown address causes a lookup too, so that the time it takes does not tell them
     * apart.
     */
    private Map<UUID, SiblingContacts.Somebody> somebody(List<Answer> answers) throws SQLException {
        var points = new HashSet<UUID>();
        for (var answer : answers) {
            if (!(answer instanceof Answer.Given given) || !given.wantsAlternatives()) continue;
            points.add(given.recorded().about().point().orElse(given.recorded().id()));
        }
        try (var connection = dataSource.getConnection()) {
            return beside.of(
                    connection, points, (terms, point) -> points.contains(point) || isNamed(terms, Scope.ALL, point));
        }
    }

    private static List<CheckedQuestion> enquiries(
            String sender, Answer.Given given, SiblingContacts.Somebody somebody) {
        var controller = given.recorded().controller();
        var asked = given.recorded().about().point();
        var enquiries = new ArrayList<CheckedQuestion>();
        for (var channel : channels(sender, given, somebody.terms())) {
            var context = given.asked().context().enquiry(channel);
            for (var other : somebody.others()) {
                var known = asked.filter(other.point()::equals).isPresent()
                        || isNamed(somebody.terms(), controller, other.point());
                if (known && fits(given.catalog(), channel, other.contact())) {
                    enquiries.add(CheckedQuestion.plainly(other.contact(), controller, context));
                }
            }
        }
        return enquiries;
    }

    /** Whether a yes for this address was given to this controller or, with {@link Scope#ALL}, to any. */
    private static boolean isNamed(Terms terms, String controller, UUID point) {
        return terms.words().stream()
                .filter(ConsentStatement.Grant.class::isInstance)
                .map(ConsentStatement::scope)
                .filter(scope ->
                        controller.equals(Scope.ALL) || scope.controller().equals(controller))
                .anyMatch(scope -> scope.point().filter(point::equals).isPresent());
    }

    private static List<String> channels(String sender, Answer.Given given, Terms terms) {
        var preferred = terms.preferences().preferredChannels();
        var asked = given.recorded().context().channel();
        return given.catalog().sender(sender).stream()
                .flatMap(rights -> rights.channels().stream())
                .filter(channel -> !channel.equals(asked))
                .sorted(Comparator.<String>comparingInt(
                                channel -> preferred.contains(channel) ? preferred.indexOf(channel) : Integer.MAX_VALUE)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static boolean fits(Catalog catalog, String channel, Contact contact) {
        return catalog.schemesOf(channel)
                .filter(schemes -> schemes.contains(contact.scheme()))
                .isPresent();
    }
}
