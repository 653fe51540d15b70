package dev.askfirst.consent.intent;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.IntentWish;
import dev.askfirst.consent.view.IntentReply;
import dev.askfirst.consent.view.Intents;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.TopicRules;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people look for: said, ended, and shown with what is left. Only they themselves say it. */
@ApplicationScoped
public class IntentService {

    private static final String COUNTED = "askfirst.intents";

    private final CatalogService catalogs;
    private final ActWriter writer;
    private final Intents intents;
    private final Counter said;
    private final Counter ended;

    IntentService(CatalogService catalogs, ActWriter writer, Intents intents, MeterRegistry registry) {
        this.catalogs = catalogs;
        this.writer = writer;
        this.intents = intents;
        this.said = counter("said", registry);
        this.ended = counter("ended", registry);
    }

    private static Counter counter(String act, MeterRegistry registry) {
        return Counter.builder(COUNTED)
                .description("what people said that they look for, and what they ended themselves")
                .tag("act", act)
                .register(registry);
    }

    /** Records what somebody looks for; a fault if nobody serves it, or nobody could write to them by it. */
    public IntentReply say(
            UUID person, IntentRequest request, Evidence.Method method, Caller by, Optional<IdempotencyKey> key) {
        var wish = request.checked(new Checks());
        exists(wish);
        var evidence = Evidence.of(method);
        var act = new Act.IntentSaid(
                new Addressee.AtPerson(person),
                wish,
                request.said().map(it -> evidence.with("note", it)).orElse(evidence),
                by);
        var id = writer.write(List.of(act), key).getFirst().recorded().id();
        said.increment();
        return find(person, id);
    }

    private void exists(IntentWish wish) {
        var catalog = catalogs.newest();
        var rights = SenderRights.unrestricted(catalog);
        rights.requireKnownTopic(wish.topic());
        if (catalog.topic(wish.topic()).filter(TopicRules::needsConsent).isEmpty())
            throw Fault.invalid("topic", "needs no consent: messages about it come without an intent");
        wish.controllers().forEach(rights::requireController);
        wish.channels().forEach(rights::requireKnownChannel);
    }

    /** Ends one at once; one that was over already stays as it ended. */
    public IntentReply end(UUID person, Optional<UUID> intent, Evidence.Method method, Caller by) {
        var id = intent.orElseThrow(IntentService::none);
        var act = new Act.IntentEnded(new Addressee.AtPerson(person), id, Evidence.of(method), by);
        writer.write(List.of(act)).getFirst().recorded();
        ended.increment();
        return find(person, id);
    }

    /** What a person looks for, or did until a while ago: the newest first. */
    public List<IntentReply> of(UUID person) {
        return intents.of(person);
    }

    private IntentReply find(UUID person, UUID id) {
        return of(person).stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow(IntentService::none);
    }

    private static Fault none() {
        return Fault.of(ProblemCode.NOT_FOUND, "no intent of this person with this id");
    }
}
