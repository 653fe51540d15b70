package dev.askfirst.person.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is malformed, over-long or made to deceive is no contact, and the refusal says why. */
class RefusedContactTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        # written                                | why
        ""                                       | is missing
        ana@example.org                          | is not a contact URI
        :ana@example.org                         | is not a contact URI
        sms:+33612345678                         | has an unknown scheme
        mailto:                                  | is not an address
        mailto:ana                               | is not an address
        mailto:@example.org                      | is not an address
        mailto:ana@                              | is not an address
        mailto:.ana@example.org                  | before the @
        mailto:ana.@example.org                  | before the @
        mailto:a..na@example.org                 | before the @
        mailto:a na@example.org                  | before the @
        mailto:ana,bob@example.org               | before the @
        mailto:ana%zz@example.org                | percent sign that encodes nothing
        mailto:50%@example.org                   | percent sign that encodes nothing
        mailto://                                | is not an address
        mailto:%FFana@example.org                | before the @
        mailto:ana@one@example.org               | before the @
        mailto:""ana b""@example.org             | before the @
        mailto:%22ana%22@example.org             | before the @
        mailto:Ana <ana@example.org>             | before the @
        mailto:ana@example.org?subject=hello     | malformed domain
        mailto:ana@localhost                     | malformed domain
        mailto:ana@.example.org                  | malformed domain
        mailto:ana@example..org                  | malformed domain
        mailto:ana@-example.org                  | malformed domain
        mailto:ana@example-.org                  | malformed domain
        mailto:ana@exa_mple.org                  | malformed domain
        mailto:ana@192.0.2.1                     | malformed domain
        mailto:ana@[192.0.2.1]                   | malformed domain
        mailto:ana@xn--a.example                 | malformed domain
        acct:ana                                 | is not an address
        tel:020 7946 0018                        | is not an international number
        tel:112                                  | is not an international number
        tel:+44 20 7946 0018;ext=5               | is not an international number
        tel:+44 20 7946 0018 ext 5               | is not an international number
        tel:+44 20 7946 0018x5                   | is not an international number
        tel:+33 CALL ME                          | is not an international number
        tel:+٣٣٦١٢٣٤٥٦٧٨                          | is not an international number
        tel:+99912345678                         | is not an international number
        tel:+3361234                             | is not a possible telephone number
        tel:+4420794600181234567                 | is not
        push:token                               | is not of the form
        push:shop/a b                            | is not of the form
        push:shop/a%20b                          | is not of the form
        push:shop/a%00b                          | is not of the form
        push:shop/a%C3%A9                        | is not of the form
        post:Main Street 1                       | is not of the form
        ble:a/b                                  | is not of the form
        ext:crm                                  | is not of the form
        """)
    void whatIsMalformedIsRefusedWithTheReason(String written, String why) {
        assertRefused(written, why);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # what                       | written
        NUL                          | mailto:ana<0000>@example.org
        NUL, encoded                 | mailto:ana%00@example.org
        line break, encoded          | mailto:ana%0D%0ABcc:eve@example.org
        bell                         | tel:+3361234<0007>5678
        delete                       | post:a<007F>
        zero-width space             | mailto:ana@exam<200B>ple.org
        zero-width space, encoded    | mailto:an%E2%80%8Ba@example.org
        zero-width joiner            | acct:an<200D>a@social.example
        soft hyphen                  | mailto:an<00AD>a@example.org
        byte order mark              | mailto:<FEFF>ana@example.org
        right-to-left override       | mailto:ana<202E>gro.elpmaxe@example.org
        isolate                      | ext:crm/<2066>17
        line separator               | mailto:an<2028>a@example.org
        lone high surrogate          | mailto:an<D83D>a@example.org
        lone low surrogate           | mailto:an<DE00>a@example.org
        private use                  | mailto:an<E000>a@example.org
        not a character              | mailto:an<FFFF>a@example.org
        Hangul filler                | mailto:an<3164>a@example.org
        variation selector           | mailto:an<FE0F>a@example.org
        combining grapheme joiner    | mailto:an<034F>a@example.org
        tag                          | mailto:an<E0061>a@example.org
        """)
    void whatCannotBeSeenIsRefused(String what, String written) {
        assertRefused(written, "holds a character that addresses never hold");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # what                               | written                               | why
        Cyrillic a before the @              | mailto:<0430>na@example.org           | mixes scripts
        Cyrillic a in the domain             | mailto:ana@p<0430>ypal.example        | malformed domain
        the same, as it goes over the wire   | mailto:ana@xn--pypal-4ve.example      | malformed domain
        Greek omicron                        | mailto:b<03BF>b@example.org           | mixes scripts
        Cyrillic and Latin, encoded          | mailto:%D0%B0na@example.org           | mixes scripts
        a bidirectional label                | mailto:ana@1<05D0>a.example           | malformed domain
        """)
    void whatLooksLikeAnotherAddressIsRefused(String what, String written, String why) {
        assertRefused(written, why);
    }

    static Stream<String> overLong() {
        return Stream.of(
                "mailto:" + "a".repeat(65) + "@example.org",
                "mailto:" + "ü".repeat(33) + "@example.org",
                "mailto:" + "İ".repeat(32) + "@example.org",
                "mailto:ana@" + "a".repeat(64) + ".org",
                "mailto:ana@" + "a.".repeat(126) + "org",
                "mailto:ana@" + "ü".repeat(60) + ".org",
                "mailto:" + "a".repeat(60) + "@" + ("b".repeat(63) + ".").repeat(3) + "org",
                "push:shop/" + "a".repeat(901),
                "post:" + "a".repeat(201),
                "ext:crm/" + "a".repeat(501),
                "post:" + "a".repeat(2_000_000));
    }

    @ParameterizedTest
    @MethodSource("overLong")
    void anOverLongAddressIsRefused(String written) {
        assertEquals(Optional.empty(), Contact.tryParse(written).contact());
    }

    private static void assertRefused(String written, String why) {
        var parsed = Contact.tryParse(ContactTest.seen(written));
        assertEquals(Optional.empty(), parsed.contact());
        assertTrue(parsed.refusal().contains(why), parsed.refusal());
    }
}
