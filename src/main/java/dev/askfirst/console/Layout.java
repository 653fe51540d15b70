package dev.askfirst.console;

import dev.askfirst.platform.security.Caller;

/**
 * What stands around every page of the console.
 *
 * @param at which page it is
 * @param token stands in every form
 * @param who is signed in
 * @param limit what the controllers are called that they are limited to; empty if they are not
 */
public record Layout(String at, String token, String who, boolean compliance, boolean admin, String limit) {

    /** Where whoever has no session is sent. */
    static final String DOOR = "/console/enter";

    static final Layout NOBODY = new Layout("", "", "", false, false, "");

    /** The address of the first page that somebody of staff may see. */
    static String start(Caller caller) {
        return caller.is(Caller.COMPLIANCE) ? "/console" : "/console/catalog";
    }

    static Layout of(StaffSession session, String at) {
        var caller = session.caller();
        return new Layout(
                at,
                session.formToken(),
                caller.subject(),
                caller.is(Caller.COMPLIANCE),
                caller.is(Caller.ADMIN),
                String.join(", ", session.limit()));
    }
}
