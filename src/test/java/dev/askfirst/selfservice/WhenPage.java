package dev.askfirst.selfservice;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page about hours, as somebody sees it and fills it in, and what is recorded of it. */
record WhenPage(String ana, Visiting visit) {

    static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    Response press(String preset) {
        return visit.post("/me/times", Map.of("seen", mark(), "zone", "Europe/Berlin", "by", "any", "preset", preset));
    }

    Map<String, Object> week() {
        var form = new HashMap<String, Object>(
                Map.of("zone", "Europe/Berlin", "by", "any", "often", "none", "day", List.of("MON")));
        for (var day : DAYS) form.putAll(Map.of(day + "-from", "09:00", day + "-to", "18:00"));
        return form;
    }

    Response save(Map<String, Object> form) {
        form.put("seen", mark());
        return visit.post("/me/times", form);
    }

    JsonPath saved() {
        return Api.staff("admin")
                .get("/v1/persons/" + Persons.idOf(ana) + "/preferences")
                .jsonPath();
    }

    int windows() {
        var all = saved().getList("windows");
        return all == null ? 0 : all.size();
    }

    List<String> hours(int window) {
        return List.of(
                saved().getString("windows[%d].from".formatted(window)),
                saved().getString("windows[%d].to".formatted(window)));
    }

    String page() {
        return visit.get("/me/times").asString();
    }

    String mark() {
        return page().replaceAll("(?s).*name=\"seen\" value=\"([0-9a-f]+)\".*", "$1");
    }
}
