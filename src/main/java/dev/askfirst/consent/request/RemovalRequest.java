package dev.askfirst.consent.request;

import dev.askfirst.consent.event.Act;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import jakarta.ws.rs.QueryParam;

/** How an address is to be removed. */
public final class RemovalRequest {

    @QueryParam("reason")
    String reason;

    @QueryParam("last")
    String last;

    /**
     * The reason for the removal. Only staff may say that the address is a wrong recipient's, and so must not be
     * written to by anybody.
     */
    public Act.ContactRemoved.Reason checkedReason(Caller caller) {
        var named = switch (reason) {
            case null -> Act.ContactRemoved.Reason.NO_LONGER_USED;
            case "no_longer_used" -> Act.ContactRemoved.Reason.NO_LONGER_USED;
            case "wrong_recipient" -> Act.ContactRemoved.Reason.WRONG_RECIPIENT;
            default -> throw Fault.invalid("reason", "is neither `no_longer_used` nor `wrong_recipient`");
        };
        if (named == Act.ContactRemoved.Reason.WRONG_RECIPIENT && !caller.is(Caller.ADMIN)) {
            throw Fault.of(ProblemCode.FORBIDDEN, "only staff can say that an address is somebody else's");
        }
        return named;
    }

    public boolean checkedLast() {
        return switch (last) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default -> throw Fault.invalid("last", "is neither `true` nor `false`");
        };
    }
}
