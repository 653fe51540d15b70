package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the gate tells of the text of a mail that says it is personal: the same, however the mail is written. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ToldByTheGateTest {

    private static final String TEXT =
            "Hello Ole, the blue running shoes that you tried on Saturday are back in stock, and I have"
                    + " put a pair aside for you until Friday.";

    @TestHTTPResource
    URI url;

    @Test
    void aTextIsToldAsItsReaderSeesIt() throws Unreadable {
        var plain =
                told("Subject: Shoes\r\n\r\n" + TEXT + "\r\n\r\n-- \r\nJo\r\n").orElseThrow();
        assertEquals(26, plain.get("words").intValue());
        var html =
                "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(("<p>" + TEXT + "</p>").getBytes(StandardCharsets.UTF_8));
        assertEquals(plain, told(html + "\r\n").orElseThrow());
        assertTrue(plain.get("fingerprint").textValue().matches("[0-9]{4}-[0-9]{2}\\..{171}"), plain::toString);
    }

    @Test
    void aShortTextHasWordsAlone() throws Unreadable {
        assertEquals(
                "{\"words\":3}",
                told("Subject: x\r\n\r\nHello \u0007 dear Ole\r\n")
                        .orElseThrow()
                        .toString());
    }

    @Test
    void whereThereIsNothingToTellNothingIsTold() throws Unreadable {
        assertEquals(Optional.empty(), told("Subject: x\r\n\r\n"));
        var away = new AskingService("http://127.0.0.1:1", () -> "none");
        assertEquals(Optional.empty(), away.fingerprint(TEXT, Optional.empty()));
        var wrong = new AskingService(url.toString().replaceAll("/$", ""), () -> "none");
        assertEquals(Optional.empty(), wrong.fingerprint(TEXT, Optional.empty()));
    }

    private Optional<ObjectNode> told(String mail) throws Unreadable {
        var service = new AskingService(url.toString().replaceAll("/$", ""), () -> Api.senderToken("acme-mailer"));
        var text = MessageText.of(Mail.read(mail.getBytes(StandardCharsets.UTF_8)));
        return service.fingerprint(text, Optional.of("acme"));
    }
}
