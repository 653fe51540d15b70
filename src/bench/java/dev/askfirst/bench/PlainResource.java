package dev.askfirst.bench;

import dev.askfirst.bench.BareResource.Answer;
import dev.askfirst.bench.BareResource.Obligation;
import dev.askfirst.bench.BareResource.Question;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The straightforward version: Panache, one transaction a question, the same durability, the same check of the token. */
@Path("/bench/plain")
@RunOnVirtualThread
public class PlainResource {

    @Entity(name = "plain_contact")
    public static class Contact extends PanacheEntityBase {
        @Id
        public String address;

        @Column(name = "person_id")
        public long personId;

        @Column(name = "time_zone")
        public String timeZone;
    }

    @Entity(name = "plain_consent")
    public static class Consent extends PanacheEntityBase {
        @Id
        public long id;

        @Column(name = "person_id")
        public long personId;

        public String controller;
        public String topic;
        public String channel;
        public String state;

        @Column(name = "given_at")
        public Instant givenAt;

        @Column(name = "expires_at")
        public Instant expiresAt;

        boolean covers(Question question, Instant at) {
            return controller.equals("acme")
                    && channel.equals(question.channel())
                    && (question.topic().equals(topic) || question.topic().startsWith(topic + "."))
                    && (expiresAt == null || at.isBefore(expiresAt));
        }
    }

    public record SuppressionKey(String address, String controller) {}

    @Entity(name = "plain_suppression")
    @IdClass(SuppressionKey.class)
    public static class Suppression extends PanacheEntityBase {
        @Id
        public String address;

        @Id
        public String controller;
    }

    @Entity(name = "plain_decision")
    public static class Decision extends PanacheEntityBase {
        @Id
        public UUID id;

        @Column(name = "decided_at")
        public Instant decidedAt;

        public String sender;
        public String controller;
        public String topic;
        public String channel;

        @Column(name = "person_id")
        public Long personId;

        public String authorship;
        public String outcome;
        public String reason;
    }

    @POST
    @RolesAllowed("sender")
    @Transactional
    public Answer ask(Question question, @Context SecurityContext security) {
        var now = Instant.now();
        var decision = new Decision();
        decision.id = UUID.randomUUID();
        decision.decidedAt = now;
        decision.sender = security.getUserPrincipal().getName();
        decision.controller = "acme";
        decision.topic = question.topic();
        decision.channel = question.channel();
        decision.authorship =
                question.message() == null ? "automated" : question.message().authorship();
        Contact contact = Contact.findById(question.to());
        decision.personId = contact == null ? null : contact.personId;
        decision.reason = refusal(question, contact, now);
        decision.outcome = decision.reason == null ? "permit" : "deny";
        decision.persist();
        return answer(decision);
    }

    private static String refusal(Question question, Contact contact, Instant now) {
        if (Suppression.count("address = ?1 and controller in ('acme', '*')", question.to()) > 0) return "suppressed";
        if (contact == null) return "consent_unknown";
        List<Consent> consents = Consent.list("personId = ?1 order by givenAt desc", contact.personId);
        return consents.stream()
                .filter(consent -> consent.covers(question, now))
                .findFirst()
                .map(consent -> consent.state.equals("given") ? null : "consent_" + consent.state)
                .orElse(consents.isEmpty() ? "consent_unknown" : null);
    }

    private static Answer answer(Decision decision) {
        if (decision.reason != null) {
            return new Answer(decision.id, "deny", decision.decidedAt, null, List.of(decision.reason), null, List.of());
        }
        return new Answer(
                decision.id,
                "permit",
                decision.decidedAt,
                decision.decidedAt.plusSeconds(900),
                List.of(),
                decision.id,
                List.of(
                        new Obligation(
                                "add_header", "List-Unsubscribe", "<http://localhost:8080/u/" + decision.id + ">"),
                        new Obligation("add_header", "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                        new Obligation("link", null, "http://localhost:8080/p/" + decision.id),
                        new Obligation("disclose", null, "automated"),
                        new Obligation("contact", null, "mailto:people@acme.example")));
    }
}
