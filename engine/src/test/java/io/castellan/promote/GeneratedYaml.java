package io.castellan.promote;

import io.castellan.diagnostics.Problems;
import io.castellan.model.CanonicalJson;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** State files of many looks, valid by the schemas. */
final class GeneratedYaml {
    static final List<String> FILES = List.of("a.yaml", "team/b.yml", "c.yaml");
    /** What no section may take for something else. */
    private static final List<String> HOSTILE = List.of(
            "a: b",
            "#x",
            "- y",
            "{z}",
            "[q]",
            "😀",
            "true",
            "1.0",
            "null",
            "*a",
            "&b",
            "!t",
            "%d",
            "@e",
            "it's",
            "---",
            "...",
            "${both}",
            "a\\b",
            "say \"so\"",
            "ä ö",
            "?",
            "|",
            ">",
            "<<",
            "x #y",
            "topics");

    private static final List<String> WORDS = List.of(
            "of ours",
            "- no item: really",
            "topics:",
            "😀 {",
            "see \"4711\"",
            "'",
            "ü",
            "a: {b",
            "*x &y",
            "#",
            "--- x");

    final Map<String, PieceOfYaml> files = new TreeMap<>();
    final Map<String, String> breaks = new TreeMap<>();
    final Map<String, Boolean> marks = new TreeMap<>();
    final Map<String, Boolean> finalBreaks = new TreeMap<>();
    private final Random random;

    GeneratedYaml(Random random) {
        this.random = random;
        for (var file : FILES) {
            if (random.nextInt(8) > 0) {
                files.put(file, file());
                breaks.put(file, random.nextInt(3) == 0 ? "\r\n" : random.nextInt(12) == 0 ? "\r" : "\n");
                marks.put(file, random.nextInt(4) == 0);
                finalBreaks.put(file, random.nextInt(3) > 0);
            }
        }
    }

    String text(String file) {
        return text(files.get(file), breaks.get(file), marks.get(file), finalBreaks.get(file));
    }

    static String text(PieceOfYaml file, String lineBreak, boolean mark, boolean finalBreak) {
        var lines = new ArrayList<String>();
        file.below(0, lines);
        var text = String.join(lineBreak, lines) + (finalBreak && !lines.isEmpty() ? lineBreak : "");
        return mark ? "\uFEFF" + text : text;
    }

    private PieceOfYaml file() {
        var file = new PieceOfYaml("");
        int step = random.nextBoolean() ? 2 : 1 + random.nextInt(5);
        int dash = random.nextInt(3) * 2;
        var keys = new ArrayList<>(List.of("topics", "users", "groupConfigs", "quotas", "grants", "acls"));
        Collections.shuffle(keys, random);
        for (var key : keys.subList(0, random.nextInt(keys.size() + 1))) {
            var section = header(key, key);
            section.listed = key.equals("quotas");
            section.step = section.listed ? dash : step;
            if (key.equals("grants") || key.equals("acls")) {
                for (int i = 0; i < 2; i++) {
                    var owner = header("User:p" + i, random.nextBoolean() ? "User:p" + i : "\"User:p" + i + "\"");
                    owner.listed = key.equals("acls");
                    owner.step = owner.listed ? dash : step;
                    section.parts.add(owner);
                }
            }
            file.parts.add(section);
        }
        return file;
    }

    private PieceOfYaml header(String name, String written) {
        var piece = new PieceOfYaml(name);
        piece.lines.add(written + ":" + (random.nextInt(4) == 0 ? " # " + word() : ""));
        return piece;
    }

    /** Puts a declaration somewhere: a name stands in one file. */
    void declare(String section, String name, int version) {
        for (var file : shuffled(new ArrayList<>(files.values()))) {
            var into = file.part(section);
            if (into != null) {
                if (section.equals("grants") || section.equals("acls")) {
                    into = into.part(name.substring(0, 7));
                }
                into.parts.add(random.nextInt(into.parts.size() + 1), declaration(section, name, version));
                return;
            }
        }
    }

    static final Map<String, List<String>> NAMES = names();

    private static Map<String, List<String>> names() {
        var names = new TreeMap<String, List<String>>();
        names.put("topics", List.of("t.a", "t.b", "t.c", "t.d", "1", "true", "t_e"));
        names.put("users", HOSTILE);
        names.put("groupConfigs", HOSTILE);
        names.put(
                "quotas", HOSTILE.stream().filter(name -> !name.contains("${")).toList());
        names.put("grants", List.of("User:p0/produce", "User:p0/consume", "User:p1/produce", "User:p1/consume"));
        names.put("acls", List.of("User:p0/0", "User:p0/1", "User:p0/2", "User:p1/3", "User:p1/4"));
        return names;
    }

    /** What it says, field by field, each on a line. */
    private static List<String> fields(String section, String name, int v) {
        return switch (section) {
            case "topics" ->
                List.of(
                        "partitions: " + (v + 1),
                        "owner: o" + v,
                        "description: \"d" + v + " 😀 # not: a\\n\\n {comment}\"");
            case "users" ->
                List.of("mechanisms: [{type: SCRAM-SHA-512, iterations: " + (4096 + v) + "}]", "rotation: " + v);
            case "groupConfigs" -> List.of("consumer.session.timeout.ms: " + (45000 + v));
            case "quotas" -> List.of("user: " + quoted(name), "producer_byte_rate: " + (1000 + v));
            case "grants" ->
                name.endsWith("produce")
                        ? List.of("topics: [{name: t" + v + "}]")
                        : List.of("topics: [{name: t" + v + "}]", "groups: [{prefix: g}]");
            default ->
                List.of("allow: [" + List.of("Read", "Write", "Alter").get(v) + "]", "topic: r" + name.substring(8));
        };
    }

