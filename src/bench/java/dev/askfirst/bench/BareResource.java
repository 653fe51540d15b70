package dev.askfirst.bench;

import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The floor: the same JSON in and out, and nothing between. No token, no database. */
@Path("/bench/bare")
public class BareResource {

    public record Question(String to, String channel, String topic, Message message) {}

    public record Message(String authorship, String campaign) {}

    public record Obligation(String type, String name, String value) {}

    public record Answer(
            UUID id,
            String outcome,
            Instant decidedAt,
            Instant validUntil,
            List<String> reasons,
            UUID grant,
            List<Obligation> obligations) {}

    private static final UUID ID = UUID.randomUUID();
    private static final String TOKEN =
            "AZ_vRguuaY3M3JaVYGlwBhX6AL0y8xOaHYZqlxauJ9lG8Jr4J-b54AJ-QKrcQOls8wECSykvggCxvyu5li3145kaJPUGYZdGFurLVptG1J";

    /** The same for callers who show a token, as all of ours do. */
    @POST
    @Path("/token")
    @RolesAllowed(Caller.SENDER)
    @NonBlocking
    public Answer answerCallers(Question question) {
        return answer(question);
    }

    @POST
    @NonBlocking
    public Answer answer(Question question) {
        var now = Instant.now();
        return new Answer(
                ID,
                question.topic().isEmpty() ? "deny" : "permit",
                now,
                now.plusSeconds(900),
                List.of(),
                ID,
                List.of(
                        new Obligation("add_header", "List-Unsubscribe", "<http://localhost:8080/u/" + TOKEN + ">"),
                        new Obligation("add_header", "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                        new Obligation("link", null, "http://localhost:8080/p/" + TOKEN),
                        new Obligation("disclose", null, "automated"),
                        new Obligation("contact", null, "mailto:people@acme.example")));
    }
}
