package io.castellan.doctor;

import io.castellan.access.NeededKeys;
import io.castellan.access.Policy;
import io.castellan.access.PolicyReader;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.signature.AllowedSigners;
import io.castellan.signature.SoftwareKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Policies and signers to look at, with everything in place until a test takes something away. */
final class Texts {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String KEY = SoftwareKey.of("ssh-ed25519").line();
    static final String SECOND = SoftwareKey.of("ssh-ed25519").line();
    static final String MACHINE = SoftwareKey.of("ssh-ed25519").line();

    static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [prod]
            people:
              admin:    {emails: [admin@example.org], accounts: [github:Admin]}
              reviewer: {keys: [key/reviewer], accounts: [github:reviewer]}
              auditor:  {keys: [key/auditor], emails: [auditor@example.org], accounts: [github:auditor]}
              deployer: {accounts: [jenkins:ci:deployer]}
            groups: {kafka-admins: [admin], reviewers: [reviewer, auditor], developers: [deployer], on-call: [reviewer]}
            access:
              prod:
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers]
                signed: {ledger: required, keys: [key/ci]}
                breakGlass: {group: on-call, may: [window]}
                secrets: [PROD_JAAS]
            """;
    static final List<String> SIGNERS =
            List.of("key/reviewer " + KEY, "key/auditor " + SECOND, "key/ci namespaces=\"git\" " + MACHINE);

    private Texts() {}

    static Policy policy(String text) {
        var problems = new Problems();
        var policy = new PolicyReader(new SchemaValidator()::validate)
                .read(Policy.FILE, text.getBytes(StandardCharsets.UTF_8), Set.of("prod"), problems);
        return policy.orElseThrow(() -> new AssertionError(problems.sorted()));
    }

    static AllowedSigners signers(List<String> lines, Problems problems) {
        return AllowedSigners.read(
                NeededKeys.FILE, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), problems);
    }

    /** {@code WARNING CAS-DOCTOR-002 …}, or {@code OK …}. */
    static List<String> said(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.verdict()
                        + finding.code().map(code -> " " + code).orElse("")
                        + finding.place().map(place -> " " + place).orElse("") + " " + finding.message())
                .toList();
    }
}
