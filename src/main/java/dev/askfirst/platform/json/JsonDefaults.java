package dev.askfirst.platform.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Replies are written by the same mapper that reads requests. */
final class JsonDefaults {

    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.MAPPER;
    }
}
