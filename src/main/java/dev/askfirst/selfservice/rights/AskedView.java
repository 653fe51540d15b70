package dev.askfirst.selfservice.rights;

import dev.askfirst.consent.view.OwnHistory;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.decision.history.OwnDecisions;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.attention.Budget;
import dev.askfirst.policy.term.Doubt;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every question about a person with its answer in plain words, and everything they did, with a way back where there is one.
 *
 * @param older the question after which there are more; empty where there are none
 * @param newest whether these are the newest, beside which stands what they did
 */
record AskedView(List<QuestionView> questions, String older, boolean newest, List<ActView> acts) {

    /** {@code answer}, {@code reasons} and {@code doubt} are names of texts; {@code copies} is a number where the doubt has one. */
    public record QuestionView(
            String instant,
            String at,
            String sender,
            String controller,
            String topic,
            String channel,
            String answer,
            String notBefore,
            List<String> reasons,
            String doubt,
            int copies,
            boolean check,
            String wrote) {}

    /**
     * What somebody did.
     *
     * @param title what it was, in their language
     * @param undo the answer that takes it back; empty where there is none, or it is taken back already
     * @param deputy who did it for them; empty where they did it themselves, or where it is about a deputy
     */
    public record ActView(
            String instant, String at, String title, Scope scope, String point, String undo, String deputy) {}

    private static final Set<String> PLAIN =
            Set.of("grant", "confirmation", "refusal", "withdrawal", "pause", "resume", "start", "undo", "asked_again");

    /**
     * A page of questions.
     *
     * @param questions one more than {@code most} where there are more
     */
    static AskedView of(
            List<OwnDecisions.Question> questions,
            int most,
            boolean newest,
            List<OwnHistory.Done> acts,
            OwnTerms.Seen seen,
            String language) {
        var dates = new Dates(seen.terms().preferences(), language);
        var names = new CatalogNames(seen.catalog(), language);
        var shown = questions.subList(0, Math.min(most, questions.size()));
        return new AskedView(
                shown.stream().map(it -> question(it, names, dates, language)).toList(),
                questions.size() > most ? shown.getLast().id().toString() : "",
                newest,
                acts.stream().map(it -> act(it, seen, names, dates, language)).toList());
    }

    static QuestionView question(OwnDecisions.Question question, CatalogNames names, Dates dates, String language) {
        return new QuestionView(
                question.at().toString(),
                dates.time(question.at()),
                names.sender(question.sender()),
                names.controller(question.controller()),
                names.topic(question.topic()),
                names.channel(question.channel()),
                question.outcome(),
                question.notBefore().map(dates::time).orElse(""),
                because(question),
                question.doubt().map(AskedView::doubt).orElse(""),
                question.doubt()
                        .flatMap(Reason::source)
                        .flatMap(Doubt::contacts)
                        .orElse(0),
                question.check(),
                wrote(question, language));
    }

    /** Who wrote it, and in which role; empty where the company does not say so of its authors. */
    static String wrote(OwnDecisions.Question question, String language) {
        if (question.writer().isEmpty()) return "";
        var texts = Texts.of("author", language);
        var author = question.author().orElse("–");
        return switch (question.writer().get()) {
            case EMPLOYEE -> texts.text("employee", author);
            case VOLUNTEER -> texts.text("volunteer", author);
            case AGENCY -> texts.text("agency", author);
            case UNREGISTERED -> texts.text("unregistered");
        };
    }

    private static String doubt(Reason why) {
        return why.source().flatMap(Doubt::contacts).isPresent() ? "doubtedCopies" : "doubtedSpeed";
    }

    private static List<String> because(OwnDecisions.Question question) {
        if (!question.outcome().equals("permit"))
            return question.reasons().stream()
                    .map(AskedView::because)
                    .distinct()
                    .toList();
        if (question.confirmsStop()) return List.of("becauseStopConfirmed");
        return List.of(question.consented() ? "becauseGiven" : "becauseNotNeeded");
    }

    private static String because(Reason why) {
        return why.code() == Reason.Code.CAP_REACHED && why.source().equals(Optional.of(Budget.SOURCE))
                ? "becauseAttention"
                : "because" + camel(Json.text(why.code()));
    }

    private static ActView act(
            OwnHistory.Done act, OwnTerms.Seen seen, CatalogNames names, Dates dates, String language) {
        var scope = act.scope();
        var what = Stream.of(
                        scope.controller().equals(Scope.ALL) ? "" : names.controller(scope.controller()),
                        names.topic(scope.topic()),
                        names.channel(scope.channel()))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining(", "));
        var now = standing(act, seen);
        var aboutDeputy = act.kind().startsWith("deputy_");
        return new ActView(
                act.made().toString(),
                dates.time(act.made()),
                aboutDeputy
                        ? Texts.of("deputy", language)
                                .text(named(act.kind()), act.deputy().orElse(""))
                        : title(
                                act.kind(),
                                what.isEmpty() ? Texts.of("asked", language).text("everything") : what,
                                language),
                now.map(OwnTerms.TopicTerms::scope).orElse(scope),
                now.flatMap(it -> it.scope().point()).map(UUID::toString).orElse(""),
                now.map(it -> undo(act.kind(), it)).orElse(""),
                aboutDeputy ? "" : act.deputy().orElse(""));
    }

    /** What an act was, in a few words; of what has a page of its own, as that is called. */
    static String title(String kind, String what, String language) {
        var texts = Texts.of("asked", language);
        if (PLAIN.contains(kind)) return texts.text("done" + camel(kind), what);
        return switch (kind) {
            case "preferences" -> texts.text("donePreferences");
            case "contact_verified" -> texts.text("doneVerified");
            case "human_request", "human_answer" -> Texts.of("human", language).text("title");
            case "feedback", "feedback_reset" -> Texts.of("useful", language).text("title");
            case "intent", "intent_ended" -> Texts.of("intent", language).text("title");
            case "terms_brought" -> Texts.of("portable", language).text("bringTitle");
            default -> texts.text("doneOther");
        };
    }

    private static String named(String kind) {
        return kind.equals("deputy_named") ? "deputyNamed" : "deputyEnded";
    }

    /** What the act was about, as it stands now, where it was about one thing. */
    private static Optional<OwnTerms.TopicTerms> standing(OwnHistory.Done act, OwnTerms.Seen seen) {
        var scope = act.scope();
        return seen.topics().stream()
                .filter(it -> it.scope().controller().equals(scope.controller())
                        && it.scope().topic().equals(scope.topic())
                        && it.scope().channel().equals(scope.channel())
                        && (scope.point().isEmpty()
                                || scope.point().equals(it.scope().point())))
                .findFirst();
    }

    private static String undo(String kind, OwnTerms.TopicTerms now) {
        return switch (kind) {
            case "grant", "confirmation" -> now.on() && now.needsConsent() ? "no" : "";
            case "refusal", "withdrawal" -> now.on() ? "" : "yes";
            default -> "";
        };
    }

    static String camel(String code) {
        return Stream.of(code.split("_"))
                .map(it -> it.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + it.substring(1))
                .collect(Collectors.joining());
    }
}
