// SPDX-License-Identifier: Apache-2.0
// unpacked: an image has neither sockets nor processes
import java.io.*;
import java.util.*;
import java.util.concurrent.*;

/** Processes: streams, statuses, folder and environment, redirection, ends. */
public class Processes {
    static String run(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes());
        String errors = new String(process.getErrorStream().readAllBytes());
        return text.trim() + "|" + errors.trim() + "|" + process.waitFor();
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(run(new ProcessBuilder("echo", "one two", "", "three")));
        System.out.println(run(new ProcessBuilder("sh", "-c", "echo out; echo err >&2; exit 3")));
        System.out.println(run(new ProcessBuilder("sh", "-c", "echo out; echo err >&2").redirectErrorStream(true)));
        System.out.println(run(new ProcessBuilder("pwd").directory(new File("/usr"))));
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "echo $STAR; kill -9 $$");
        builder.environment().put("STAR", "dust");
        System.out.println(run(builder));
        Process cat = Runtime.getRuntime().exec("cat");
        try (Writer writer = new OutputStreamWriter(cat.getOutputStream())) {
            writer.write("through cat");
        }
        System.out.println(new String(cat.getInputStream().readAllBytes()));
        File file = File.createTempFile("processes", ".txt");
        System.out.println(run(new ProcessBuilder("echo", "into a file").redirectOutput(file)));
        System.out.println(run(new ProcessBuilder("cat").redirectInput(file)));
        System.out.println(file.delete());
        try {
            new ProcessBuilder("/no/such/program").start();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        Process sleeper = new ProcessBuilder("sleep", "100").start();
        System.out.println(sleeper.isAlive() + " " + sleeper.waitFor(10, TimeUnit.MILLISECONDS));
        System.out.println(sleeper.toHandle().parent().get().equals(ProcessHandle.current()));
        System.out.println(ProcessHandle.current().children().anyMatch(sleeper.toHandle()::equals));
        System.out.println(Arrays.toString(sleeper.info().arguments().get()));
        CompletableFuture<Process> exit = sleeper.onExit();
        sleeper.destroy();
        System.out.println(exit.get(10, TimeUnit.SECONDS).exitValue() + " " + sleeper.isAlive());
        System.out.println(System.getenv("PATH") != null);
        System.out.println(System.getenv("NO_SUCH_VARIABLE"));
    }
}
