package io.castellan.model;

/** The versioned formats that Castellan writes. A reader refuses what it does not know. */
public enum Format {
    PLAN_V1("castellan/plan/v1"),
    RESULT_V1("castellan/result/v1"),
    INTENT_V1("castellan/intent/v1"),
    OUTCOME_V1("castellan/outcome/v1"),
    DRIFT_V1("castellan/drift/v1"),
    AUDIT_V1("castellan/audit/v1"),
    STATUS_V1("castellan/status/v1"),
    HISTORY_V1("castellan/history/v1"),
    PROBLEMS_V1("castellan/problems/v1"),
    ACCESS_V1("castellan/access/v1"),
    DOCTOR_V1("castellan/doctor/v1"),
    APPROVAL_V1("castellan/approval/v1"),
    /** What the pipeline's comment in a pull request puts before reviewers. */
    SUBMISSION_V1("castellan/submission/v1"),
    /** What an approval by a review on the Git host rests on. */
    HOST_REVIEW_V1("castellan/host-review/v1");

    private final String text;

    Format(String text) {
        this.text = text;
    }

    /** As written in the {@code format} field. */
    public String text() {
        return text;
    }
}
