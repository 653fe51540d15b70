package dev.askfirst.consent.human;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Requests to talk to a human: made, listed, answered. Staff who look are on record before. */
@ApplicationScoped
public class HumanRequestService {

    private static final int ON_A_PAGE = 50;

    /** Requests, and the cursor of the rest, if there is any. */
    public record Page(List<HumanRequest> requests, Optional<UUID> next) {}

    private final CatalogService catalogs;
    private final ActWriter writer;
    private final HumanRequestRows rows;
    private final PairwiseIds pairwiseIds;
    private final Accesses accesses;

    HumanRequestService(
            CatalogService catalogs,
            ActWriter writer,
            HumanRequestRows rows,
            PairwiseIds pairwiseIds,
            Accesses accesses) {
        this.catalogs = catalogs;
        this.writer = writer;
        this.rows = rows;
        this.pairwiseIds = pairwiseIds;
        this.accesses = accesses;
    }

    /** Records that somebody asks for a human; a fault if the caller may not speak for them, or nobody answers there. */
    public HumanRequest ask(HumanRequestBody body, Caller caller, Optional<IdempotencyKey> key) {
        var who = body.checked(new Checks(), caller);
        rights(caller).requireController(body.controller());
        return ask(who, body, Evidence.Method.API, caller, key);
    }

    /** What a reply asks for, once, whoever resolves it; more than a request can hold of a long one is left out. */
    public HumanRequest askFor(UUID reply, Contact contact, String controller, String text, Caller caller) {
        var body = new HumanRequestBody(contact.uri(), null, controller, beginning(text));
        rights(caller).requireController(controller);
        var once = IdempotencyKey.of("reply", reply.toString(), "human_request");
        return ask(new Addressee.AtContact(contact), body, Evidence.Method.API, caller, Optional.of(once));
    }

    private static String beginning(String text) {
        if (text.length() <= HumanRequestBody.LONGEST) return text;
        var half = Character.isHighSurrogate(text.charAt(HumanRequestBody.LONGEST - 1));
        return text.substring(0, HumanRequestBody.LONGEST - (half ? 1 : 0));
    }

    /** What a person asks on a page of ours; {@code who} is themselves. */
    public HumanRequest askOnPage(Addressee who, String controller, String text, Caller person) {
        SenderRights.unrestricted(catalogs.newest()).requireController(controller);
        return ask(
                who,
                new HumanRequestBody(null, null, controller, text),
                Evidence.Method.PAGE,
                person,
                Optional.empty());
    }

    private HumanRequest ask(
            Addressee who, HumanRequestBody body, Evidence.Method method, Caller by, Optional<IdempotencyKey> key) {
        var evidence = Evidence.of(method).with("note", body.text());
        var act = new Act.HumanAsked(who, body.controller(), evidence, by);
        var said = written(writer.write(List.of(act), key).getFirst());
        return rows.find(said).map(it -> as(it, by)).orElseThrow(HumanRequestService::unknown);
    }

    /** A part of them: the newest first, or of those that wait the first to be due first. */
    public Page list(ListRequest.CheckedList list, boolean onlyDue, Caller caller) {
        var within = List.of(own(caller).map(Rights::controllers), caller.limit());
        accesses.recordList(caller, "human_requests");
        var page = rows.list(list, onlyDue, within);
        return new Page(page.requests().stream().map(it -> as(it, caller)).toList(), page.next());
    }

    /** Some of them from this one on, as a page of the console shows them. */
    public Page page(Optional<UUID> after, boolean onlyDue, Caller caller) {
        return list(new ListRequest.CheckedList(Optional.empty(), after, ON_A_PAGE), onlyDue, caller);
    }

    /** Those of a person, as they see them: the newest first. */
    public List<HumanRequest> own(UUID person) {
        return rows.of(person);
    }

    /** Records a human's answer, which ends what was deferred for it; a conflict if somebody answered before. */
    public HumanRequest answer(Optional<UUID> id, HumanAnswerBody body, Caller caller) {
        body.check(new Checks());
        var request = id.flatMap(rows::find)
                .filter(it -> rights(caller).actsFor(it.controller()))
                .orElseThrow(HumanRequestService::unknown);
        var evidence =
                Evidence.of(Evidence.Method.API).with("note", body.text()).with("actor", body.by());
        written(writer.write(List.of(new Act.HumanAnswered(request.id(), evidence, caller)))
                .getFirst());
        return rows.find(request.id()).map(it -> as(it, caller)).orElseThrow(HumanRequestService::unknown);
    }

    private static UUID written(ActResult result) {
        return result.recorded().id();
    }

    private SenderRights rights(Caller caller) {
        var catalog = catalogs.newest();
        if (HumanRequestBody.isPerson(caller)) return SenderRights.unrestricted(catalog);
        return sender(caller)
                .map(it -> SenderRights.of(catalog, it))
                .orElseGet(() -> SenderRights.ofStaff(catalog, caller));
    }

    private Optional<Rights> own(Caller caller) {
        return sender(caller)
                .flatMap(it -> SenderRights.of(catalogs.newest(), it).own());
    }

    private HumanRequest as(HumanRequest request, Caller caller) {
        return sender(caller).isPresent()
                ? request.of(pairwiseIds.of(request.controller(), request.person()))
                : request;
    }

    private static Optional<String> sender(Caller caller) {
        return SuppressionSource.sender(caller);
    }

    private static Fault unknown() {
        return Fault.of(ProblemCode.NOT_FOUND, "no request with this id that you may see");
    }
}
