package io.castellan.cli;

import java.util.Iterator;
import java.util.List;

/** Stands in a completion script for the names of the environments, which the shell finds where it is used. */
final class EnvironmentNames implements Iterable<String> {
    private static final String PLACE = "(\"environments\")";
    private static final String NAMES = "( $(_castellan_environments) )";

    /** As the engine finds the folder: the one that is named, otherwise one here or above. Other names than ours are not given out. */
    private static final String FUNCTION = """
            function _castellan_environments() {
              local folder='' word previous='' at=$PWD name
              for word in "${COMP_WORDS[@]}"; do
                [[ $previous == '--environments' ]] && folder=$word
                previous=$word
              done
              while [[ -z $folder && -n $at ]]; do
                [[ -d $at/environments ]] && folder=$at/environments
                at=${at%/*}
              done
              for name in $(ls -- "$folder" 2>/dev/null); do
                [[ $name =~ ^[a-z0-9][a-z0-9-]*$ && -f $folder/$name/environment.yaml ]] && printf '%s\\n' "$name"
              done
            }

            """;

    @Override
    public Iterator<String> iterator() {
        return List.of("environments").iterator();
    }

    /** @param script as picocli writes it, with a word where the names belong */
    static String find(String script) {
        int start = script.indexOf("\n\n", script.indexOf("\n")) + 2;
        return script.substring(0, start) + FUNCTION + script.substring(start).replace(PLACE, NAMES);
    }
}
