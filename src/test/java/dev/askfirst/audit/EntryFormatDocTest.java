package dev.askfirst.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askfirst.audit.EntryFormat.Kind;
import dev.askfirst.audit.EntryFormat.Member;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page says can be computed from the page alone, with nothing of ours. */
class EntryFormatDocTest {

    private static final Pattern COMMITMENT =
            Pattern.compile("Salt: `(\\w+)`\\s+Text: `(.+)`\\s+Hash: `(\\w+)`", Pattern.MULTILINE);
    private static final Pattern BYTES = Pattern.compile("in hexadecimal:\n\n((?: {4}[0-9a-f]+\n)+)");

    static List<Kind> kinds() {
        return EntryFormat.kinds();
    }

    @Test
    void everyKindIsThere() {
        var kinds = kinds().stream().map(Kind::name).toList();
        assertEquals(
                List.of(
                        "decision",
                        "outcome",
                        "act",
                        "suppression",
                        "lift",
                        "reply",
                        "resolution",
                        "complaint",
                        "complaint_step",
                        "access",
                        "retirement",
                        "export",
                        "reconciliation",
                        "catalog"),
                kinds);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theLeafHashOfTheExampleIsRight(Kind kind) throws NoSuchAlgorithmException {
        assertEquals(kind.leaf(), sha256(new byte[] {0, 1}, kind.json()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theExampleIsCanonicalAndHasTheMembersOfTheTable(Kind kind) throws JsonProcessingException {
        var example = new JsonMapper().readTree(kind.json());
        assertEquals(kind.json(), example.toString(), "no white space, shortest escapes");
        assertEquals(kind.name(), example.get("kind").textValue());
        assertMembers(kind.members(), example);
        if (!kind.inside().isEmpty()) assertMembers(kind.inside(), example.get("act"));
    }

    @Test
    void theBytesOfTheExampleAreRight() {
        var hex = BYTES.matcher(EntryFormat.text());
        assertTrue(hex.find());
        var bytes = HexFormat.of().parseHex(hex.group(1).replaceAll("\\s", ""));
        assertEquals(1, bytes[0]);
        assertEquals(
                EntryFormat.kind("catalog").json(), new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
    }

    @Test
    void theSaltedHashOfTheExampleIsRight() throws NoSuchAlgorithmException {
        var example = COMMITMENT.matcher(EntryFormat.text());
        assertTrue(example.find());
        assertEquals(example.group(3), sha256(HexFormat.of().parseHex(example.group(1)), example.group(2)));
    }

    private static void assertMembers(List<Member> table, JsonNode example) {
        var names = table.stream().map(Member::name).toList();
        assertEquals(names.stream().sorted().toList(), names, "the table is in order");
        var there = example.properties().stream().map(it -> it.getKey()).toList();
        assertEquals(there.stream().sorted().toList(), there, "the example is in order");
        assertTrue(names.containsAll(there), () -> there + " are not all in the table");
        for (var member : table) {
            var value = example.get(member.name());
            if (value == null) assertFalse(member.always(), () -> member.name() + " is always there");
            else assertTrue(fits(member.type(), value), () -> value + " is no " + member.type());
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "id" -> value.textValue().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            case "time" -> value.textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
            case "hash" -> value.textValue().matches("[0-9a-f]{64}");
            case "code" -> value.textValue().matches("[a-z_]+");
            case "text" -> value.isTextual();
            case "texts" -> value.isArray();
            case "number" -> value.isIntegralNumber();
            case "flag" -> value.isBoolean();
            case "object" -> value.isObject();
            default -> throw new IllegalArgumentException("the page does not say what a " + type + " is");
        };
    }

    private static String sha256(byte[] before, String text) throws NoSuchAlgorithmException {
        var message = new ByteArrayOutputStream();
        message.writeBytes(before);
        message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message.toByteArray()));
    }
}
