package dev.askfirst.consent.imports;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.EvidenceRequest;
import dev.askfirst.consent.request.GrantRequest;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.request.RefusalRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.policy.term.ConsentStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the exports of mailing-list tools have in common: an address, and a date for the act that the caller says the
 * file is about.
 */
record SubscriberRow(ImportRequest.CheckedImport file, ActRules rules, String email) {

    /** A date, and the source that names it. */
    record Dated(Instant at, String source) {}

    /** The date in a column of this row, if there is one. */
    Optional<Dated> dated(String column, Optional<Instant> at) {
        return at.map(it -> new Dated(it, column + " " + it));
    }

    ImportReading grant(Optional<Dated> inRow, Optional<Instant> confirmation) {
        return grant(inRow, confirmation, Optional.empty());
    }

    /** A yes that ends at an instant, if there is one. */
    ImportReading grant(Optional<Dated> inRow, Optional<Instant> confirmation, Optional<Instant> until) {
        var asked = orOfFile(inRow);
        var request = GrantRequest.of(contact(), file.controller(), file.topic(), file.channel())
                .basis(Act.Basis.EXPRESS)
                .evidence(evidence(asked))
                .at(asked.at())
                .expiresAt(until)
                .build();
        return new ImportReading.Acts(List.of(rules.grant(request, true, confirmation)));
    }

    ImportReading withdrawal(Optional<Dated> inRow) {
        var said = orOfFile(inRow);
        var request = new RefusalRequest(
                contact(),
                null,
                file.controller(),
                file.topic(),
                file.channel(),
                false,
                false,
                said.at(),
                null,
                evidence(said));
        return new ImportReading.Acts(rules.refusals(ConsentStatement.Refusal.Kind.WITHDRAWAL, request));
    }

    ImportReading suppression(Suppressions.Reason standard, Optional<Dated> inRow) {
        var reason = file.reason() == null ? standard : file.reason();
        var since = orOfFile(inRow).at();
        var controllers = rules.controllers(file.controller());
        for (var controller : controllers) rules.spoken("at", Optional.of(since), controller);
        return new ImportReading.Suppress(
                new Addressee.AtContact(Contact.parse(contact())), controllers, reason, since, Map.of());
    }

    /** The address as a contact. These tools do not percent-encode addresses: a percent sign stands for itself. */
    private String contact() {
        return "mailto:" + email.replace("%", "%25");
    }

    private Dated orOfFile(Optional<Dated> inRow) {
        return inRow.or(() -> Optional.ofNullable(file.at()).map(at -> new Dated(at, "said of the whole file " + at)))
                .orElseThrow(ImportFormat::dateless);
    }

    private EvidenceRequest evidence(Dated date) {
        var source = file.source() == null
                ? file.format().name().toLowerCase(java.util.Locale.ROOT) + " export"
                : file.source();
        return new EvidenceRequest(EvidenceRequest.Claimed.IMPORT, source, null, date.source());
    }
}
