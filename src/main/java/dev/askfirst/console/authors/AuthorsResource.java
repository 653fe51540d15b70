package dev.askfirst.console.authors;

import dev.askfirst.catalog.author.Author;
import dev.askfirst.catalog.registry.AuthorRegistry;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who writes for which company, in which role, and from when until when. */
@Path("/console/authors")
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class AuthorsResource {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A company and its authors. */
    public record Home(String name, boolean required, List<AuthorView> authors) {}

    /** One author; {@code role} and {@code state} are names of texts. */
    public record AuthorView(
            String id, String name, String role, String contact, String from, String until, String state) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance authors(Layout layout, List<Home> view);
    }

    private final PageGuard guard;
    private final AuthorRegistry registry;

    AuthorsResource(PageGuard guard, AuthorRegistry registry) {
        this.guard = guard;
        this.registry = registry;
    }

    @GET
    @ForLimitedStaff
    public Response list() {
        return guard.see("catalog", layout -> Templates.authors(layout, homes()));
    }

    private List<Home> homes() {
        var now = Instant.now();
        return registry.all(guard.caller()).stream()
                .map(it -> new Home(
                        it.controller().name(),
                        it.authors().required(),
                        it.authors().people().stream()
                                .map(one -> view(one, now))
                                .toList()))
                .toList();
    }

    private static AuthorView view(Author it, Instant now) {
        return new AuthorView(
                it.id(),
                it.name(),
                Json.text(it.role()),
                it.contact().orElse(""),
                minute(it.from()),
                minute(it.until()),
                state(it, now));
    }

    private static String state(Author it, Instant now) {
        if (it.writesAt(now)) return "writes";
        return it.from().filter(now::isBefore).isPresent() ? "later" : "over";
    }

    private static String minute(Optional<Instant> at) {
        return at.map(MINUTE::format).orElse("");
    }
}
