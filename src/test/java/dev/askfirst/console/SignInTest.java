package dev.askfirst.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import dev.askfirst.console.oidc.TestProvider;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.TlsProxy;
import dev.askfirst.selfservice.Chromium;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staff sign in at the identity provider once a day; in between their sessions are renewed while they notice nothing. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "folder", value = "sign-in-service"),
            @ResourceArg(name = "provider", value = "true")
        })
class SignInTest {

    @Inject
    Database database;

    @TestHTTPResource
    URI service;

    private final Map<String, String> cookies = new HashMap<>();

    @Test
    void whoeverIsSignedInThereIsInHere() {
        signIn();
        see("/console").then().statusCode(200).body(containsString("/console/leave"));
    }

    @Test
    void aSessionThatIsOverIsRenewedAndThePageGoesOn() {
        signIn();
        var before = cookies.get(Staff.COOKIE);
        end();
        var away = see("/console/consents?topic=offers").then().statusCode(303).extract();
        assertEquals("/console/sign-in?next=%2Fconsole%2Fconsents%3Ftopic%3Doffers", away.header("Location"));
        var to = see(away.header("Location")).header("Location");
        assertTrue(to.contains("prompt=none"), to);
        back(to).then()
                .statusCode(200)
                .body(containsString("url=/console/consents?topic=offers"))
                .header("Content-Security-Policy", not(containsString("unsafe")));
        assertFalse(before.equals(cookies.get(Staff.COOKIE)));
        see("/console/consents?topic=offers").then().statusCode(200);
    }

    /** The provider is another site there, and cookies are sent as browsers send them. */
    @Test
    void soItIsInABrowser() {
        try (var chromium = new Chromium();
                var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            page.navigate(url("/console/entries"));
            page.locator("main a.button").click();
            page.waitForURL(url("/console"));
            database.execute("delete from console_session");
            page.navigate(url("/console/consents"));
            page.waitForURL(url("/console/consents"));
            assertTrue(page.locator("form[action='/console/leave']").count() > 0, page.content());
            database.execute("delete from console_session");
            context.clearCookies(new BrowserContext.ClearCookiesOptions().setName(TestProvider.LOGIN));
            page.navigate(url("/console/consents"));
            assertEquals(url("/console/enter"), page.url());
        }
    }

    @Test
    void whoeverIsNotSignedInThereAnyMoreIsShownTheDoor() {
        signIn();
        end();
        cookies.remove(TestProvider.LOGIN);
        var reply = back(see(see("/console").header("Location")).header("Location"));
        reply.then().statusCode(303).header("Location", is("/console/enter"));
        assertEquals(0, reply.getDetailedCookie(Staff.COOKIE).getMaxAge());
        see("/console").then().statusCode(303).header("Location", is("/console/enter"));
    }

    @Test
    void onlyPagesOfASessionThatIsOverAreRenewed() {
        see("/console/people").then().statusCode(303).header("Location", is("/console/enter"));
        signIn();
        end();
        see("/console/enter").then().statusCode(200);
        given().redirects()
                .follow(false)
                .cookies(cookies)
                .contentType("application/x-www-form-urlencoded")
                .post("/console/leave")
                .then()
                .statusCode(303)
                .header("Location", is("/console/enter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/console/../me",
                "/console@evil.example",
                "/me",
                "/console/leave",
                "/console/sign-in?next=/console",
                "/console/\";url=/me"
            })
    void noLinkSaysWhereSomebodyIsSentOnTo(String next) {
        var reply = given().redirects().follow(false).queryParam("next", next).get("/console/sign-in");
        reply.then().statusCode(303).header("Location", not(containsString("prompt=none")));
    }

    @Test
    void nobodyComesBackInTheNameOfAnother() {
        var to = see("/console/sign-in").header("Location");
        var mine = Map.copyOf(cookies);
        cookies.clear();
        back(to).then().statusCode(400);
        see("/console/sign-in");
        back(to).then().statusCode(400);
        cookies.clear();
        cookies.putAll(mine);
        back(to).then().statusCode(200);
    }

    @Test
    void anErrorIsAPage() {
        see("/console/sign-in");
        var state = cookies.get("askfirst-console-sign-in").split("\\.")[0];
        see("/console/back?error=access_denied&state=" + state)
                .then()
                .statusCode(403)
                .body(containsString("did not sign you in"));
    }

    private String url(String path) {
        return TlsProxy.before(service).resolve(path).toString();
    }

    private void signIn() {
        back(see("/console/sign-in").header("Location")).then().statusCode(200).body(containsString("url=/console\""));
    }

    /** From the provider, which the browser asks at this address, to the console. */
    private Response back(String address) {
        var sent = see(address).header("Location");
        return see(sent.substring(sent.indexOf("/console/back")));
    }

    /** As a browser does, which keeps cookies and is sent on by nobody. */
    private Response see(String address) {
        var reply = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .cookies(cookies)
                .get(address);
        reply.cookies().forEach((name, value) -> {
            if (value.isEmpty()) cookies.remove(name);
            else cookies.put(name, value);
        });
        return reply;
    }

    private void end() {
        database.execute(
                "delete from console_session where id_hash = ?", (Object) Sha256.of(cookies.get(Staff.COOKIE)));
    }
}
