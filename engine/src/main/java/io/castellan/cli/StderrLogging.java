package io.castellan.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.castellan.environment.Secrets;
import java.util.Map;

/**
 * Sends what libraries warn of to standard error, which leaves standard output to results. In Java and without a pattern,
 * because reading the XML form costs more time than the rest of the start. Logback finds it as a service.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class StderrLogging extends ContextAwareBase implements Configurator {
    /** Logging belongs to the process and is set up before any command is, so this cannot be handed in. */
    private static volatile Secrets secrets = new Secrets(Map.of());

    /** From now on no line shows what these resolve. */
    static void redactWith(Secrets other) {
        secrets = other;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var layout = new Line();
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Level, short name of the logger, text. Stack traces are left out: their messages may hold what a client was given. */
    private static final class Line extends LayoutBase<ILoggingEvent> {
        @Override
        public String doLayout(ILoggingEvent event) {
            return line(event.getLevel().toString(), event.getLoggerName(), event.getFormattedMessage());
        }
    }

    static String line(String level, String logger, String message) {
        return level
                + " "
                + logger.substring(logger.lastIndexOf('.') + 1)
                + ": "
                + secrets.redact(message)
                + System.lineSeparator();
    }
}
