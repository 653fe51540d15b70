package dev.askfirst.person.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address in full can be read back; a masked one can be known again and not be written to. */
class ContactAsShownTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # address                    | masked
            mailto:Ana@example.org       | mailto:A…@example.org
            mailto:a@example.org         | mailto:a…@example.org
            mailto:𝒳ana@example.org      | mailto:𝒳…@example.org
            acct:ana@mastodon.example    | acct:a…@mastodon.example
            tel:+33612345678             | tel:…78
            push:shop/s3cr3t             | push:shop/…
            ext:crm/ana%40x              | ext:crm/…
            post:1234                    | post:…
            ble:aa-bb                    | ble:…
            """)
    void inFullAndMasked(String uri, String masked) {
        var contact = Contact.parse(uri);
        assertEquals(contact, Contact.parse(contact.uri()));
        assertEquals(contact, Contact.ofStored(contact.scheme(), contact.entered()));
        assertEquals(masked, contact.masked());
    }
}
