package dev.askfirst.selfservice.link;

import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.contact.HashOfValue;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.local.Demo;
import dev.askfirst.selfservice.session.SessionGuard;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;

/** The way in for whoever has only the address of the service: people, staff, developers. */
@Path("/")
public class HomeResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance home(String demo, String commands);
    }

    /** Somebody of {@code demo/grants.ndjson} to whom two companies may write. */
    private static final String SOMEBODY = "mailto:nadia.zeman@example.org";

    /** How tokens of the demo are made. */
    private static final String COMMANDS = """
            ./askfirst token --role sender --sender acme-mailer
            ./askfirst token --role compliance
            ./askfirst token --role admin""";

    private final Demo demo;
    private final Links links;

    HomeResource(Demo demo, Links links) {
        this.demo = demo;
        this.links = links;
    }

    @GET
    public Response home(@Context HttpHeaders headers) {
        return Html.page(SessionGuard.language(headers), Templates.home(demo.isOpen() ? demoPage() : "", COMMANDS));
    }

    /** The link of a message to a made-up person. */
    private String demoPage() {
        var contact = Contact.parse(SOMEBODY);
        var addressee = new Addressee.AtHash(contact.scheme(), new HashOfValue(ContactKeys.hash(contact)));
        var link = new Link(Link.Purpose.PAGE, addressee, "acme", "offers.shoes.running", "email", Instant.now());
        return "/p/" + links.seal(link);
    }

    /** The contract, for those who are to ask. */
    @GET
    @Path("/openapi.yaml")
    @Produces("application/yaml")
    @RunOnVirtualThread
    public byte[] contract() throws IOException {
        try (var file = HomeResource.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return file.readAllBytes();
        }
    }
}
