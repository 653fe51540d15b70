package dev.askfirst.person.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.person.FirstTokens;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.HashOfValue;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestKeys;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.KeysetFile;
import dev.askfirst.policy.term.Scope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token says nothing, cannot be changed, and opens one link for one purpose. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LinksTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final HashOfValue HASH = new HashOfValue(Sha256.of("ana@example.org"));
    private static final Addressee ANA = new Addressee.AtHash("mailto", HASH);
    private static final Instant TODAY = Instant.parse("2026-11-22T10:00:00Z");

    @Inject
    Links links;

    @Inject
    FirstTokens firstTokens;

    /** Scopes of several lengths: the last character of a token may hold fewer bits than the others. */
    static Stream<Link> sealable() {
        return Stream.of(ANA, new Addressee.AtHash("ext", new HashOfValue(new byte[HashOfValue.LENGTH])))
                .flatMap(who -> Stream.of(
                        new Link(Link.Purpose.ONE_CLICK, who, "acme", "offers.shoes", "email", TODAY),
                        new Link(Link.Purpose.ONE_CLICK, who, "acme", "offers.shoes", "sms", TODAY),
                        new Link(Link.Purpose.PAGE, who, "acme", Scope.ALL, Scope.ALL, TODAY),
                        new Link(Link.Purpose.PAGE, who, "a", "bc", "d", Instant.parse("1969-01-01T00:00:00Z"))));
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

    /** Before its end that of an older token begins, which had none. */
    @ParameterizedTest
    @MethodSource("sealable")
    void aTokenEndsInALetterThatIsNotNeeded(Link link) {
        var token = links.seal(link);
        assertTrue(token.endsWith("z"), token);
        assertEquals(Optional.of(link), links.open(token.substring(0, token.length() - 1)));
    }

    @Test
    void tokensOfEarlierDaysOpen() {
        var day = LocalDate.of(2026, 11, 22);
        var issued = Instant.parse("2026-11-22T00:00:00Z");
        for (var purpose : Link.Purpose.values()) {
            // Many, for each may end in any letter or sign.
            for (var i = 0; i < 200; i++) {
                var point = UUID.randomUUID();
                assertEquals(
                        Optional.of(new Link(
                                purpose, new Addressee.AtPoint(point), "acme", "offers.shoes", "email", issued)),
                        links.open(firstTokens.of(purpose, point, day), purpose));
            }
            assertEquals(
                    Optional.of(new Link(purpose, ANA, "acme", "offers.shoes", "email", issued)),
                    links.open(firstTokens.ofStranger(purpose, HASH, day), purpose));
        }
    }

    @Test
    void aLinkNeedsTheHashOfAnAddress() {
        var link = link(Link.Purpose.PAGE, new Addressee.AtPoint(UUID.randomUUID()));
        assertThrows(IllegalArgumentException.class, () -> links.seal(link));
    }

    /** In every place, every other character that may stand in a token; cut anywhere; with more behind it. */
    @Test
    void aChangedTokenOfAGrantOpensNothing() {
        var token = links.sealGrant(Ids.at(Instant.EPOCH));
        for (var i = 0; i < token.length(); i++) {
            if (i < token.length() - 1) assertEquals(Optional.empty(), links.openGrant(token.substring(0, i)));
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
        for (var end = 0; end < token.length() - 1; end++) assertClosed(token.substring(0, end));
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

    @Test
    void tokensOfAnOldKeyStillOpen(@TempDir Path folder) {
        TestKeys.createMissing(folder);
        var file = new KeysetFile(folder, KeyName.links);
        var link = link(Link.Purpose.ONE_CLICK, ANA);
        var old = new Links(new KeyRing(folder)).seal(link);
        file.promote(file.add().number());
        var rotated = new Links(new KeyRing(folder));
        assertNotEquals(old, rotated.seal(link));
        assertEquals(Optional.of(link), rotated.open(old, link.purpose()));
        assertEquals(Optional.of(link), rotated.open(rotated.seal(link), link.purpose()));
    }

    private static Link link(Link.Purpose purpose, Addressee who) {
        return new Link(purpose, who, "acme", "offers", "email", TODAY);
    }

    private void assertClosed(String token) {
        for (var purpose : Link.Purpose.values()) assertEquals(Optional.empty(), links.open(token, purpose));
    }
}
