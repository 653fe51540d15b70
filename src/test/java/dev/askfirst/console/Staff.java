package dev.askfirst.console;

import static io.restassured.RestAssured.given;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Routes;
import dev.askfirst.platform.local.LocalTokens;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Staff at the console, as their browser speaks for them: with a cookie and the token of its forms. */
final class Staff {

    static final String COOKIE = "__Host-askfirst-console";

    private final String secret;
    private String token = "";

    private Staff(String secret) {
        this.secret = secret;
    }

    static Staff signedIn(String role) {
        return with(Api.token(role));
    }

    /** Signed in for so long that a test may let time pass. */
    static Staff signedIn(String role, Duration lasting) {
        return with(token(role, lasting));
    }

    static String token(String role, Duration lasting) {
        return LocalTokens.issue(Api.keys(), role, Optional.empty(), Optional.empty(), lasting);
    }

    static Staff with(String bearer) {
        var reply = enter(bearer);
        reply.then().statusCode(303);
        return new Staff(reply.cookie(COOKIE));
    }

    static Response enter(String token) {
        return given().redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .formParam("staff", token)
                .post("/console/enter");
    }

    Response get(String path) {
        var reply = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .cookie(COOKIE, secret)
                .get(path);
        var page = reply.asString();
        if (page.contains("name=\"token\" value=\""))
            token = page.replaceAll("(?s).*?name=\"token\" value=\"([0-9a-f]+)\".*", "$1");
        return reply;
    }

    Response post(String path, Map<String, String> fields) {
        if (token.isEmpty()) get("/console/verify");
        var all = new LinkedHashMap<>(fields);
        all.putIfAbsent("token", token);
        return given().redirects()
                .follow(false)
                .cookie(COOKIE, secret)
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(all)
                .post(path);
    }

    /** Calls this route with a form that has nothing in it. */
    Response call(Routes.Route route, String path) {
        if (route.method().equals("GET")) return get(path);
        return path.equals("/console/unasked")
                ? upload(path, Map.of("token", ""), "a.csv", new byte[] {'a'})
                : post(path, Map.of());
    }

    /** Sends a form that comes with a file. */
    Response upload(String path, Map<String, String> fields, String name, byte[] content) {
        if (token.isEmpty()) get("/console/unasked");
        var all = new LinkedHashMap<>(fields);
        all.putIfAbsent("token", token);
        var request = given().redirects().follow(false).cookie(COOKIE, secret).contentType("multipart/form-data");
        all.forEach(request::multiPart);
        if (name != null) request.multiPart("file", name, content);
        return request.post(path);
    }

    String secret() {
        return secret;
    }
}
