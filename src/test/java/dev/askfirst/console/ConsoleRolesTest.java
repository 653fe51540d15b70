package dev.askfirst.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Routes;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The services under the console's pages ask nobody who they are: each page names the roles that may see it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ConsoleRolesTest {

    private static final Set<String> ANYBODY =
            Set.of("GET /console/back", "GET /console/enter", "GET /console/sign-in", "POST /console/enter");
    private static final Set<String> ADMINS =
            Set.of("POST /console/catalog/{kind}", "POST /console/drafts", "POST /console/drafts/{id}");
    private static final Set<String> STAFF = Set.of(
            "GET /console",
            "GET /console/authors",
            "GET /console/catalog",
            "GET /console/catalog/{kind}",
            "GET /console/drafts",
            "GET /console/drafts/{id}",
            "GET /console/find",
            "POST /console/find",
            "GET /console/verify",
            "POST /console/leave");

    @Test
    void everyPageNamesItsRoles() {
        var found = new TreeMap<String, Set<String>>();
        pages().forEach(page -> found.put(page.toString(), new TreeSet<>(page.roles())));
        for (var page : found.entrySet()) assertEquals(roles(page.getKey()), page.getValue(), page.getKey());
        for (var known : List.of(ANYBODY, ADMINS, STAFF))
            known.forEach(page -> assertEquals(true, found.containsKey(page), page));
    }

    @Test
    void whoHasAnotherRoleIsRefused() {
        for (var role : List.of("compliance", "admin")) {
            var staff = Staff.signedIn(role);
            for (var page : pages()) {
                if (page.roles().isEmpty() || page.roles().contains(role)) continue;
                var path = page.path().replaceAll("\\{\\w+}", "some");
                var reply = staff.call(page, path);
                assertEquals(403, reply.statusCode(), () -> role + " " + page);
            }
        }
    }

    @Test
    void anAdministratorLandsOnTheCatalog() {
        var landed = Staff.signedIn("admin").get("/console");
        assertEquals(303, landed.statusCode());
        assertEquals("/console/catalog", landed.header("Location").replaceFirst("^https?://[^/]+", ""));
    }

    private static List<Routes.Route> pages() {
        return Routes.all().filter(route -> route.path().startsWith("/console")).toList();
    }

    private static Set<String> roles(String page) {
        if (ANYBODY.contains(page)) return Set.of();
        if (ADMINS.contains(page)) return Set.of("admin");
        return STAFF.contains(page) ? Set.of("admin", "compliance") : Set.of("compliance");
    }
}
