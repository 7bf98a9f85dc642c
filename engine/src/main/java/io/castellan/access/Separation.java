package io.castellan.access;

/** Two parts in a change that one person does not play. */
public enum Separation {
    AUTHOR_APPROVER,
    AUTHOR_EXECUTOR,
    APPROVER_EXECUTOR;

    /** As written in the policy. */
    public String word() {
        return switch (this) {
            case AUTHOR_APPROVER -> "author-approver";
            case AUTHOR_EXECUTOR -> "author-executor";
            case APPROVER_EXECUTOR -> "approver-executor";
        };
    }
}
