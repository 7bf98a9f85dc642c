package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads the part of Maven's {@code settings.xml} that decides from where and how Maven Central is fetched. */
final class MavenSettingsFile {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]+)}");
    private static final String ENVIRONMENT = "env.";
    private static final int DEFAULT_PROXY_PORT = 8080;
    private static final List<String> PROTOCOLS = List.of("http", "https", "file");

    private final Path file;
    private final Element root;
    private final Map<String, String> environment;
    private final Properties system;
    private final List<String> caveats = new ArrayList<>();

    private MavenSettingsFile(Path file, Element root, Map<String, String> environment, Properties system) {
        this.file = file;
        this.root = root;
        this.environment = environment;
        this.system = system;
    }

    /** Maven's defaults where the file does not exist. */
    static MavenSettings read(Path file, Map<String, String> environment, Properties system) {
        requireNonNull(file, "file");
        var usual = Path.of(system.getProperty("user.home"), ".m2", "repository");
        if (!Files.isRegularFile(file)) {
            return new MavenSettings(
                    file, usual, false, MavenSettings.CENTRAL, Optional.empty(), Optional.empty(), List.of());
        }
        try {
            return new MavenSettingsFile(file, parse(file), environment, system).settings(usual);
        } catch (IllegalArgumentException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
    }

    private static Element parse(Path file) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(file.toFile()).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser knows these features", e);
        }
    }

    private MavenSettings settings(Path usual) {
        var mirror = mirrorOfCentral();
        var repository = mirror.flatMap(one -> text(one, "url"))
                .map(MavenSettingsFile::repository)
                .orElse(MavenSettings.CENTRAL);
        var serverId = mirror.flatMap(one -> text(one, "id")).orElse("central");
        var credentials = group("servers", "server")
                .filter(server -> text(server, "id").filter(serverId::equals).isPresent())
                .findFirst()
                .flatMap(server -> credentials(server, "server '" + serverId + "'"));
        return new MavenSettings(
                file,
                text(root, "localRepository").map(Path::of).orElse(usual),
                text(root, "offline").map(Boolean::parseBoolean).orElse(false),
                repository,
                credentials,
                proxyFor(repository),
                caveats);
    }

    /** As Maven chooses: one for exactly this repository goes before one for several. */
    private Optional<Element> mirrorOfCentral() {
        var fitting = group("mirrors", "mirror")
                .filter(one -> text(one, "mirrorOf")
                        .filter(MavenSettings::mirrorsCentral)
                        .isPresent())
                .toList();
        return fitting.stream()
                .filter(one -> text(one, "mirrorOf").filter("central"::equals).isPresent())
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    /** As Maven chooses: a proxy declared for the repository's own protocol goes before one for http. */
    private Optional<MavenSettings.Proxy> proxyFor(URI repository) {
        var fitting = group("proxies", "proxy")
                .filter(proxy ->
                        text(proxy, "active").map(Boolean::parseBoolean).orElse(true))
                .filter(proxy ->
                        !bypassed(text(proxy, "nonProxyHosts").orElse(""), String.valueOf(repository.getHost())))
                .toList();
        return Stream.of(repository.getScheme(), "http")
                .flatMap(protocol -> fitting.stream()
                        .filter(proxy -> text(proxy, "protocol").orElse("http").equalsIgnoreCase(protocol)))
                .findFirst()
                .flatMap(proxy -> text(proxy, "host")
                        .map(host -> new MavenSettings.Proxy(
                                host,
                                text(proxy, "port").map(Integer::parseInt).orElse(DEFAULT_PROXY_PORT),
                                credentials(proxy, "the proxy " + host))));
    }

    private static URI repository(String url) {
        var repository = URI.create(url.endsWith("/") ? url : url + "/");
        if (!PROTOCOLS.contains(String.valueOf(repository.getScheme()))) {
            throw new IllegalArgumentException(
                    "the mirror " + url + " cannot be read; its protocol may be " + String.join(", ", PROTOCOLS));
        }
        return repository;
    }

    private static boolean bypassed(String nonProxyHosts, String host) {
        return Stream.of(nonProxyHosts.split("[|,]"))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .anyMatch(
                        pattern -> host.matches("(?i)" + Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
    }

    private Optional<MavenSettings.Credentials> credentials(Element of, String owner) {
        var password = text(of, "password");
        if (password.filter(text -> text.startsWith("{") && text.endsWith("}")).isPresent()) {
            caveats.add("the password of " + owner + " is encrypted, which only Maven can undo");
            return Optional.empty();
        }
        return text(of, "username").flatMap(user -> password.map(known -> new MavenSettings.Credentials(user, known)));
    }

    private Stream<Element> group(String name, String member) {
        return children(root, name).flatMap(group -> children(group, member));
    }

    private static Stream<Element> children(Element parent, String name) {
        var nodes = parent.getChildNodes();
        return Stream.iterate(0, index -> index < nodes.getLength(), index -> index + 1)
                .map(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(element -> element.getTagName().equals(name));
    }

    private Optional<String> text(Element parent, String name) {
        return children(parent, name)
                .map(element -> interpolate(element.getTextContent().strip()))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** {@code ${env.X}} and {@code ${user.home}}; what is not known stays as it is, as in Maven. */
    private String interpolate(String text) {
        return EXPRESSION.matcher(text).replaceAll(match -> {
            var name = match.group(1);
            var value = name.startsWith(ENVIRONMENT)
                    ? environment.get(name.substring(ENVIRONMENT.length()))
                    : system.getProperty(name);
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    private static Failure unreadable(Path file, String why) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(SandboxCodes.SETTINGS_UNREADABLE, Place.whole(file.toString()), why)
                        .withHint("correct the file, or give the jars with --jars DIR"));
    }
}
