package dev.askfirst.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.Optional;

/**
 * An entry as its row makes it now.
 *
 * @param index its place in the log, once it is sealed
 * @param leaf the hash it was recorded with
 * @param entry its canonical text; without one {@code why} says why
 */
public record FoundEntry(
        String id,
        String kind,
        Optional<Long> index,
        String leaf,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL)
        String entry,

        Optional<String> why) {}
