package dev.askfirst.selfservice.visit;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.sender;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.selfservice.Visiting;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Acme's shop, which has its customers signed in, and their browsers. */
final class Shop {

    private Shop() {}

    /** Somebody who said yes to acme's offers, by the id under which acme knows them. */
    static String customer(String contact) {
        return Acts.grant(contact, "offers").then().statusCode(201).extract().path("person");
    }

    static Response open(String sender, String id) {
        return Api.careless(Api.senderToken(sender)).body("{}").post(path(id));
    }

    static Response open(String sender, String id, String returnTo) {
        return sender(sender).body("{\"returnTo\": \"%s\"}".formatted(returnTo)).post(path(id));
    }

    static RequestSpecification keyed(String key) {
        return sender("acme-shop").header("Idempotency-Key", key).body("{}");
    }

    static String path(String id) {
        return "/v1/persons/" + id + "/visits";
    }

    /** Of a link, without the address that stands in front of the service. */
    static String here(String url) {
        return url.replaceFirst("^https?://[^/]+", "");
    }

    static String link(String id) {
        return here(open("acme-shop", id).then().statusCode(201).extract().<String>path("url"));
    }

    static Visiting visit(String id) {
        return visiting(arrive(link(id)));
    }

    static Visiting visiting(Response entered) {
        return Visiting.with(entered.then().statusCode(303).extract().cookie(Visiting.COOKIE))
                .looked();
    }

    static Response arrive(String link) {
        return going().get(link);
    }

    /** As a browser goes from one site to another. */
    static RequestSpecification going() {
        return anybody()
                .redirects()
                .follow(false)
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Site", "cross-site");
    }

    static Response press(String link) {
        return Visiting.press(link, Map.of("open", "yes"));
    }
}
