package dev.askfirst.selfservice.portable;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** What the forms send: first the file and an address, then the document itself with the code. */
public final class BringForm {

    @RestForm
    FileUpload file;

    @RestForm
    String terms;

    @RestForm
    String address;

    @RestForm
    String code;
}
