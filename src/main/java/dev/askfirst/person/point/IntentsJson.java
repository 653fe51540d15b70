package dev.askfirst.person.point;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.term.Intent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What a person looks for, as it stands among their terms. */
final class IntentsJson {

    private IntentsJson() {}

    static void write(JsonGenerator json, List<Intent> all) throws IOException {
        if (all.isEmpty()) return;
        json.writeArrayFieldStart("intents");
        for (var intent : all) {
            json.writeStartObject();
            json.writeStringField("id", intent.id().toString());
            json.writeStringField("topic", intent.topic());
            texts(json, "controllers", intent.controllers());
            texts(json, "channels", intent.channels());
            json.writeNumberField("until", Times.epochMicros(intent.until()));
            json.writeNumberField("max", intent.max());
            if (intent.ended().isPresent())
                json.writeNumberField("ended", Times.epochMicros(intent.ended().get()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, Set<String> texts) throws IOException {
        if (texts.isEmpty()) return;
        json.writeArrayFieldStart(name);
        for (var text : new TreeSet<>(texts)) json.writeString(text);
        json.writeEndArray();
    }

    static List<Intent> read(JsonNode array) {
        var all = new ArrayList<Intent>();
        for (var intent : array) {
            all.add(new Intent(
                    UUID.fromString(intent.get("id").textValue()),
                    intent.get("topic").textValue(),
                    texts(intent.path("controllers")),
                    texts(intent.path("channels")),
                    Times.ofEpochMicros(intent.get("until").longValue()),
                    intent.get("max").intValue(),
                    Optional.ofNullable(intent.get("ended")).map(it -> Times.ofEpochMicros(it.longValue()))));
        }
        return all;
    }

    private static Set<String> texts(JsonNode array) {
        var texts = new HashSet<String>();
        for (var text : array) texts.add(text.textValue());
        return texts;
    }
}
