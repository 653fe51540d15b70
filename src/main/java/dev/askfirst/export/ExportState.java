package dev.askfirst.export;

import dev.askfirst.platform.json.Json;

/** What has become of an export; {@code export_job} holds it in lower case. */
public enum ExportState {
    /** Nobody works on it yet. */
    WAITING,
    RUNNING,
    /** All its files are there. */
    DONE,
    FAILED,
    /** By whoever ordered it. */
    CANCELLED,
    /** Its files were kept long enough. */
    DELETED;

    /** Whether somebody still works on it, or will. */
    public boolean isOpen() {
        return this == WAITING || this == RUNNING;
    }

    /** As it stands on the wire and on pages. */
    public String text() {
        return Json.text(this);
    }
}
