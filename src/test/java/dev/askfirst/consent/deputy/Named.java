package dev.askfirst.consent.deputy;

import static dev.askfirst.platform.Api.person;

import dev.askfirst.platform.Api;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Deputies that people name in tests. */
public final class Named {

    private Named() {}

    /** A new deputy of this person, who may do this without an end. */
    public static UUID by(UUID person, String... may) {
        var deputy = UUID.randomUUID();
        put(person, deputy, "", may).then().statusCode(201);
        return deputy;
    }

    /** Names this deputy, or changes them; {@code more} are further members. */
    public static Response put(UUID person, UUID deputy, String more, String... may) {
        return person(person).body(body(more, may)).put("/v1/persons/" + person + "/deputies/" + deputy);
    }

    public static String body(String more, String... may) {
        var rights = List.of(may).stream().map(it -> "\"" + it + "\"").collect(Collectors.joining(", "));
        return "{\"name\": \"Rosa Lind\", \"kind\": \"family\", \"may\": [%s]%s}".formatted(rights, more);
    }

    /** The way in of a deputy, as their person sees it. */
    public static String link(UUID person, UUID deputy) {
        String link = person(person)
                .get("/v1/persons/" + person + "/deputies/" + deputy)
                .path("link");
        return link.replaceFirst("^https?://[^/]+", "");
    }

    /** A deputy by the API. */
    public static RequestSpecification deputy(UUID deputy) {
        return Api.careless(Api.deputyToken(deputy));
    }
}
