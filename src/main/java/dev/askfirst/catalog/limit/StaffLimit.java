package dev.askfirst.catalog.limit;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * Holds staff to the controllers that their token names. A limit that cannot be understood, or cannot be kept, refuses them:
 * it never lets them see more.
 */
@ApplicationScoped
public class StaffLimit {

    private final CatalogService catalogs;

    StaffLimit(CatalogService catalogs) {
        this.catalogs = catalogs;
    }

    /** Refuses staff whose limit names no controller, or one that there is not. */
    public void requireGood(Caller caller) {
        if (!caller.isLimited()) return;
        var limit = caller.limit().orElseThrow();
        if (limit.isEmpty()) throw refused("the token's `controllers` is no list of ids of controllers");
        var catalog = catalogs.newest();
        for (var id : limit)
            if (catalog.controller(id).isEmpty())
                throw refused("the token's `controllers` names `%s`, which is no controller here".formatted(id));
    }

    /** The same; and refuses them on routes for staff that do not keep to a limit. */
    public void require(Caller caller, Method route) {
        if (!caller.isLimited() || !isForStaff(route)) return;
        requireGood(caller);
        if (route.isAnnotationPresent(ForLimitedStaff.class)) return;
        throw refused("the token's `controllers` limits it to `%s`, and this is for staff without a limit"
                .formatted(String.join("`, `", caller.limit().orElseThrow())));
    }

    /** What this caller may see of the record. */
    public Reach reach(Caller caller) {
        return caller.limit().map(it -> Reach.to(catalogs.newest(), it)).orElse(Reach.WHOLE);
    }

    /** Whether a path is one of the console's, whose own filter answers with pages. */
    public static boolean isConsole(String path) {
        return path.equals("/console") || path.startsWith("/console/");
    }

    private static boolean isForStaff(Method route) {
        var allowed = Optional.ofNullable(route.getAnnotation(RolesAllowed.class))
                .or(() -> Optional.ofNullable(route.getDeclaringClass().getAnnotation(RolesAllowed.class)));
        var roles = allowed.map(it -> List.of(it.value())).orElse(List.of());
        return roles.contains(Caller.COMPLIANCE) || roles.contains(Caller.ADMIN);
    }

    private static Fault refused(String why) {
        return Fault.of(ProblemCode.FORBIDDEN, why);
    }
}
