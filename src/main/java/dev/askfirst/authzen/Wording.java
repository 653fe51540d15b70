package dev.askfirst.authzen;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what is wrong with an evaluation in the words of the standard: members have other names there. */
final class Wording {

    private static final Map<String, String> NAMES = Map.of(
            "to", "resource.id",
            "channel", "action.name",
            "topic", "resource.properties.topic",
            "controller", "resource.properties.controller",
            "mode", "context.mode",
            "at", "context.at",
            "message", "context.message");

    private Wording() {}

    static String of(Fault fault) {
        return of(fault.getMessage(), fault.errors());
    }

    static String of(Problem problem) {
        return of(problem.detail(), problem.errors());
    }

    /** All that is wrong, or in one sentence what is. */
    private static String of(String detail, List<Fault.FieldError> errors) {
        if (errors.isEmpty()) return detail;
        return errors.stream()
                .map(error -> error.message().equals(detail)
                        ? error.message()
                        : "`" + name(error.field()) + "` " + error.message())
                .collect(Collectors.joining("; "));
    }

    /** Only the first part of a member's path is another one. */
    private static String name(String field) {
        var dot = field.indexOf('.');
        if (dot < 0) return NAMES.getOrDefault(field, field);
        var first = field.substring(0, dot);
        return first.equals("message") ? "context." + field : field;
    }
}
