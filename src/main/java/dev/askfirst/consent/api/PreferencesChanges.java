package dev.askfirst.consent.api;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.PreferencesRules;
import dev.askfirst.consent.view.PersonReader;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.deputy.Deputies;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.http.ETag;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Preferences;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Changes of preferences by the API, with what stands afterwards and its version as the reply. */
@ApplicationScoped
public class PreferencesChanges {

    static final String WHAT = "preferences";

    private final Accesses accesses;
    private final PersonReader reader;
    private final ActWriter writer;
    private final CatalogService catalogs;
    private final Deputies deputies;

    PreferencesChanges(
            Accesses accesses, PersonReader reader, ActWriter writer, CatalogService catalogs, Deputies deputies) {
        this.catalogs = catalogs;
        this.deputies = deputies;
        this.accesses = accesses;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Makes a change of what stands when it is recorded, if the catalog takes it.
     *
     * @param expected the version that the caller has seen; empty for a change that suits any
     */
    public Response make(UUID person, Caller caller, Optional<Long> expected, UnaryOperator<Preferences> change) {
        var rules = new PreferencesRules(catalogs.newest());
        var after = new AtomicReference<Preferences>();
        var act = new Act.Preference(
                new Addressee.AtPerson(person),
                before -> {
                    after.set(rules.admit(change.apply(before), before));
                    return after.get();
                },
                expected,
                Evidence.of(Evidence.Method.API),
                caller);
        var result = writer.write(List.of(act)).getFirst();
        if (result instanceof ActResult.Refused(var fault)) throw fault;
        accesses.record(caller, person, WHAT);
        // The version that this change made, even if another change has followed already.
        return result instanceof ActResult.Created(var recorded)
                ? reply(shown(after.get(), caller), reader.version(recorded.id()), null)
                : current(person, caller, null);
    }

    Response current(UUID person, Caller caller, String seen) {
        var stored = reader.terms(person);
        return reply(shown(stored.terms().preferences(), caller), stored.version(), seen);
    }

    /** A deputy who only sets hours sees no more than these. */
    private Preferences shown(Preferences preferences, Caller caller) {
        return caller.isDeputy() && !deputies.may(caller, Right.SEE) ? preferences.hours() : preferences;
    }

    private static Response reply(Preferences preferences, long version, String seen) {
        return Tagged.reply(PreferencesJson.write(preferences), ETag.of(version), seen);
    }
}
