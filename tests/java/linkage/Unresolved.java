// SPDX-License-Identifier: Apache-2.0
// What could not be resolved once fails for ever with the same error, made anew with its cause (JVMS 5.4.3), also when
// the class is there by then; another class that names it resolves it by itself.
import java.nio.file.Files;
import java.nio.file.Path;

public class Unresolved {
    static class Gone {
        static int value = 1;
    }

    static class Late {
        static int use() {
            return Gone.value;
        }
    }

    static class Members {
        Gone gone;
        Gone[][] many;

        Gone method(Gone[] gone) {
            return null;
        }
    }

    static int use() {
        return Gone.value;
    }

    static boolean is(Object what) {
        return what instanceof Gone;
    }

    interface Use {
        Object get();
    }

    static void attempt(String what, Use use) {
        for (int i = 0; i < 2; i++)
            try {
                System.out.println(what + ": " + use.get());
            } catch (LinkageError error) {
                for (Throwable at = error; at != null; at = at.getCause()) {
                    System.out.println(what + ": " + at);
                    for (StackTraceElement frame : at.getStackTrace())
                        System.out.println("    " + frame);
                }
            }
    }

    public static void main(String[] args) throws Exception {
        Path file = Path.of("Unresolved$Gone.class");
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        try {
            attempt("gone", Unresolved::use);
            attempt("fields", () -> Members.class.getDeclaredFields());
            attempt("methods", () -> Members.class.getDeclaredMethods());
            System.out.println("null is no instance: " + is(null));
            attempt("a cast", () -> is("text"));
        } finally {
            Files.write(file, bytes);
        }
        attempt("there again", Unresolved::use);
        attempt("another class", Late::use);
    }
}
