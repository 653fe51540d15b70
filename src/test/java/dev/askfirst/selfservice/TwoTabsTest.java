package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two tabs that save in the same moment: one of them is told what the other saved, and can go on. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TwoTabsTest {

    private static final int TIMES = 6;

    @Test
    void ofTwoThatSaveAtOnceOneSeesWhatTheOtherSavedAndGoesOn() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var i = 0; i < TIMES; i++) once(threads);
        }
    }

    private static void once(java.util.concurrent.ExecutorService threads) throws InterruptedException {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        var seen = mark(visit.get("/me/times"));
        List<Callable<Response>> tabs = List.of(() -> save(visit, seen, 3), () -> save(visit, seen, 5));
        var replies = threads.invokeAll(tabs, 30, TimeUnit.SECONDS).stream()
                .map(Future::resultNow)
                .toList();
        assertEquals(
                List.of(303, 409),
                replies.stream().map(Response::statusCode).sorted().toList());
        var lost = replies.getFirst().statusCode() == 409 ? 0 : 1;
        var stored = List.of(5, 3).get(lost);
        var wanted = List.of(3, 5).get(lost);
        assertEquals(stored, cap(ana));
        var told = replies.get(lost);
        told.then()
                .body(
                        containsString("at most %d messages in 7 days".formatted(stored)),
                        containsString("value=\"%d\"".formatted(wanted)));
        // More than is stored takes a code; to go on is shown with the smaller of the two.
        save(visit, mark(told), Math.min(stored, wanted)).then().statusCode(303);
        assertEquals(Math.min(stored, wanted), cap(ana));
    }

    private static Response save(Visiting visit, String seen, int most) {
        return visit.post("/me/times", Map.of("seen", seen, "max", most, "per", "P7D", "by", "any"));
    }

    private static int cap(String contact) {
        return Api.staff("admin")
                .get("/v1/persons/" + Persons.idOf(contact) + "/preferences")
                .jsonPath()
                .getInt("caps[0].max");
    }

    private static String mark(Response page) {
        return page.asString().replaceAll("(?s).*name=\"seen\" value=\"([0-9a-f]+)\".*", "$1");
    }
}
