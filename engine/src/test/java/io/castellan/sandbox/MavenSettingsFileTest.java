package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MavenSettingsFileTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAFileMavensDefaultsHold() {
        var settings = MavenSettingsFile.read(folder.resolve("settings.xml"), Map.of(), system());

        assertThat(settings.repository()).isEqualTo(URI.create("https://repo.maven.apache.org/maven2/"));
        assertThat(settings.localRepository()).isEqualTo(Path.of("/home/someone/.m2/repository"));
        assertThat(settings.offline()).isFalse();
        assertThat(settings.proxy()).isEmpty();
    }

    @Test
    void theLocalRepositoryAndOfflineAreTakenOver() throws IOException {
        var settings = read("<localRepository>${user.home}/jars</localRepository><offline>true</offline>");

        assertThat(settings.localRepository()).isEqualTo(Path.of("/home/someone/jars"));
        assertThat(settings.offline()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "central", "external:*", "other, central", "*,!other"})
    void aMirrorOfCentralIsUsed(String mirrorOf) throws IOException {
        var settings = read(mirrors(mirror("m", mirrorOf, "https://mirror.example/all")));

        assertThat(settings.repository()).isEqualTo(URI.create("https://mirror.example/all/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "external:http:*", "*,!central"})
    void aMirrorOfSomethingElseIsNot(String mirrorOf) throws IOException {
        var settings = read(mirrors(mirror("m", mirrorOf, "https://mirror.example/all")));

        assertThat(settings.repository()).isEqualTo(MavenSettings.CENTRAL);
    }

    @Test
    void aMirrorOfExactlyCentralGoesBeforeOneOfSeveral() throws IOException {
        var settings = read(
                mirrors(mirror("all", "*", "https://all.example"), mirror("one", "central", "https://one.example/")));

        assertThat(settings.repository()).isEqualTo(URI.create("https://one.example/"));
    }

    @Test
    void theMirrorsServerGivesTheCredentials() throws IOException {
        var settings = read(
                mirrors(mirror("m", "*", "https://mirror.example"))
                        + "<servers><server><id>central</id><username>no</username><password>no</password></server>"
                        + "<server><id>m</id><username>robot</username><password>${env.MIRROR_PASSWORD}</password></server></servers>");

        assertThat(settings.credentials()).contains(new MavenSettings.Credentials("robot", "from-env"));
        assertThat(settings.toString()).doesNotContain("from-env");
    }

    @Test
    void anEncryptedPasswordIsLeftOutAndSaid() throws IOException {
        var settings = read("<servers><server><id>central</id><username>robot</username><password>{abc=}</password>"
                + "</server></servers>");

        assertThat(settings.credentials()).isEmpty();
        assertThat(settings.caveats())
                .containsExactly("the password of server 'central' is encrypted, which only Maven can undo");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "localhost|*.apache.org, false",
        "repo.maven.apache.org, false",
        "apache.org, true",
        "*.example, true"
    })
    void aProxyIsUsedForHostsThatItIsNotForbiddenFor(String nonProxyHosts, boolean used) throws IOException {
        var settings =
                read(proxies("<host>proxy.example</host><port>3128</port><protocol>http</protocol><nonProxyHosts>"
                        + nonProxyHosts + "</nonProxyHosts>"));

        assertThat(settings.proxy().isPresent()).isEqualTo(used);
    }

    @Test
    void anActiveProxyForTheProtocolGoesFirst() throws IOException {
        var settings = read(
                proxies(
                        "<host>plain</host><protocol>http</protocol>",
                        "<active>false</active><host>off</host><protocol>https</protocol>",
                        "<host>tls</host><port>1</port><protocol>https</protocol><username>u</username><password>p</password>"));

        assertThat(settings.proxy().orElseThrow().host()).isEqualTo("tls");
        assertThat(settings.proxy().orElseThrow().credentials()).contains(new MavenSettings.Credentials("u", "p"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<mirrors>",
                "</settings><settings>",
                "<mirrors><mirror><mirrorOf>*</mirrorOf><url>s3://bucket</url></mirror></mirrors>",
                "<proxies><proxy><host>p</host><port>many</port></proxy></proxies>"
            })
    void whatCannotBeReadIsRefusedWithTheFile(String content) {
        assertThatThrownBy(() -> read(content))
                .hasMessageContaining("CAS-SANDBOX-012")
                .hasMessageContaining("settings.xml")
                .hasMessageContaining("--jars DIR");
    }

    @Test
    void aDocumentTypeIsRefused() throws IOException {
        var file = folder.resolve("settings.xml");
        Files.writeString(file, "<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><settings>&e;</settings>");

        assertThatThrownBy(() -> MavenSettingsFile.read(file, Map.of(), system()))
                .hasMessageContaining("CAS-SANDBOX-012");
    }

    private MavenSettings read(String content) throws IOException {
        var file = folder.resolve("settings.xml");
        Files.writeString(
                file, "<settings xmlns=\"http://maven.apache.org/SETTINGS/1.0.0\">" + content + "</settings>");
        return MavenSettingsFile.read(file, Map.of("MIRROR_PASSWORD", "from-env"), system());
    }

    private static Properties system() {
        var system = new Properties();
        system.setProperty("user.home", "/home/someone");
        return system;
    }

    private static String mirrors(String... mirrors) {
        return "<mirrors>" + String.join("", mirrors) + "</mirrors>";
    }

    private static String mirror(String id, String of, String url) {
        return "<mirror><id>" + id + "</id><mirrorOf>" + of + "</mirrorOf><url>" + url + "</url></mirror>";
    }

    private static String proxies(String... proxies) {
        return "<proxies><proxy>" + String.join("</proxy><proxy>", proxies) + "</proxy></proxies>";
    }
}
