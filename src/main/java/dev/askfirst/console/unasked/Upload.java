package dev.askfirst.console.unasked;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** What the form sends: its fields, and the file, which lies on disk and is deleted with the request. */
public final class Upload {

    @RestForm
    String token;

    @RestForm
    String sender;

    @RestForm
    String from;

    @RestForm
    String to;

    @RestForm
    FileUpload file;
}
