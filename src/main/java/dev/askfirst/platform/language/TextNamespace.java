package dev.askfirst.platform.language;

import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets templates name texts, each part as a namespace: {@code {page:yes}}, {@code {page:stopTopic(topic, channel)}}, or
 * {@code {page:message(key, values…)}} where the name of the text is itself a value. {@code language} tells which language it is.
 */
@ApplicationScoped
class TextNamespace {

    private static final List<String> PARTS = List.of(
            "asked",
            "attention",
            "author",
            "authors",
            "complaint",
            "complaints",
            "console",
            "datarights",
            "deputy",
            "door",
            "doubts",
            "draft",
            "entry",
            "export",
            "find",
            "hand",
            "home",
            "hours",
            "human",
            "intent",
            "letter",
            "noes",
            "overview",
            "page",
            "portable",
            "prove",
            "replies",
            "requests",
            "rush",
            "terms",
            "times",
            "unasked",
            "useful",
            "usefulness",
            "yeses");

    private static final String NAMED = "message";

    void add(@Observes EngineBuilder engine) {
        for (var part : PARTS) {
            engine.addNamespaceResolver(NamespaceResolver.builder(part)
                    .resolve(asked -> resolve(part, asked))
                    .build());
        }
        engine.addNamespaceResolver(NamespaceResolver.builder("language")
                .resolve(TextNamespace::language)
                .build());
    }

    /** What the language of the page is, and which others there are. */
    private static Object language(EvalContext asked) {
        return switch (asked.getName()) {
            case "tag" -> tag(asked);
            case "direction" -> Languages.fromRightToLeft(tag(asked)) ? "rtl" : "ltr";
            case "offered" -> Languages.OFFERED;
            default -> throw new IllegalArgumentException("nothing about languages: " + asked.getName());
        };
    }

    private static String tag(EvalContext asked) {
        var tag = asked.getAttribute(TemplateInstance.LOCALE);
        return tag == null ? Languages.ALL.getFirst() : tag.toString();
    }

    private static CompletionStage<Object> resolve(String part, EvalContext asked) {
        var texts = Texts.of(part, tag(asked));
        return values(asked).thenApply(values -> {
            if (!asked.getName().equals(NAMED)) return texts.text(asked.getName(), values);
            var rest = new Object[values.length - 1];
            System.arraycopy(values, 1, rest, 0, rest.length);
            return texts.text(String.valueOf(values[0]), rest);
        });
    }

    private static CompletionStage<Object[]> values(EvalContext asked) {
        var values = asked.getParams().stream()
                .map((Expression it) -> asked.evaluate(it).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(values.toArray(CompletableFuture[]::new))
                .thenApply(_ -> values.stream().map(CompletableFuture::join).toArray());
    }
}
