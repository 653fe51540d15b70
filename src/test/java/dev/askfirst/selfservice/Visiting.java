package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Database;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/** A browser without a screen: somebody on their own page. */
public final class Visiting {

    public static final String COOKIE = "__Host-askfirst";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private String cookie;
    private String token = "";

    private Visiting(String cookie) {
        this.cookie = cookie;
    }

    /** Somebody who came by the link in a message to them. */
    public static Visiting byLink(String contact) {
        return by(Permits.link(contact, "/p/"));
    }

    /** The same by a message about this. */
    public static Visiting byLink(String contact, String topic) {
        return by(Permits.link(contact, topic, "/p/"));
    }

    /** Somebody who came by this link. */
    public static Visiting by(String link) {
        var reply = press(link, Map.of("open", "yes"));
        return new Visiting(reply.cookie(COOKIE)).looked();
    }

    public static Visiting with(String cookie) {
        return new Visiting(cookie);
    }

    /** Somebody who said yes to acme's offers and events. */
    public static String somebody() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        Acts.grant(ana, "events");
        return ana;
    }

    /** The same, once the digits of a letter are typed. */
    public Visiting proven(Database database) {
        post("/me/code", Map.of("send", "yes", "pending", "/me"));
        post("/me/code", Map.of("code", digits(database), "pending", "/me"));
        return looked();
    }

    public Visiting looked() {
        get("/me");
        return this;
    }

    public Response get(String path) {
        return read(anybody().redirects().follow(false).cookie(COOKIE, cookie).get(path));
    }

    public Response post(String path, Map<String, ?> fields) {
        return read(anybody()
                .redirects()
                .follow(false)
                .cookie(COOKIE, cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(FORM)
                .formParams(fields)
                .formParam("token", token)
                .post(path));
    }

    public String cookie() {
        return cookie;
    }

    public String token() {
        return token;
    }

    /** The same, having read the forms of this page. */
    public Visiting seen(Response page) {
        read(page);
        return this;
    }

    private Response read(Response reply) {
        Optional.ofNullable(reply.cookie(COOKIE)).ifPresent(it -> cookie = it);
        var found = Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"").matcher(reply.asString());
        if (found.find()) token = found.group(1);
        return reply;
    }

    public static Response press(String path, Map<String, ?> fields) {
        return anybody()
                .redirects()
                .follow(false)
                .contentType(FORM)
                .formParams(fields)
                .post(path);
    }

    /** The digits of the newest letter, as they stand in it. */
    public static String digits(Database database) {
        return found(letter(database), "(?m)^\\s+(\\d{6})\\s*$");
    }

    public static String letterLink(Database database) {
        return found(letter(database).replaceAll("=\r?\n", ""), "(/e/[A-Za-z0-9_-]+)");
    }

    private static String letter(Database database) {
        try {
            return Files.readString(newestLetter(database));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of the newest letter with digits, once it is there; tests whose clock was ahead have left letters of the future. */
    static Path newestLetter(Database database) {
        var now = Arc.container().instance(Clock.class).get().now();
        var id = database.value(
                        "select id from page_code where asked_at <= %s order by asked_at desc limit 1".formatted(now))
                .orElseThrow();
        Await.until("the letter " + id, PATIENCE, () -> file(id).isPresent());
        return file(id).orElseThrow();
    }

    private static Optional<Path> file(String id) {
        var folder = Path.of(ConfigProvider.getConfig().getValue("askfirst.mail.folder", String.class));
        if (!Files.exists(folder)) return Optional.empty();
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(id + ".eml")).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String found(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) throw new AssertionError("no " + pattern + " in " + text);
        return found.group(1);
    }
}
