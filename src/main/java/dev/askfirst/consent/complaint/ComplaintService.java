package dev.askfirst.consent.complaint;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The register of complaints: filed, shown, acknowledged, resolved. Staff who look are on record before. */
@ApplicationScoped
public class ComplaintService {

    private static final int ON_A_PAGE = 50;

    /** Complaints, and the cursor of the rest, if there is any. */
    public record Page(List<Complaint> complaints, Optional<UUID> next) {}

    private final CatalogService catalogs;
    private final ContactKeys keys;
    private final ComplaintWriter writer;
    private final ComplaintSteps steps;
    private final ComplaintRows rows;
    private final Accesses accesses;

    ComplaintService(
            CatalogService catalogs,
            ContactKeys keys,
            ComplaintWriter writer,
            ComplaintSteps steps,
            ComplaintRows rows,
            Accesses accesses) {
        this.catalogs = catalogs;
        this.keys = keys;
        this.writer = writer;
        this.steps = steps;
        this.rows = rows;
        this.accesses = accesses;
    }

    /** Records what somebody complained about; a fault if the caller may not hear it for this controller. */
    public ComplaintReply file(ComplaintRequest request, Caller caller, Optional<IdempotencyKey> key) {
        var from = request.checked(new Checks());
        var catalog = catalogs.newest();
        var rights = sender(caller)
                .map(it -> SenderRights.of(catalog, it))
                .orElseGet(() -> SenderRights.ofStaff(catalog, caller));
        rights.requireController(request.controller());
        var since = catalog.spokenToSince(request.controller());
        if (request.receivedAt() != null && request.receivedAt().isBefore(since))
            throw Fault.invalid(
                    "receivedAt",
                    "is before " + since.atOffset(ZoneOffset.UTC).toLocalDate() + ", when nobody can have complained");
        return write(from, request, caller, key);
    }

    /** What a person complains about on their own page, from one of their addresses. */
    public ComplaintReply fileOwn(Contact from, String controller, String text, Caller person) {
        var request = new ComplaintRequest(from.uri(), controller, text, null);
        request.checked(new Checks());
        SenderRights.unrestricted(catalogs.newest()).requireController(controller);
        return write(from, request, person, Optional.empty());
    }

    private ComplaintReply write(Contact from, ComplaintRequest request, Caller caller, Optional<IdempotencyKey> key) {
        return writer.write(new ComplaintWriter.Filed(from, keys.of(from), request, caller), key);
    }

    /** Those of a person, as they see them: the newest first. */
    public List<Complaint> own(UUID person) {
        return rows.of(person);
    }

    /** A part of them: the newest first, or of those that nobody has acknowledged the first to be due first. */
    public Page list(ListRequest.CheckedList list, boolean onlyDue, Caller caller) {
        var within = List.of(own(caller).map(Rights::controllers), caller.limit());
        accesses.recordList(caller, "complaints");
        var page = rows.list(list, onlyDue, within);
        return new Page(page.complaints(), page.next());
    }

    /** Some of them from this one on, as a page of the console shows them. */
    public Page page(Optional<UUID> after, boolean onlyDue, Caller caller) {
        return list(new ListRequest.CheckedList(Optional.empty(), after, ON_A_PAGE), onlyDue, caller);
    }

    /** Records that the person was told that their complaint came. */
    public Complaint acknowledge(Optional<UUID> id, ComplaintStep.Acknowledgement step, Caller caller) {
        step.check(new Checks());
        return done(id, step, caller);
    }

    /** Records how the complaint was answered; a conflict if it was answered otherwise before. */
    public Complaint resolve(Optional<UUID> id, ComplaintStep.Settlement step, Caller caller) {
        step.check(new Checks());
        return done(id, step, caller);
    }

    private Complaint done(Optional<UUID> id, ComplaintStep step, Caller caller) {
        var own = own(caller);
        var complaint = id.flatMap(rows::find)
                .filter(it ->
                        own.filter(rights -> !rights.actsFor(it.controller())).isEmpty())
                .filter(it -> caller.sees(it.controller()))
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no complaint with this id that you may see"));
        steps.record(complaint, step, caller);
        return rows.find(complaint.id()).orElseThrow();
    }

    private Optional<Rights> own(Caller caller) {
        return sender(caller)
                .flatMap(it -> SenderRights.of(catalogs.newest(), it).own());
    }

    private static Optional<String> sender(Caller caller) {
        return SuppressionSource.sender(caller);
    }
}
