package dev.askfirst.cli;

import dev.askfirst.gate.Listener;

/** How a command serves until it is asked to end. */
final class Serving {

    private Serving() {}

    /** Says where, once it listens; ends what is in hand when the process is asked to end. */
    static int untilEnded(Listener listener, String where) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(listener::close));
        System.out.printf("ready on %s:%d%n", where, listener.port());
        listener.awaitEnd();
        return 0;
    }
}
