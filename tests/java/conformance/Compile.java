import java.io.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.util.*;
import javax.tools.*;

/** Compiles many programs that do not know of each other, in one virtual machine. Each line of standard input is a task: source, folder
 *  for the classes, then options, with tabs between. Prints "ok" or "failed" and the first error of each, with a tab between, in order. */
class Compile {
    public static void main(String[] args) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (String line : new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines().toList()) {
            String[] words = line.split("\t");
            Path classes = Files.createDirectories(Path.of(words[1]));
            List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-implicit:none", "-encoding", "UTF-8", "-sourcepath", "",
                    "-cp", "", "-d", classes.toString(), "--limit-modules", "java.base,java.logging,java.xml,jdk.unsupported"));
            options.addAll(Arrays.asList(words).subList(2, words.length));
            DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
            boolean compiled = false;
            String error = "";
            try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
                compiled = compiler.getTask(Writer.nullWriter(), files, said, options, null, files.getJavaFileObjects(words[0])).call();
            } catch (RuntimeException failure) {
                error = failure.toString();
            }
            for (Diagnostic<? extends JavaFileObject> one : said.getDiagnostics())
                if (error.isEmpty() && one.getKind() == Diagnostic.Kind.ERROR)
                    error = one.getMessage(Locale.ROOT).lines().findFirst().orElse("").strip();
            out.println(compiled ? "ok" : "failed\t" + error);
        }
    }
}
