package dev.askfirst.consent.due;

import dev.askfirst.consent.request.Conditions;
import dev.askfirst.consent.request.ListRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which part of a table {@code KIND} is listed: the newest first, or of what stands in {@code due_KIND} the first to be due first.
 *
 * @param kind the table, such as {@code complaint}; it has {@code id}, {@code controller} and {@code due_at}
 * @param alias what the statement calls it
 */
public record DueList(String kind, String alias) {

    /** @param within the controllers that the caller is restricted to */
    public Conditions where(ListRequest.CheckedList list, boolean onlyDue, List<Optional<List<String>>> within) {
        var where = new Conditions();
        for (var at = 0; at < within.size(); at++)
            where.and("%s.controller = any (:within%d)".formatted(alias, at), "within" + at, within.get(at));
        where.and(alias + ".controller = :controller", "controller", list.controller());
        if (!onlyDue) return where.and(alias + ".id < :before", "before", list.before());
        return where.and("exists (select 1 from due_%s d where d.id = %s.id)".formatted(kind, alias))
                .and(
                        "(%1$s.due_at, %1$s.id) > (select due_at, id from %2$s where id = :before)"
                                .formatted(alias, kind),
                        "before",
                        list.before());
    }

    /** The order, and one row more than are shown: it tells that there are more. */
    public String order(ListRequest.CheckedList list, boolean onlyDue) {
        var by = onlyDue ? " order by %1$s.due_at, %1$s.id" : " order by %1$s.id desc";
        return by.formatted(alias) + " limit " + (list.limit() + 1);
    }

    /** The rows that are shown, of those that {@link #order} let be read. */
    public static <T> List<T> shown(List<T> rows, ListRequest.CheckedList list) {
        return rows.subList(0, Math.min(rows.size(), list.limit()));
    }

    /** The cursor of the rest, if there is any. */
    public static <T> Optional<UUID> next(List<T> rows, ListRequest.CheckedList list, Function<T, UUID> id) {
        return rows.size() <= list.limit() ? Optional.empty() : Optional.of(id.apply(rows.get(list.limit() - 1)));
    }
}
