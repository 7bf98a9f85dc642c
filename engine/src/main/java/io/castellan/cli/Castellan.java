package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.git.GitRepository;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: takes the command line apart, runs one {@link Subcommand} and turns however it ends into an {@link ExitCode}. */
@Command(
        name = "castellan",
        description = "Keeps Kafka clusters in the state that Git declares.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        versionProvider = Castellan.VersionLine.class)
public final class Castellan {
    /** Where no terminal says how wide it is: narrower, and examples would be torn apart. */
    private static final int HELP_WIDTH = 120;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private final Session session;
    private final Map<String, Function<Session, Subcommand>> commands;

    Castellan(Session session) {
        this(session, Commands.all());
    }

    Castellan(Session session, Map<String, Function<Session, Subcommand>> commands) {
        this.session = session;
        this.commands = commands;
    }

    /** Never returns: ends the process with the status of an {@link ExitCode}. */
    public static void main(String... arguments) {
        if (arguments.length > 0 && !arguments[0].startsWith("-")) {
            Ahead.start(GitRepository::prepare); // nearly every command reads one
        }
        var session = Session.ofProcess();
        var exitCode = new Castellan(session).run(arguments);
        session.out().flush();
        session.err().flush();
        Interrupts.endProcess(exitCode);
    }

    ExitCode run(String... arguments) {
        try {
            return parseAndRun(commandLine(wanted(arguments)), arguments);
        } catch (Failure failure) {
            session.out().flush(); // what was found before it stands before it
            failure.problems().forEach(session.err()::println);
            return failure.exitCode();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError defect) {
            return DefectReport.of(defect, session).tell();
        }
    }

    private ExitCode parseAndRun(CommandLine commandLine, String... arguments) throws Exception {
        ParseResult parsed;
        try {
            parsed = commandLine.parseArgs(arguments);
        } catch (ParameterException wrong) {
            return refuse(wrong);
        }
        var helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            if (!parsed.hasSubcommand()) {
                GoodEnd.reach();
            }
            return ExitCode.OK;
        }
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        var spec = parsed.commandSpec();
        if (spec.userObject() instanceof Subcommand subcommand
                && subcommand.members().isEmpty()) {
            ExitCode exitCode;
            try {
                exitCode = subcommand.run();
            } catch (ParameterException wrong) { // what only the command can tell: options that exclude each other
                return refuse(wrong);
            }
            switch (exitCode) {
                case OK, DIFFERENCES, REFUSED -> GoodEnd.reach();
                default -> {}
            }
            return exitCode;
        }
        return refuse(new ParameterException(spec.commandLine(), "Missing command"));
    }

    private ExitCode refuse(ParameterException wrong) {
        var err = session.err();
        err.println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.INPUT;
    }

    /** Our commands and options, all of them. */
    CommandLine commandLine() {
        return commandLine(commands);
    }

    private CommandLine commandLine(Map<String, Function<Session, Subcommand>> some) {
        var commandLine = new CommandLine(this);
        some.forEach((name, create) -> add(commandLine, name, create.apply(session)));
        commandLine.setOut(session.out());
        commandLine.setErr(session.err());
        commandLine.setColorScheme(
                Help.defaultColorScheme(session.screen().colouredOut() ? Help.Ansi.ON : Help.Ansi.OFF));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setUsageHelpAutoWidth(true);
        return commandLine;
    }

    private static void add(CommandLine parent, String name, Subcommand subcommand) {
        var commandLine = new CommandLine(subcommand);
        subcommand.members().forEach((member, inner) -> add(commandLine, member, inner));
        parent.addSubcommand(name, commandLine);
    }

    /** Only the one command that is asked for, where the first word says so; all of them to show help or to suggest one. */
    private Map<String, Function<Session, Subcommand>> wanted(String... arguments) {
        var first = arguments.length == 0 ? "" : arguments[0];
        var one = commands.get(first);
        if (one != null) {
            return Map.of(first, one);
        }
        return first.equals("--version") || first.equals("-V") ? Map.of() : commands;
    }

    /** Read only when asked for. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.read().toString()};
        }
    }
}
