package io.castellan.kafka;

/** What went over the wire so far. */
public record Traffic(long requests, long bytesIn, long bytesOut) {
    public static final Traffic NONE = new Traffic(0, 0, 0);

    /** What was added since an earlier reading. */
    public Traffic since(Traffic earlier) {
        return new Traffic(requests - earlier.requests, bytesIn - earlier.bytesIn, bytesOut - earlier.bytesOut);
    }
}
