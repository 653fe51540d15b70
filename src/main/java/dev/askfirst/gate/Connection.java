package dev.askfirst.gate;

import java.time.Duration;

/** Somebody who is connected, and served for as long as {@link #run} runs. */
interface Connection extends Runnable {

    /** Finishes what is in hand if that takes no longer than this, and hangs up. */
    void end(Duration most);
}
