package dev.askfirst.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.KeyName;
import dev.askfirst.platform.KeysetFile;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestKeys;
import dev.askfirst.platform.TestService;
import dev.askfirst.policy.Scope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token says nothing, cannot be changed, and opens one link for one purpose. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LinksTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Addressee KNOWN = new Addressee.AtPoint(Ids.at(Instant.EPOCH));
    private static final Addressee UNKNOWN =
            new Addressee.AtHash("mailto", new HashOfValue(Sha256.of("ana@example.org")));

    @Inject
    Links links;

    /** Scopes of several lengths: the last character of a token may hold fewer bits than the others. */
    static Stream<Link> sealable() {
        var today = LocalDate.of(2026, 11, 22);
        return Stream.of(KNOWN, UNKNOWN, new Addressee.AtHash("ext", new HashOfValue(new byte[HashOfValue.LENGTH])))
                .flatMap(who -> Stream.of(
                        new Link(Link.Purpose.ONE_CLICK, who, "acme", "offers.shoes", "email", today),
                        new Link(Link.Purpose.ONE_CLICK, who, "acme", "offers.shoes", "sms", today),
                        new Link(Link.Purpose.PAGE, who, "acme", Scope.ALL, Scope.ALL, today),
                        new Link(Link.Purpose.PAGE, who, "a", "bc", "d", LocalDate.of(1969, 1, 1))));
    }

    @ParameterizedTest
    @MethodSource("sealable")
    void aTokenOpensToTheLinkThatWasSealed(Link link) {
        assertEquals(Optional.of(link), links.open(links.seal(link), link.purpose()));
    }

    @Test
    void aTokenOfAGrantNamesThatGrantAndNothingElse() {
        var grant = Ids.at(Instant.EPOCH);
        var token = links.sealGrant(grant);
        assertEquals(Optional.of(grant), links.openGrant(token));
        for (var purpose : Link.Purpose.values()) assertEquals(Optional.empty(), links.open(token, purpose));
        sealable().forEach(link -> assertEquals(Optional.empty(), links.openGrant(links.seal(link))));
    }

    /** In every place, every other character that may stand in a token; cut anywhere; with more behind it. */
    @Test
    void aChangedTokenOfAGrantOpensNothing() {
        var token = links.sealGrant(Ids.at(Instant.EPOCH));
        for (var i = 0; i < token.length(); i++) {
            assertEquals(Optional.empty(), links.openGrant(token.substring(0, i)));
            for (var c : ALPHABET.toCharArray()) {
                if (c == token.charAt(i)) continue;
                assertEquals(Optional.empty(), links.openGrant(token.substring(0, i) + c + token.substring(i + 1)));
            }
        }
        for (var more : new String[] {"=", "==", "A", " ", "\n", token}) {
            assertEquals(Optional.empty(), links.openGrant(token + more));
        }
    }

    @ParameterizedTest
    @MethodSource("sealable")
    void aTokenOpensNothingForAnotherPurpose(Link link) {
        for (var purpose : Link.Purpose.values()) {
            if (purpose != link.purpose()) assertEquals(Optional.empty(), links.open(links.seal(link), purpose));
        }
    }

    /** In every place, every other character that may stand in a token. */
    @ParameterizedTest
    @MethodSource("sealable")
    void aChangedTokenOpensNothing(Link link) {
        var token = links.seal(link);
        for (var i = 0; i < token.length(); i++) {
            for (var c : ALPHABET.toCharArray()) {
                if (c == token.charAt(i)) continue;
                var changed = token.substring(0, i) + c + token.substring(i + 1);
                assertEquals(Optional.empty(), links.open(changed, link.purpose()), () -> changed + " for " + token);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sealable")
    void aTokenThatIsCutOrPaddedOpensNothing(Link link) {
        var token = links.seal(link);
        for (var end = 0; end < token.length(); end++) assertClosed(token.substring(0, end));
        for (var more : new String[] {"=", "==", "A", " ", "\n", token}) assertClosed(token + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=", "not a token", "../..", "ü", "%00"})
    void whatWasNeverSealedOpensNothing(String token) {
        assertClosed(token);
    }

    @Test
    void anOverLongTokenOpensNothing() {
        assertClosed("A".repeat(1_000_000));
    }

    @ParameterizedTest
    @EnumSource
    void knownAndUnknownAddressesHaveTokensOfOneLength(Link.Purpose purpose) {
        var known = links.seal(link(purpose, KNOWN));
        var unknown = links.seal(link(purpose, UNKNOWN));
        assertEquals(known.length(), unknown.length());
        assertNotEquals(known, unknown);
    }

    @Test
    void tokensOfAnOldKeyStillOpen(@TempDir Path folder) {
        TestKeys.createMissing(folder);
        var file = new KeysetFile(folder, KeyName.links);
        var link = link(Link.Purpose.ONE_CLICK, KNOWN);
        var old = new Links(new KeyRing(folder)).seal(link);
        file.promote(file.add().number());
        var rotated = new Links(new KeyRing(folder));
        assertNotEquals(old, rotated.seal(link));
        assertEquals(Optional.of(link), rotated.open(old, link.purpose()));
        assertEquals(Optional.of(link), rotated.open(rotated.seal(link), link.purpose()));
    }

    private static Link link(Link.Purpose purpose, Addressee who) {
        return new Link(purpose, who, "acme", "offers", "email", LocalDate.of(2026, 11, 22));
    }

    private void assertClosed(String token) {
        for (var purpose : Link.Purpose.values()) assertEquals(Optional.empty(), links.open(token, purpose));
    }
}
