package dev.askfirst.platform.trace;

/** What one request went through, for whoever looks at traces. Nothing of what it said is in it. */
public interface Trace {

    /** Of a request that nobody wants to see. */
    Trace NONE = new Trace() {
        @Override
        public void step(String name, long from, long to) {}

        @Override
        public void end(String method, String route, int status) {}
    };

    /** A step that took from one instant to another, by {@link System#nanoTime}. */
    void step(String name, long from, long to);

    /** The request has its reply. */
    void end(String method, String route, int status);
}
