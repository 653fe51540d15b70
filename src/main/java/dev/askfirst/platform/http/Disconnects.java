package dev.askfirst.platform.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a caller who went away from something that is broken here: there is nobody to answer, and nothing to mend. */
final class Disconnects {

    private Disconnects() {}

    static boolean isOne(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .anyMatch(Disconnects::says);
    }

    private static boolean says(Throwable failure) {
        if (failure instanceof HttpClosedException
                || failure instanceof StreamResetException
                || failure instanceof ClosedChannelException) return true;
        var text = Optional.ofNullable(failure.getMessage()).orElse("");
        return failure instanceof IOException
                && (text.contains("Connection reset")
                        || text.contains("Broken pipe")
                        || text.contains("Connection has been closed")
                        // Who sends nothing for a minute is disconnected.
                        || text.equals("Read timed out"));
    }
}
