import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Compiles the sources of one directory into another, which comes first on the class path, and then runs test classes in the same JVM.
 * Arguments: the directory of sources, the directory of classes, the names of the test classes.
 */
final class MutantRun {
    private static final int PASSED = 0;
    private static final int NOT_RUN = 2;
    private static final int FAILED = 3;

    private MutantRun() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(compile(Path.of(arguments[0]), arguments[1]) ? run(List.of(arguments).subList(2, arguments.length)) : NOT_RUN);
    }

    private static boolean compile(Path sources, String classes) throws IOException {
        List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes));
        try (Stream<Path> files = Files.list(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(options::add);
        }
        return ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)) == 0;
    }

    private static int run(List<String> tests) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String test : tests) {
            request.selectors(selectClass(test));
        }
        LauncherDiscoveryRequest built = request.build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(built, listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true), 10);
        if (summary.getTestsFoundCount() == 0) {
            System.err.println("no tests in " + tests);
            return NOT_RUN;
        }
        return summary.getTotalFailureCount() == 0 ? PASSED : FAILED;
    }
}
