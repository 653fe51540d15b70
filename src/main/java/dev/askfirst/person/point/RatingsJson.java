package dev.askfirst.person.point;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.policy.term.Ratings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** How useful messages were to a person, as it stands in their terms. */
final class RatingsJson {

    private RatingsJson() {}

    static void write(JsonGenerator json, List<Ratings> all) throws IOException {
        if (all.isEmpty()) return;
        json.writeArrayFieldStart("ratings");
        for (var ratings : all) {
            json.writeStartObject();
            json.writeStringField("controller", ratings.controller());
            json.writeStringField("topic", ratings.topic());
            json.writeArrayFieldStart("latest");
            for (var rating : ratings.latest()) {
                json.writeStartObject();
                json.writeStringField("message", rating.message().toString());
                json.writeStringField("value", Json.text(rating.value()));
                json.writeNumberField("made", Times.epochMicros(rating.made()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static List<Ratings> read(JsonNode array) {
        var all = new ArrayList<Ratings>();
        for (var ratings : array) {
            var latest = new ArrayList<Rating>();
            for (var rating : ratings.get("latest")) latest.add(rating(rating));
            all.add(new Ratings(
                    ratings.get("controller").textValue(), ratings.get("topic").textValue(), latest));
        }
        return all;
    }

    private static Rating rating(JsonNode node) {
        return new Rating(
                UUID.fromString(node.get("message").textValue()),
                Rating.Value.valueOf(node.get("value").textValue().toUpperCase(Locale.ROOT)),
                Times.ofEpochMicros(node.get("made").longValue()));
    }
}
