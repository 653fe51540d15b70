package dev.askfirst.platform.security;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who is asking, as their verified token says.
 *
 * @param controllers those that staff are limited to; empty if they are not limited, and without any if the token's claim
 *     cannot be understood
 */
public record Caller(
        String issuer, String subject, Set<String> roles, Optional<String> sender, Optional<Set<String>> controllers)
        implements Principal {

    public static final String SENDER = "sender";
    public static final String PERSON = "person";
    public static final String DEPUTY = "deputy";
    public static final String COMPLIANCE = "compliance";
    public static final String ADMIN = "admin";

    /** The claim of staff who are limited. */
    public static final String CONTROLLERS = "controllers";

    private static final String EVERY_CONTROLLER = "*";

    private static final Set<String> ROLES = Set.of(SENDER, PERSON, DEPUTY, COMPLIANCE, ADMIN);

    private static final String PAGES = "askfirst";

    /** Who starts and configures the service; the catalog file and the demo are theirs. */
    public static final Caller OPERATOR = new Caller(PAGES, "operator", Set.of(ADMIN), Optional.empty());

    /** Whoever holds a link that was sent to the person's own address. */
    public static final Caller LINK_HOLDER = new Caller(PAGES, "link", Set.of(PERSON), Optional.empty());

    /** Whoever typed a code that was just sent to the person's own address. */
    public static final Caller CODE_HOLDER = new Caller(PAGES, "code", Set.of(PERSON), Optional.empty());

    /** The job that deletes what has run out. */
    public static final Caller RETENTION = new Caller(PAGES, "retention", Set.of(ADMIN), Optional.empty());

    /** The start of a service on a restored database, which makes up for erasures that it has not. */
    public static final Caller RESTORE = new Caller(PAGES, "restore", Set.of(ADMIN), Optional.empty());

    /** How a caller stands in the record: who vouched for them, who they are, and in which role they acted. */
    public record Recorded(String issuer, String subject, String role) {}

    public Caller {
        roles = Set.copyOf(roles);
        controllers = controllers.map(Set::copyOf);
    }

    /** Somebody whom no controllers limit. */
    public Caller(String issuer, String subject, Set<String> roles, Optional<String> sender) {
        this(issuer, subject, roles, sender, Optional.empty());
    }

    /** A person on a page of ours who proved that the address is theirs. */
    public static Caller onPages(UUID person) {
        return person(PAGES, person);
    }

    /** A person on a page of ours for whom a sender vouched. */
    public static Caller vouched(UUID person, String sender) {
        return person(PAGES + "/" + sender, person);
    }

    private static Caller person(String issuer, UUID person) {
        return new Caller(issuer, person.toString(), Set.of(PERSON), Optional.empty());
    }

    /** Somebody on a page of ours whom a person lets act for them. */
    public static Caller deputyOnPages(UUID deputy) {
        return new Caller(PAGES, deputy.toString(), Set.of(DEPUTY), Optional.empty());
    }

    /** Whether this issuer in the record stands for our own pages. */
    public static boolean isOfPages(String issuer) {
        return issuer.equals(PAGES) || issuer.startsWith(PAGES + "/");
    }

    /** A provider that tells by a connection what became of a sender's messages. */
    public static Caller connection(String id, String sender) {
        return new Caller(PAGES, "connection/" + id, Set.of(SENDER), Optional.of(sender));
    }

    static Caller of(JsonWebToken token) {
        return new Caller(
                orEmpty(token.getIssuer()),
                orEmpty(token.getSubject()),
                token.getGroups() == null ? Set.of() : token.getGroups(),
                Optional.ofNullable(token.getClaim(SENDER)).map(String.class::cast),
                ControllersClaim.of(token));
    }

    /** The caller behind an authenticated request. */
    public static Caller of(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }

    @Override
    public String getName() {
        return subject;
    }

    public boolean is(String role) {
        return roles.contains(role);
    }

    /** Whether they act for a person who lets them, and are nobody else: any other role in the token says who they are. */
    public boolean isDeputy() {
        return is(DEPUTY) && ROLES.stream().filter(this::is).count() == 1;
    }

    /** Whether they look at people for a living: what they see is recorded. */
    public boolean isStaff() {
        return is(ADMIN) || is(COMPLIANCE);
    }

    /** Whether they are staff who see and do no more than what concerns some controllers. */
    public boolean isLimited() {
        return isStaff() && controllers.isPresent();
    }

    /** The controllers that staff are limited to, sorted; empty for everybody else. */
    public Optional<List<String>> limit() {
        return isLimited() ? controllers.map(it -> it.stream().sorted().toList()) : Optional.empty();
    }

    /** Whether no limit hides from them what concerns this controller; what concerns all, {@code *}, binds theirs too. */
    public boolean sees(String controller) {
        return !isLimited()
                || controller.equals(EVERY_CONTROLLER)
                || controllers.orElseThrow().contains(controller);
    }

    /** The sending system this caller is. */
    public String requireSender() {
        return sender.orElseThrow(() -> Fault.of(ProblemCode.FORBIDDEN, "the token has no `sender` claim"));
    }

    /** The person this caller is. */
    public UUID requirePerson() {
        return requireSubject("person");
    }

    /** The deputy this caller is. */
    public UUID requireDeputy() {
        return requireSubject("deputy");
    }

    private UUID requireSubject(String what) {
        try {
            return UUID.fromString(subject);
        } catch (IllegalArgumentException _) {
            throw Fault.of(ProblemCode.FORBIDDEN, "the token names no %s in `sub`".formatted(what));
        }
    }

    public Recorded asRecorded() {
        return new Recorded(issuer, subject, acting());
    }

    /** The roles we know, in alphabetical order; a token's other groups are not ours to record. */
    private String acting() {
        var known = new TreeSet<>(roles);
        known.retainAll(ROLES);
        return String.join(" ", known);
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }
}
