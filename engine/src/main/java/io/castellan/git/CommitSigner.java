package io.castellan.git;

/** Signs commits before they are stored. */
@FunctionalInterface
public interface CommitSigner {
    /**
     * @param commit as Git stores it, without signature and without Git's own prefix
     * @return the signature in text form
     * @throws io.castellan.diagnostics.Failure if it cannot be made; then there is no commit
     */
    String sign(byte[] commit);
}
