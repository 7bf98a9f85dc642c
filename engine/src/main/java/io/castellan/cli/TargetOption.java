package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.ResourceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which resources to look at. */
final class TargetOption {
    @Option(
            names = "--target",
            paramLabel = "KIND/NAME",
            split = ",",
            description = "Only this resource, for example topic/payments.orders.v1; may be repeated.")
    private List<String> targets = List.of();

    Set<ResourceId> ids() {
        return targets.stream().map(TargetOption::parse).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Failure INPUT if it is not KIND/NAME */
    static ResourceId parse(String text) {
        try {
            return ResourceId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(CliCodes.BAD_TARGET, "'" + text + "' is not KIND/NAME")
                            .withHint("write it like topic/payments.orders.v1"),
                    e);
        }
    }
}
