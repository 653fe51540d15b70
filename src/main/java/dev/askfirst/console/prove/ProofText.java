package dev.askfirst.console.prove;

import dev.askfirst.platform.language.Texts;
import java.util.stream.Collectors;

/** A proof as plain text, for whoever opens the zip. */
final class ProofText {

    private static final Texts TEXTS = Texts.of("prove", "en");

    private ProofText() {}

    static String of(ProofPage page) {
        var facts = page.facts();
        var parts = new String[] {
            TEXTS.text("proofTitle"),
            page.lead(),
            page.wording().words().indent(4).stripTrailing(),
            page.answer().text() + " " + String.join(" ", page.answer().reasons()),
            "%s: %s · %s · %s".formatted(TEXTS.text("for"), facts.controller(), facts.topic(), facts.channel()),
            "%s: %s".formatted(TEXTS.text("source"), facts.source()),
            "%s: %s".formatted(TEXTS.text("evidence"), facts.grade()),
            "%s: %s".formatted(TEXTS.text("basisName"), facts.basis()),
            "%s: %s"
                    .formatted(
                            TEXTS.text("recordedBy"), TEXTS.text("recordedOn", facts.recordedBy(), facts.recorded())),
            page.timeline().stream()
                    .map(ProofText::step)
                    .collect(Collectors.joining("\n", TEXTS.text("timelineText", page.asked()) + "\n", "")),
            TEXTS.text("contents")
        };
        return String.join("\n\n", parts).strip() + "\n";
    }

    private static String step(ProofPage.Step it) {
        var mark = it.place().endsWith("fter") ? " (" + TEXTS.text("after") + ")" : "";
        return "- %s: %s%s".formatted(it.when(), it.text(), mark);
    }
}
