package dev.askfirst.reconcile;

/** What has become of a delivery report; {@code reconciliation_job} holds it in lower case. */
public enum ReportState {
    /** Its rows are coming in, and nobody is shown it. */
    RECEIVING,
    /** Nobody works on it yet. */
    WAITING,
    RUNNING,
    DONE,
    FAILED
}
