package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.Scope;
import java.util.List;
import java.util.Optional;

/** The rules in force that a proof rests on: of the topic, of the basis, of a newer notice, and what is suppressed. */
final class ProofRules {

    private ProofRules() {}

    static ObjectNode of(Catalog catalog, Scope scope, Optional<RecordedAct> yes, List<Suppression> suppressions) {
        var rules = Json.MAPPER.createObjectNode();
        rules.put("catalogVersion", catalog.version());
        catalog.document().topics().stream()
                .filter(it -> it.id().equals(scope.topic()))
                .forEach(it -> rules.set("topic", Json.MAPPER.valueToTree(it)));
        var bases = rules.putArray("bases");
        var basis = yes.flatMap(it -> it.text("basis"));
        catalog.document().bases().stream()
                .filter(rule -> basis.equals(Optional.of(rule.basis())))
                .forEach(rule -> bases.add(Json.MAPPER.<ObjectNode>valueToTree(rule)));
        yes.flatMap(RecordedAct::notice)
                .flatMap(shown -> catalog.endOfGrantsUnder(shown.id(), shown.version()))
                .ifPresent(end -> rules.put("noticeEnds", end.toString()));
        var bound = rules.putArray("suppressions");
        suppressions.stream()
                .map(Suppression::controller)
                .filter(it -> it.equals(Scope.ALL) || it.equals(scope.controller()))
                .forEach(bound::add);
        return rules;
    }
}
