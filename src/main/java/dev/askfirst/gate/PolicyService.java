package dev.askfirst.gate;

import java.net.InetSocketAddress;

/** What Postfix asks before it takes a recipient; for those who cannot send their mail through the gate. */
public record PolicyService(AskingService service, Topics topics, String channel, GateMetrics metrics) {

    private static final int MOST = 1000;

    /** Answers from now on. */
    public Listener open(InetSocketAddress address) {
        return Listener.at(
                address,
                MOST,
                "action=DEFER_IF_PERMIT 4.3.2 too many connections\n",
                socket -> new PolicyConnection(socket, service, topics, channel, metrics),
                () -> {});
    }
}
