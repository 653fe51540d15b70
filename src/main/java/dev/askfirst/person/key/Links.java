package dev.askfirst.person.key;

import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.contact.HashOfValue;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals links into tokens and opens them again. Tokens are encrypted, not merely signed: one that showed its contact
 * point would let two controllers join their lists. Known and unknown addresses make tokens of one kind.
 */
@ApplicationScoped
public class Links {

    /** The old format: a contact point, or a hash if there was none, and the day of issue. */
    private static final byte FIRST_FORMAT = 1;
    /** Tokens that name a grant to confirm, and nothing else. */
    private static final byte CONFIRMATION = 2;
    /** A sealed address. It never leaves the service, and is no link. */
    private static final byte CONTACT = 3;
    /** Tokens that stand for a code that was sent to an address. */
    private static final byte CODE = 4;
    /** A link with the hash of its address, and the instant of its issue. */
    private static final byte FORMAT = 5;
    /** Tokens that open a visit for somebody whom a sender has signed in. */
    private static final byte VISIT = 6;
    /** First byte of what undoes a no. */
    private static final byte UNDO = 7;
    /** Tokens with which a deputy comes in. */
    private static final byte DEPUTY = 9;
    /** First byte of what rates a message. */
    private static final byte MESSAGE = 8;

    /** Ends every token: mail programs take `-` and `_`, in which base64 may end, for the end of the sentence around it. */
    private static final String END = "z";

    private static final byte[] DIGITS = "six digits".getBytes(StandardCharsets.UTF_8);

    private static final byte POINT = 1;
    private static final List<String> SCHEMES = List.of("", "mailto", "tel", "acct", "push", "post", "ble", "ext");
    private static final int HEAD = 3 + HashOfValue.LENGTH + Long.BYTES;
    private static final int LONGEST = 1000;

    private final KeyRing ring;

    Links(KeyRing ring) {
        this.ring = ring;
    }

    public String seal(Link link) {
        var scope = String.join("\n", link.controller(), link.topic(), link.channel())
                .getBytes(StandardCharsets.UTF_8);
        if (!(link.addressee() instanceof Addressee.AtHash(var scheme, var hash))) {
            throw new IllegalArgumentException("a link needs the hash of an address");
        }
        var plain = ByteBuffer.allocate(HEAD + scope.length)
                .put(FORMAT)
                .put((byte) link.purpose().ordinal())
                .put((byte) SCHEMES.indexOf(scheme))
                .put(hash.bytes())
                .putLong(Times.epochMicros(link.issued()))
                .put(scope);
        return token(plain.array());
    }

    /** The token with which the person confirms this grant. */
    public String sealGrant(UUID grant) {
        return token(
                ByteBuffer.allocate(17).put(CONFIRMATION).put(Ids.bytes(grant)).array());
    }

    /** An address under the key of the links, which is never given up. */
    public String sealContact(Contact contact) {
        var uri = contact.uri().getBytes(StandardCharsets.UTF_8);
        return seal(ByteBuffer.allocate(1 + uri.length).put(CONTACT).put(uri).array());
    }

    /** What {@link #sealContact} sealed. */
    public Optional<Contact> openContact(String sealed) {
        return unsealed(sealed)
                .filter(plain -> plain[0] == CONTACT)
                .map(plain -> Contact.parse(new String(plain, 1, plain.length - 1, StandardCharsets.UTF_8)));
    }

    /** The link in a token, whatever it is for; empty for anything that was not sealed here as a link. */
    public Optional<Link> open(String token) {
        return plain(token).flatMap(plain -> switch (plain[0]) {
            case FORMAT -> Optional.of(read(ByteBuffer.wrap(plain)));
            case FIRST_FORMAT -> Optional.of(readFirst(ByteBuffer.wrap(plain)));
            default -> Optional.empty();
        });
    }

    /** The same, only for this purpose. */
    public Optional<Link> open(String token, Link.Purpose purpose) {
        return open(token).filter(link -> link.purpose() == purpose);
    }

    /** The grant that a token confirms; empty for anything that was not sealed here for that. */
    public Optional<UUID> openGrant(String token) {
        return plain(token).filter(plain -> plain[0] == CONFIRMATION).map(plain -> Ids.fromBytes(plain, 1));
    }

    /** The token that does the same as typing this code's digits. */
    public String sealCode(UUID code) {
        return token(ByteBuffer.allocate(17).put(CODE).put(Ids.bytes(code)).array());
    }

    /** The code that a token stands for; empty for anything that was not sealed here for that. */
    public Optional<UUID> openCode(String token) {
        return plain(token).filter(plain -> plain[0] == CODE).map(plain -> Ids.fromBytes(plain, 1));
    }

    /** The token that opens this visit. */
    public String sealVisit(UUID visit) {
        return token(ByteBuffer.allocate(17).put(VISIT).put(Ids.bytes(visit)).array());
    }

    /** The visit that a token opens; empty for anything that was not sealed here for that. */
    public Optional<UUID> openVisit(String token) {
        return plain(token).filter(plain -> plain[0] == VISIT).map(plain -> Ids.fromBytes(plain, 1));
    }

