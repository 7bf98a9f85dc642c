package io.castellan.sandbox;

import java.nio.file.Path;

/** The brokers' logging: to standard output, without the hundreds of lines in which Kafka repeats its settings. */
final class BrokerLogging {
    private static final String LOG4J2 = """
            <Configuration status="WARN" shutdownHook="disable">
              <Appenders>
                <Console name="out" target="SYSTEM_OUT"><PatternLayout pattern="[%d] %p %m (%c)%n"/></Console>
              </Appenders>
              <Loggers>
                <Logger name="org.apache.kafka.common.config.AbstractConfig" level="WARN"/>
                <Logger name="kafka.server.KafkaConfig" level="WARN"/>
                <Root level="INFO"><AppenderRef ref="out"/></Root>
              </Loggers>
            </Configuration>
            """;
    private static final String RELOAD4J = """
            log4j.rootLogger=INFO, out
            log4j.logger.org.apache.kafka.common.config.AbstractConfig=WARN
            log4j.logger.kafka.server.KafkaConfig=WARN
            log4j.appender.out=org.apache.log4j.ConsoleAppender
            log4j.appender.out.layout=org.apache.log4j.PatternLayout
            log4j.appender.out.layout.ConversionPattern=[%d] %p %m (%c)%n
            """;

    private BrokerLogging() {}

    static Path log4j2(SandboxFolder folder) {
        return folder.home().resolve("log4j2.xml");
    }

    static Path reload4j(SandboxFolder folder) {
        return folder.home().resolve("log4j.properties");
    }

    static void write(SandboxFolder folder) {
        folder.write(log4j2(folder), LOG4J2);
        folder.write(reload4j(folder), RELOAD4J);
    }
}
