package dev.askfirst.policy;

/** A contact point that must not be written to, by one controller or, with {@link Scope#ALL}, by anybody. */
public record Suppression(String controller) {

    boolean binds(String asked) {
        return controller.equals(Scope.ALL) || controller.equals(asked);
    }
}
