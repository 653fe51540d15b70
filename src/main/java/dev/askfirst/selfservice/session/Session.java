package dev.askfirst.selfservice.session;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.platform.security.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A visit that has not ended.
 *
 * @param hash of what the browser holds
 * @param formToken stands in every form of this visit, and cannot be known by another site
 * @param point the address through which they came
 * @param noes the acts by which they said no in this visit, and can take back
 * @param person whose it is; empty while somebody only says that it is theirs, or once it is nobody's any more
 * @param voucher who says that it is them, if somebody does
 */
public record Session(
        byte[] hash,
        String formToken,
        UUID point,
        Optional<UUID> person,
        Level level,
        Optional<String> language,
        Optional<Voucher> voucher,
        List<UUID> noes) {

    /**
     * A sender that has signed its customer in, and says that it is them.
     *
     * @param controller where they may do everything
     * @param returnTo the page of the controller's that they came from, if there is a way back
     * @param framed whether the visit takes place in a frame of the controller's page
     */
    public record Voucher(String sender, String controller, Optional<String> returnTo, boolean framed) {

        /** The same for a visit in a frame, or in none. */
        public Voucher in(boolean frame) {
            return new Voucher(sender, controller, returnTo, frame);
        }
    }

    /** How sure we are that it is them; each may do what those before it may. */
    public enum Level {
        /** They have typed an address, which anybody can. */
        ENTERING,
        /** They hold a link out of a message, which may have been passed on. */
        LINK,
        /** They have read a letter that was just sent to the address. */
        CODE
    }

    boolean mayAs(Level needed) {
        return level.compareTo(needed) >= 0;
    }

    /** Whether somebody vouches for them at this controller, so that no code is needed there. */
    boolean isVouchedFor(String controller) {
        return voucher.filter(it -> it.controller().equals(controller)).isPresent();
    }

    /** Whoever visits, as the one who acts; there must be a person. */
    OwnActs.Self self() {
        var proven = mayAs(Level.CODE);
        return new OwnActs.Self(person.orElseThrow(), caller(proven), proven ? Optional.of(point) : Optional.empty());
    }

    /** In the record it can be told who only held a link, and for whom which sender vouched. */
    private Caller caller(boolean proven) {
        if (proven) return Caller.onPages(person.orElseThrow());
        return voucher.map(it -> Caller.vouched(person.orElseThrow(), it.sender()))
                .orElse(Caller.LINK_HOLDER);
    }

    Session withoutVoucher() {
        return new Session(hash, formToken, point, person, level, language, Optional.empty(), noes);
    }
}
