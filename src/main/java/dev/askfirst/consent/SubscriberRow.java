package dev.askfirst.consent;

import dev.askfirst.person.Contact;
import dev.askfirst.policy.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the exports of mailing-list tools have in common: an address, and a date for what the caller says the file is. */
record SubscriberRow(ImportRequest.Checked file, ActRules rules, String email) {

    private String contact() {
        return "mailto:" + email;
    }

    ImportReading grant(Instant at, Optional<Instant> confirmation, String note) {
        var request = new GrantRequest(
                contact(),
                file.controller(),
                file.topic(),
                file.channel(),
                Act.Basis.EXPRESS,
                null,
                evidence(note),
                at,
                null,
                null,
                null,
                null);
        return new ImportReading.Acts(List.of(rules.grant(request, true, confirmation)));
    }

    ImportReading withdrawal(Instant at, String note) {
        var request = new NoRequest(
                contact(),
                null,
                file.controller(),
                file.topic(),
                file.channel(),
                false,
                false,
                at,
                null,
                evidence(note));
        return new ImportReading.Acts(rules.noes(Word.No.Kind.WITHDRAWAL, request));
    }

    ImportReading suppression(Suppressions.Reason standard, Instant at) {
        var reason = file.reason() == null ? standard : file.reason();
        return new ImportReading.Suppress(Contact.parse(contact()), rules.controllers(file.controller()), reason, at);
    }

    private EvidenceRequest evidence(String note) {
        var source = file.source() == null
                ? file.format().name().toLowerCase(java.util.Locale.ROOT) + " export"
                : file.source();
        return new EvidenceRequest(Evidence.Method.IMPORT, source, null, note);
    }
}
