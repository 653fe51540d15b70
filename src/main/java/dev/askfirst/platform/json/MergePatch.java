package dev.askfirst.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 7396: what stands after a patch that looks like what it changes, with {@code null} for what goes. */
public final class MergePatch {

    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private MergePatch() {}

    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) return patch;
        var result = target instanceof ObjectNode object ? object.deepCopy() : Json.MAPPER.createObjectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) result.remove(change.getKey());
            else result.set(change.getKey(), apply(result.get(change.getKey()), change.getValue()));
        });
        return result;
    }
}
