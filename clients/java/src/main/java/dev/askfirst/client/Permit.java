package dev.askfirst.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Yes: this one message may go to this one address, before {@code validUntil}. Every obligation is of a kind that is known
 * here, else there would have been {@link DoNotSend.UnknownObligation} instead.
 */
public record Permit(String id, Instant validUntil, List<Obligation> obligations, JsonNode json) implements Answer {

    @Override
    public List<Reason> reasons() {
        return List.of();
    }

    /** Whether it still holds, by this machine's clock. */
    public boolean isValid() {
        return Instant.now().isBefore(validUntil);
    }

    /**
     * Puts every obligation into a mail: each header once, and one text below the body. The mail must be for nobody else: its
     * links act for the person who was asked about.
     */
    public <E extends Exception> void applyTo(Mail<E> mail) throws E {
        for (var obligation : obligations) {
            if (obligation.type().equals(Obligation.ADD_HEADER))
                mail.setHeader(obligation.name().orElseThrow(), obligation.value());
        }
        if (!footer().isEmpty()) mail.addFooter(footer());
    }

    /** What the message has to say, one line each: who wrote it, the person's page, the human to turn to, and how useful it was. */
    public String footer() {
        var lines = Stream.of(
                        obligation(Obligation.DISCLOSE).map(it -> it.text().orElse(it.value())),
                        obligation(Obligation.LINK).map(Obligation::value),
                        obligation(Obligation.CONTACT).map(it -> it.value().replaceFirst("^(mailto|tel):", "")))
                .flatMap(Optional::stream);
        var feedback = obligations.stream()
                .filter(it -> it.type().equals(Obligation.FEEDBACK))
                .map(it -> it.text().map(words -> words + ": ").orElse("") + it.value());
        return Stream.concat(lines, feedback).collect(Collectors.joining("\n"));
    }

    private Optional<Obligation> obligation(String type) {
        return obligations.stream().filter(it -> it.type().equals(type)).findFirst();
    }
}
