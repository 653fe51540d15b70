package dev.askfirst.outbound.feed;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.Rights;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import java.util.List;
import java.util.Optional;

/** Who is told of changes, and of which. */
public sealed interface Subscriber {

    /** Staff see everything once, and people by their real ids. */
    record Staff() implements Subscriber {
        @Override
        public List<String> controllers(Change change) {
            return List.of(change.controller());
        }
    }

    /** A sending system sees what concerns its controllers, once for each, and people by that controller's own ids. */
    record SendingSystem(Rights rights) implements Subscriber {
        @Override
        public List<String> controllers(Change change) {
            return change.controllers().stream().filter(rights::actsFor).toList();
        }
    }

    /** Whether it takes requests to confirm to people, and so needs their links. */
    default boolean deliversConfirmation() {
        return switch (this) {
            case Staff _ -> true;
            case SendingSystem(var rights) -> rights.deliversConfirmation();
        };
    }

    /** The controllers under which a change is shown, in alphabetical order; none if it is not. */
    List<String> controllers(Change change);

    /** Under whose name a caller's webhooks are kept: the sender's, or all of staff's. */
    static String owner(Caller caller) {
        return caller.is(Caller.ADMIN) ? Scope.ALL : caller.requireSender();
    }

    /** The subscriber of this name; nobody, if it is a sender that is not in the catalog any more. */
    static Optional<Subscriber> of(Catalog catalog, String owner) {
        if (owner.equals(Scope.ALL)) return Optional.of(new Staff());
        return catalog.sender(owner).map(SendingSystem::new);
    }

    static Subscriber require(Catalog catalog, String owner) {
        return of(catalog, owner)
                .orElseThrow(() -> Fault.of(ProblemCode.FORBIDDEN, "`" + owner + "` is not a sender of this catalog"));
    }
}
