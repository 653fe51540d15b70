package dev.askfirst.console;

import dev.askfirst.platform.Api;
import java.util.List;

/** Complaints, for tests of the console. */
final class FiledComplaints {

    private FiledComplaints() {}

    /** One that is due, and one that is resolved. */
    static void dueAndResolved(String contact) {
        for (var answer : List.of("", "It will not happen again.")) {
            String id = Api.sender("acme-mailer")
                    .body("{\"contact\": \"%s\", \"controller\": \"acme\", \"text\": \"You wrote to me at night.\"}"
                            .formatted(contact))
                    .post("/v1/complaints")
                    .path("id");
            if (answer.isEmpty()) continue;
            Api.sender("acme-mailer")
                    .body("{\"as\": \"upheld\", \"answer\": \"%s\", \"by\": \"Kim\"}".formatted(answer))
                    .post("/v1/complaints/" + id + "/resolve");
        }
    }
}
