package dev.askfirst.person.contact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.person.key.ContactKeys;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every address has one spelling that is matched, however it was written. */
class ContactTest {

    /** Characters that nobody can see stand in tests as {@code <200B>}. */
    private static final Pattern UNSEEN = Pattern.compile("<([0-9A-F]{4,6})>");

    private static final int TRIES = 100_000;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        # written                                   | matched
        mailto:ana@example.org                      | mailto:ana@example.org
        MAILTO:Ana.B@Example.ORG                    | mailto:ana.b@example.org
        "  mailto:ana@example.org "                 | mailto:ana@example.org
        mailto:ana+shoes@example.org                | mailto:ana+shoes@example.org
        mailto:a.n.a@example.org                    | mailto:a.n.a@example.org
        mailto:o'hara@example.org                   | mailto:o'hara@example.org
        "mailto:!#$&*/=?^_`{|}~-@example.org"       | "mailto:!#$&*/=?^_`{|}~-@example.org"
        mailto:%61na%2Bshoes%40example.org          | mailto:ana+shoes@example.org
        mailto:m%C3%BCller@b%C3%BCcher.example      | mailto:müller@xn--bcher-kva.example
        mailto:50%25off@example.org                 | mailto:50%25off@example.org
        mailto:a%2525b@example.org                  | mailto:a%2525b@example.org
        mailto://ana@example.org                    | mailto:ana@example.org
        acct://@ana@social.example                  | acct:ana@social.example
        tel://+33612345678                          | tel:+33612345678
        mailto:MÜLLER@BÜCHER.Example                | mailto:müller@xn--bcher-kva.example
        mailto:cafe<0301>@bu<0308>cher.example      | mailto:café@xn--bcher-kva.example
        mailto:ana@XN--BCHER-KVA.example            | mailto:ana@xn--bcher-kva.example
        mailto:ana@faß.example                      | mailto:ana@xn--fa-hia.example
        mailto:ana@ｅｘａｍｐｌｅ。org                  | mailto:ana@example.org
        mailto:анна@почта.example                   | mailto:анна@xn--80a1acny.example
        mailto:用户@例え.テスト                        | mailto:用户@xn--r8jz45g.xn--zckzah
        acct:@Ana@Social.Example                    | acct:ana@social.example
        tel:+44-(0)20-7946.0018                     | tel:+442079460018
        tel:+44<00A0>20<2011>7946<2011>0018         | tel:+442079460018
        TEL:+1 (201) 555-0123                       | tel:+12015550123
        tel:+39 06 6982 0001                        | tel:+390669820001
        push:Shop/AbC:dEf_1                         | push:shop/AbC:dEf_1
        push:Shop/ExponentPushToken[xX-1_]          | push:shop/ExponentPushToken[xX-1_]
        push:Shop/ExponentPushToken%5BxX-1_%5d      | push:shop/ExponentPushToken[xX-1_]
        push:shop/cX1%3AAPA91b-_                    | push:shop/cX1:APA91b-_
        push:shop/%zz100%                           | push:shop/%25zz100%25
        push:shop/HTTPS://Push.Example/Q%2BaB?k=1   | push:shop/https://push.example/Q+aB?k=1
        push:shop/00FFA0123456789012345678901234567890123456789012345678901234567F | push:shop/00ffa0123456789012345678901234567890123456789012345678901234567f
        push:shop/00FFA012                          | push:shop/00FFA012
        post:Customer-17                            | post:Customer-17
        ble:AA:BB:CC:00:11:22                       | ble:aa:bb:cc:00:11:22
        EXT:CRM/Case/17                             | ext:crm/Case/17
        """)
    void everyAddressHasOneSpelling(String written, String matched) {
        var contact = Contact.parse(seen(written));
        assertEquals(matched, asUri(contact));
        assertEquals(contact.value(), Contact.parse(matched).value(), "normalised again");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(delimiter = '|', textBlock = """
        mailto:Ana@Example.org      | mailto:%41na@example.org
        mailto:ana@bücher.example   | mailto:ANA@xn--bcher-kva.example
        mailto:E<0300>ve@example.org| mailto:ève@example.org
        acct:@ana@social.example    | acct:Ana@SOCIAL.example
        tel:+33 6 12 34 56 78       | tel:+33612345678
        push:Shop/x                 | push:shop/x
        push:shop/ExponentPushToken[aB] | push:SHOP/ExponentPushToken%5BaB%5D
        push:shop/a:b               | push:shop/a%3ab
        """)
    void spellingsOfOneAddressHaveOneHash(String one, String other) {
        assertArrayEquals(hash(one), hash(other));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(delimiter = '|', textBlock = """
        mailto:ana@example.org      | mailto:ana+shoes@example.org
        mailto:ana@example.org      | mailto:a.na@example.org
        mailto:ana@fass.example     | mailto:ana@faß.example
        push:shop/x                 | push:shop/X
        post:Customer-17            | post:customer-17
        """)
    void addressesThatMayBeTwoPeoplesStayApart(String one, String other) {
        assertNotEquals(Contact.parse(one).value(), Contact.parse(other).value());
    }

    @Test
    void theSpellingToWriteToKeepsItsLocalPart() {
        assertEquals(
                "Ana.B@example.org", Contact.parse("mailto:Ana.B@EXAMPLE.org").entered());
    }

    @Test
    void aPushTokenIsWrittenToAsItWasEntered() {
        var endpoint = "push:shop/https://push.example/Q%2Bab";
        assertEquals(endpoint, Contact.parse(endpoint).uri());
        assertEquals("shop/https://push.example/Q+ab", Contact.parse(endpoint).value());
    }

    static Stream<String> asLongAsCanBe() {
        return Stream.of(
                "mailto:" + "a".repeat(64) + "@example.org",
                "mailto:" + "ü".repeat(32) + "@example.org",
                "mailto:ana@" + "a".repeat(63) + ".org",
                "mailto:" + "a".repeat(58) + "@" + ("b".repeat(63) + ".").repeat(3) + "org",
                "push:shop/" + "a".repeat(900),
                "ext:crm/" + "a".repeat(500));
    }

    @ParameterizedTest
    @MethodSource("asLongAsCanBe")
    void anAddressMayBeAsLongAsTheStandardsAllow(String written) {
        assertEquals(written, asUri(Contact.parse(written)));
    }

    /** Addresses of letters that change their length, their case or their form when they are normalised. */
    @Test
    void normalisingTwiceIsNormalisingOnce() {
        var random = new Random(5322);
        var accepted = 0;
        for (var i = 0; i < TRIES; i++) {
            var written = "mailto:" + word(random) + "@" + word(random) + ".example";
            var contact = Contact.tryParse(written).contact();
            if (contact.isEmpty()) continue;
            accepted++;
            var again = Contact.tryParse(asUri(contact.get()));
            assertEquals(contact.map(Contact::value), again.contact().map(Contact::value), () -> written + again);
        }
        assertTrue(accepted > TRIES / 10, "only " + accepted + " were accepted");
    }

    private static String word(Random random) {
        var alphabet = random.nextInt(4) == 0 ? "aA9.-+%İıſKÅẞßΣςσ<0301><0307><0345>" : "aBz0.-_üÜéÉñ";
        if (random.nextInt(8) == 0)
            return Character.toString(random.nextInt(0x2FFFF)).repeat(1 + random.nextInt(40));
        var letters = seen(alphabet).codePoints().toArray();
        var word = new StringBuilder();
        for (var n = 1 + random.nextInt(12); n > 0; n--) word.appendCodePoint(letters[random.nextInt(letters.length)]);
        return word.toString();
    }

    private static String asUri(Contact contact) {
        return contact.scheme() + ":" + contact.value().replace("%", "%25");
    }

    private static byte[] hash(String uri) {
        return ContactKeys.hash(Contact.parse(seen(uri)));
    }

    static String seen(String text) {
        return UNSEEN.matcher(text).replaceAll(it -> Character.toString(Integer.parseInt(it.group(1), 16)));
    }
}