    /** The token that undoes this no, for whoever has just said it. */
    public String sealUndo(UUID no) {
        return token(ByteBuffer.allocate(17).put(UNDO).put(Ids.bytes(no)).array());
    }

    /** The no that a token undoes; empty for anything that was not sealed here for that. */
    public Optional<UUID> openUndo(String token) {
        return plain(token).filter(plain -> plain[0] == UNDO).map(plain -> Ids.fromBytes(plain, 1));
    }

    /** The token with which this deputy comes in, as long as they may. */
    public String sealDeputy(UUID deputy) {
        return token(ByteBuffer.allocate(17).put(DEPUTY).put(Ids.bytes(deputy)).array());
    }

    /** The deputy who comes in with a token; empty for anything that was not sealed here for that. */
    public Optional<UUID> openDeputy(String token) {
        return plain(token).filter(plain -> plain[0] == DEPUTY).map(plain -> Ids.fromBytes(plain, 1));
    }

    /** The token with which whoever got this message says how useful it was. */
    public String sealMessage(MessageLink link) {
        var scope = String.join("\n", link.controller(), link.topic(), link.channel())
                .getBytes(StandardCharsets.UTF_8);
        return token(ByteBuffer.allocate(2 + HashOfValue.LENGTH + 16 + scope.length)
                .put(MESSAGE)
                .put((byte) SCHEMES.indexOf(link.addressee().scheme()))
                .put(link.addressee().hash().bytes())
                .put(Ids.bytes(link.decision()))
                .put(scope)
                .array());
    }

    /** The message that a token rates; empty for anything that was not sealed here for that. */
    public Optional<MessageLink> openMessage(String token) {
        return plain(token).filter(plain -> plain[0] == MESSAGE).map(Links::message);
    }

    private static MessageLink message(byte[] bytes) {
        var plain = ByteBuffer.wrap(bytes);
        plain.get();
        var scheme = SCHEMES.get(plain.get());
        var hash = new byte[HashOfValue.LENGTH];
        var decision = new byte[16];
        plain.get(hash).get(decision);
        var scope = StandardCharsets.UTF_8.decode(plain).toString().split("\n", -1);
        var addressee = new Addressee.AtHash(scheme, new HashOfValue(hash));
        return new MessageLink(addressee, Ids.fromBytes(decision, 0), scope[0], scope[1], scope[2]);
    }

    /** The six digits of a code: made of its id by our key, and kept nowhere. */
    public String digits(UUID code) {
        try {
            var mixed = ring.keys().links().primitive().encryptDeterministically(Ids.bytes(code), DIGITS);
            var number = ByteBuffer.wrap(Sha256.of(mixed)).getLong() & Long.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String token(byte[] plain) {
        return seal(plain) + END;
    }

    private String seal(byte[] plain) {
        try {
            return text(ring.keys().links().primitive().encryptDeterministically(plain, new byte[0]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<byte[]> plain(String token) {
        if (token.length() > LONGEST) return Optional.empty();
        // Older tokens have no end mark, and may happen to end with this letter.
        return withoutEnd(token).flatMap(this::unsealed).or(() -> unsealed(token));
    }

    private static Optional<String> withoutEnd(String token) {
        return Optional.of(token).filter(it -> it.endsWith(END)).map(it -> it.substring(0, it.length() - END.length()));
    }

    private Optional<byte[]> unsealed(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            // Base64 has several texts for the same bytes; only ours is a token.
            return text(bytes).equals(token)
                    ? Optional.of(ring.keys().links().primitive().decryptDeterministically(bytes, new byte[0]))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String text(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private static Link read(ByteBuffer plain) {
        plain.get();
        var purpose = Link.Purpose.values()[plain.get()];
        var scheme = SCHEMES.get(plain.get());
        var hash = new byte[HashOfValue.LENGTH];
        plain.get(hash);
        var issued = Times.ofEpochMicros(plain.getLong());
        return link(purpose, new Addressee.AtHash(scheme, new HashOfValue(hash)), issued, plain);
    }

    private static Link readFirst(ByteBuffer plain) {
        plain.get();
        var purpose = Link.Purpose.values()[plain.get()];
        var kind = plain.get();
        var scheme = SCHEMES.get(plain.get());
        var subject = new byte[HashOfValue.LENGTH];
        plain.get(subject);
        var addressee = kind == POINT
                ? new Addressee.AtPoint(Ids.fromBytes(subject, 0))
                : new Addressee.AtHash(scheme, new HashOfValue(subject));
        var issued = Instant.EPOCH.plus(Duration.ofDays(plain.getInt()));
        return link(purpose, addressee, issued, plain);
    }

    private static Link link(Link.Purpose purpose, Addressee addressee, Instant issued, ByteBuffer rest) {
        var scope = StandardCharsets.UTF_8.decode(rest).toString().split("\n", -1);
        return new Link(purpose, addressee, scope[0], scope[1], scope[2], issued);
    }
}
