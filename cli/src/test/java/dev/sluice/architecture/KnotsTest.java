package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Knots: classes of one package that all reach each other within it. Nested classes count as their top-level class, and the way from a
 * sealed type to its own subtypes is no way.
 */
class KnotsTest {
    private static final int MOST_CLASSES = 8;

    private final Map<JavaClass, Set<JavaClass>> uses = new HashMap<>();
    private final Map<JavaClass, Set<JavaClass>> usedBy = new HashMap<>();

    @Test
    void shouldHaveNoLargeKnotWithinAPackage() {
        JavaClasses classes =
                new ClassFileImporter().withImportOption(new MainClasses()).importPackages("dev.sluice");
        classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .forEach(this::add);
        Map<String, Set<String>> knots = new TreeMap<>();
        for (JavaClass type : uses.keySet()) {
            Set<JavaClass> knot = reached(type, uses);
            knot.retainAll(reached(type, usedBy));
            if (knot.size() > MOST_CLASSES) {
                knot.forEach(member -> knots.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                        .add(member.getSimpleName()));
            }
        }
        assertEquals(Map.of(), knots, "knots of more than " + MOST_CLASSES + " classes");
    }

    private void add(Dependency dependency) {
        JavaClass from = topLevel(dependency.getOriginClass());
        JavaClass to = topLevel(dependency.getTargetClass().getBaseComponentType());
        boolean toSubtype = to.getAllRawSuperclasses().contains(from)
                || to.getAllRawInterfaces().contains(from);
        boolean isSealed = toSubtype && from.reflect().isSealed();
        if (!from.equals(to) && from.getPackageName().equals(to.getPackageName()) && !isSealed) {
            uses.computeIfAbsent(from, type -> new HashSet<>()).add(to);
            usedBy.computeIfAbsent(to, type -> new HashSet<>()).add(from);
        }
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(KnotsTest::topLevel).orElse(type);
    }

    private static Set<JavaClass> reached(JavaClass start, Map<JavaClass, Set<JavaClass>> ways) {
        Set<JavaClass> reached = new HashSet<>(Set.of(start));
        ArrayDeque<JavaClass> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            for (JavaClass type : ways.getOrDefault(next.poll(), Set.of())) {
                if (reached.add(type)) {
                    next.add(type);
                }
            }
        }
        return reached;
    }
}