    static String plain(String section, String name, int version) {
        return "{" + String.join(", ", fields(section, name, version)) + "}";
    }

    static UnitId id(String section, String name, int version) {
        return switch (section) {
            case "quotas" -> UnitId.of(section, CanonicalJson.write(Value.entries(Map.of("user", Value.text(name)))));
            case "grants" -> UnitId.of(section, name.substring(0, 7), name.substring(8));
            case "acls" ->
                UnitId.of(
                        section,
                        name.substring(0, 7),
                        digest(plain(section, name, version)).text());
            default -> UnitId.of(section, name);
        };
    }

    static Digest digest(String plain) {
        return Digest.of(YamlReader.read("plain", ("v: " + plain).getBytes(StandardCharsets.UTF_8), new Problems())
                .flatMap(Node::asMapping)
                .flatMap(mapping -> mapping.get("v"))
                .orElseThrow());
    }

    private PieceOfYaml declaration(String section, String name, int version) {
        var path = id(section, name, version).path();
        var piece = new PieceOfYaml(path.get(path.size() - 1));
        piece.version = version;
        var listed = section.equals("quotas") || section.equals("acls");
        var key = section.equals("grants") ? name.substring(8) : name;
        var lead = listed ? "-" : (random.nextBoolean() && key.matches("[a-z][a-z._]+") ? key : quoted(key)) + ":";
        var remark = random.nextInt(3) == 0 ? "   # " + word() : "";
        switch (section.equals("topics") ? random.nextInt(3) : listed ? random.nextInt(3) : random.nextInt(2)) {
            case 1 -> several(piece, section, name, version, lead, listed, remark);
            case 2 -> {
                if (listed) {
                    piece.lines.add(lead + (remark.isEmpty() ? "" : " " + remark));
                    body(section, name, version).forEach(line -> piece.lines.add("  " + line));
                } else {
                    spread(piece, version, lead, remark);
                }
            }
            default -> piece.lines.add(lead + " " + plain(section, name, version) + remark);
        }
        if (random.nextInt(4) == 0) {
            if (random.nextBoolean()) {
                piece.lines.add("");
            }
            piece.lines.add("  # " + word());
        }
        return piece;
    }

    private void several(
            PieceOfYaml piece, String section, String name, int version, String lead, boolean listed, String remark) {
        var body = body(section, name, version);
        if (listed) {
            piece.lines.add(lead + " " + body.get(0));
            body.stream().skip(1).forEach(line -> piece.lines.add("  " + line));
        } else {
            piece.lines.add(lead + remark);
            body.forEach(line -> piece.lines.add(line.isEmpty() ? "" : "   " + line));
        }
    }

    /** Braces over several lines. */
    private void spread(PieceOfYaml piece, int v, String lead, String remark) {
        piece.lines.addAll(List.of(
                lead + " {" + remark,
                "    partitions: " + (v + 1) + ",",
                "  # " + word(),
                "",
                "  owner: o" + v + ", description: \"d" + v + " 😀 # not:",
                "     a\\n\\n\\",
                "     \\ {comment}\"",
                "}"));
    }

    private List<String> body(String section, String name, int v) {
        var lines = new ArrayList<String>();
        switch (section) {
            case "topics" -> {
                lines.add("partitions: " + (v + 1) + (random.nextBoolean() ? "" : " # " + word()));
                lines.add("");
                lines.add("# " + word());
                lines.add(random.nextBoolean() ? "owner: o" + v : "'owner': \"o" + v + "\"");
                lines.add("description: " + (random.nextBoolean() ? "|-" : "|2- # " + word()));
                lines.add("  d" + v + " 😀 # not: a");
                lines.add("");
                lines.add("   {comment}");
            }
            case "users" -> {
                lines.add("mechanisms:");
                lines.add(
                        (random.nextBoolean() ? "" : "  ") + "- {type: SCRAM-SHA-512, iterations: " + (4096 + v) + "}");
                lines.add("rotation: " + v);
            }
            default ->
                fields(section, name, v).forEach(field -> {
                    lines.add(field);
                    if (random.nextInt(3) == 0) {
                        lines.add("# " + word());
                    }
                });
        }
        return lines;
    }

    /** Comments and blank lines around the pieces. */
    void dress() {
        files.values().forEach(file -> {
            file.parts.forEach(
                    section -> section.parts.removeIf(part -> !part.isDeclaration() && part.parts.isEmpty()));
            dress(file);
        });
    }

    private void dress(PieceOfYaml piece) {
        for (var part : piece.parts) {
            if (random.nextInt(3) == 0) {
                part.comments.add("# " + word());
                if (random.nextBoolean()) {
                    part.comments.add("# " + word());
                }
            }
            part.gap = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
            if (random.nextInt(6) == 0) {
                if (random.nextBoolean()) {
                    part.loose.add("");
                }
                part.loose.add("# " + word());
                part.gap = Math.max(1, part.gap);
            }
            if (!part.isDeclaration()) {
                dress(part);
            }
        }
        if (piece.step > 0 && !piece.parts.isEmpty() && random.nextInt(5) == 0) {
            piece.tail.add("# " + word());
        }
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private <T> List<T> shuffled(List<T> list) {
        Collections.shuffle(list, random);
        return list;
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
