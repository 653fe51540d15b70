package dev.askfirst.platform.http;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.RuntimeDelegate;

/** A frame in a page of another site, in which one of ours is shown. */
public final class Frame {

    /** What browsers say of where a page is to be shown. */
    public static final String DESTINATION = "Sec-Fetch-Dest";

    private Frame() {}

    /** Whether the browser shows the page in a frame, as it says in {@link #DESTINATION}. */
    public static boolean around(String destination) {
        return "iframe".equals(destination);
    }

    /**
     * The reply with a cookie for pages in a frame: the browser keeps it apart for each site around the frame (CHIPS). Only
     * by TLS do browsers take it.
     */
    public static Response with(Response reply, NewCookie.Builder cookie) {
        var text = RuntimeDelegate.getInstance()
                .createHeaderDelegate(NewCookie.class)
                .toString(cookie.sameSite(NewCookie.SameSite.NONE).secure(true).build());
        // The library has no word for it yet.
        return Response.fromResponse(reply)
                .header("Set-Cookie", text + ";Partitioned")
                .build();
    }
}
