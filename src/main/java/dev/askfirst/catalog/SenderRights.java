package dev.askfirst.catalog;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds one caller to what it may name by one version of the catalog: a sender to its own controllers, channels and topics,
 * staff who are limited to their controllers, anybody else to what there is. What a caller may not name is a fault, and a sender cannot tell from it whether another's
 * controller exists.
 */
public final class SenderRights {

    private final Catalog catalog;
    private final Optional<Rights> own;
    private final Optional<List<String>> limit;

    private SenderRights(Catalog catalog, Optional<Rights> own, Optional<List<String>> limit) {
        this.catalog = catalog;
        this.own = own;
        this.limit = limit;
    }

    /** The rights of a sender; a fault if the catalog has none of this name. */
    public static SenderRights of(Catalog catalog, String sender) {
        return find(catalog, sender)
                .orElseThrow(() -> Fault.of(ProblemCode.FORBIDDEN, "`" + sender + "` is not a sender of the catalog"));
    }

    /** The rights of a sender; empty if the catalog has none of this name. */
    public static Optional<SenderRights> find(Catalog catalog, String sender) {
        return catalog.sender(sender).map(it -> new SenderRights(catalog, Optional.of(it), Optional.empty()));
    }

    /** The rights of a caller that is no sender: all that is in the catalog. */
    public static SenderRights unrestricted(Catalog catalog) {
        return new SenderRights(catalog, Optional.empty(), Optional.empty());
    }

    /** The rights of staff: all that is in the catalog, but of controllers only those that they are limited to. */
    public static SenderRights ofStaff(Catalog catalog, Caller caller) {
        return new SenderRights(catalog, Optional.empty(), caller.limit());
    }

    /** What the sender may ask about; empty for a caller that is no sender. */
    public Optional<Rights> own() {
        return own;
    }

    public boolean actsFor(String controller) {
        return own.filter(it -> !it.actsFor(controller)).isEmpty()
                && limit.filter(it -> !it.contains(controller)).isEmpty();
    }

    /** Refuses a controller that is not the sender's own, and else one that there is not. */
    public void requireController(String id) {
        if (limit.isPresent() && !actsFor(id)) throw beyond("`" + id + "` is not one of them");
        if (!actsFor(id)) throw notOwn("controller", id);
        catalog.controller(id).orElseThrow(() -> NotInCatalog.controller(catalog, "controller", id));
    }

    /** The controllers that are meant: the named one, else all of the sender's own, else any. Who is limited names one. */
    public List<String> controllers(Optional<String> named) {
        if (named.isEmpty() && limit.isPresent()) throw beyond("name one of them as `controller`");
        if (named.isEmpty()) return own.map(Rights::controllers).orElse(List.of(Scope.ALL));
        requireController(named.get());
        return List.of(named.get());
    }

    /** The controllers to look at: the named one, else all that whoever is limited may see. */
    public List<String> within(Optional<String> named) {
        return named.isPresent() ? controllers(named) : limit.orElseThrow();
    }

    /** Refuses a channel that there is not, and one that the sender does not use. */
    public void requireChannel(String id) {
        requireKnownChannel(id);
        if (own.isPresent() && !own.get().uses(id)) throw notOwn("channel", id);
    }

    /** Refuses a channel that there is not; the sender need not use it. */
    public void requireKnownChannel(String id) {
        catalog.schemesOf(id).orElseThrow(() -> NotInCatalog.channel(catalog, own, "channel", id));
    }

    /** Refuses a topic that there is not, and one that the sender does not write about. */
    public void requireTopic(String id) {
        requireKnownTopic(id);
        if (own.isPresent() && !own.get().writesAbout(id)) throw notOwn("topic", id);
    }

    /** Refuses a topic that there is not; the sender need not write about it. */
    public void requireKnownTopic(String id) {
        catalog.topic(id).orElseThrow(() -> NotInCatalog.topic(catalog, own, "topic", id));
    }

    /** Refuses an address of a scheme that a channel, which there must be, does not take; {@code field} is where it stands. */
    public void requireScheme(String field, String channel, String scheme) {
        var schemes = catalog.schemesOf(channel).orElseThrow();
        if (schemes.contains(scheme)) return;
        throw Fault.about(
                ProblemCode.CONTACT_NOT_FOR_CHANNEL,
                field,
                "`%s` takes %s contacts".formatted(channel, String.join(", ", schemes)));
    }

    /** Without other controllers, their senders, notices, connections and pushes, and without the others in senders that act for several. */
    static CatalogDocument limited(CatalogDocument document, Caller caller) {
        return document.withControllers(only(document.controllers(), it -> caller.sees(it.id())))
                .withSenders(document.senders().stream()
                        .filter(it -> it.controllers().stream().anyMatch(caller::sees))
                        .map(it -> actingFor(only(it.controllers(), caller::sees), it))
                        .toList())
                .withNotices(only(document.notices(), it -> caller.sees(it.controller())))
                .withConnections(only(document.connections(), it -> caller.sees(it.controller())))
                .withPushes(only(document.pushes(), it -> caller.sees(it.controller())));
    }

    private static <T> List<T> only(List<T> parts, Predicate<T> concerns) {
        return parts.stream().filter(concerns).toList();
    }

    private static CatalogDocument.Sender actingFor(List<String> controllers, CatalogDocument.Sender it) {
        return new CatalogDocument.Sender(
                it.id(),
                it.name(),
                it.names(),
                controllers,
                it.channels(),
                it.topics(),
                it.mayBeCritical(),
                it.deliversConfirmation(),
                it.opensVisits(),
                it.enforcement(),
                it.rate(),
                it.mailbox(),
                it.softBounces(),
                it.authorshipCheck());
    }

    private Fault beyond(String what) {
        var own = String.join("`, `", limit.orElseThrow());
        return Fault.of(ProblemCode.FORBIDDEN, "the token's `controllers` limits it to `%s`: %s".formatted(own, what));
    }

    private static Fault notOwn(String what, String id) {
        return Fault.of(ProblemCode.FORBIDDEN, "`%s` is not a %s of this sender".formatted(id, what));
    }
}
