package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Methods, fields and constants that nothing in main uses, in the modules that the program is made of. Bytecode shows the uses, and the
 * sources those of constants, which the compiler copies, and those of perf.
 */
class DeadMembersTest {
    /** Members that tests alone use: inspection, and withers of settings. The number may fall, and not rise. */
    private static final int MOST_FOR_TESTS_ALONE = 33;

    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern QUALIFIED = Pattern.compile("\\b[A-Z]\\w*\\.\\w+");

    private static final Map<Path, String> SOURCES = new HashMap<>();
    /** Names behind those of their classes, as in {@code Opcode.R2T}. */
    private static final Set<String> QUALIFIED_NAMES = new HashSet<>();

    private static final Set<String> WORDS_OF_PERF = new HashSet<>();
    private static final Set<String> WORDS_OF_TESTS = new HashSet<>();
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter().withImportOption(new MainClasses()).importPackages("dev.sluice");
        Sources.files("main").forEach(file -> SOURCES.merge(file.getFileName(), Sources.read(file), String::concat));
        SOURCES.values().forEach(source -> collect(QUALIFIED, source, QUALIFIED_NAMES));
        Sources.files("perf", "main").forEach(file -> collect(WORD, Sources.read(file), WORDS_OF_PERF));
        Sources.files("test").forEach(file -> collect(WORD, Sources.read(file), WORDS_OF_TESTS));
    }

    private static void collect(Pattern pattern, String source, Set<String> into) {
        pattern.matcher(source).results().map(MatchResult::group).forEach(into::add);
    }

    @Test
    void shouldUseEveryMember() {
        assertEquals(
                List.of(),
                unused().filter(member -> !isForTests(member))
                        .map(DeadMembersTest::name)
                        .toList());
    }

    @Test
    void shouldHaveFewMembersForTestsAlone() {
        List<String> members = unused().filter(DeadMembersTest::isForTests)
                .map(DeadMembersTest::name)
                .toList();
        assertTrue(
                members.size() <= MOST_FOR_TESTS_ALONE,
                () -> members.size() + " members: " + String.join("\n", members));
    }

    private static Stream<JavaMember> unused() {
        Stream<JavaMember> methods = classes.stream()
                .flatMap(owner -> owner.getMethods().stream())
                .filter(method -> !isUsed(method))
                .map(JavaMember.class::cast);
        Stream<JavaMember> fields = classes.stream()
                .flatMap(owner -> owner.getFields().stream())
                .filter(field -> !isUsed(field))
                .map(JavaMember.class::cast);
        return Stream.concat(methods, fields);
    }

    private static boolean isForTests(JavaMember member) {
        return !member.getModifiers().contains(JavaModifier.PRIVATE) && WORDS_OF_TESTS.contains(member.getName());
    }

    private static String name(JavaMember member) {
        return member.getFullName().replace("dev.sluice.", "");
    }

    private static boolean isUsed(JavaMethod method) {
        return isMadeByTheCompiler(method)
                || isCalledFromOutside(method)
                || isCalled(method)
                || overridden(method).findAny().isPresent()
                || overriders(method).anyMatch(DeadMembersTest::isCalled)
                || isOfPerf(method);
    }

    private static boolean isOfPerf(JavaMember member) {
        return WORDS_OF_PERF.contains(member.getOwner().getSimpleName()) && WORDS_OF_PERF.contains(member.getName());
    }

    /** The sources of the class's file, and of other files with that name. */
    private static String source(JavaMember member) {
        JavaClass owner = member.getOwner();
        while (owner.getEnclosingClass().isPresent()) {
            owner = owner.getEnclosingClass().orElseThrow();
        }
        return SOURCES.getOrDefault(Path.of(owner.getSimpleName() + ".java"), "");
    }

    private static boolean isMadeByTheCompiler(JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        JavaClass owner = method.getOwner();
        boolean ofEnum = owner.isEnum() && List.of("values", "valueOf").contains(method.getName());
        boolean ofRecord =
                owner.isRecord() && owner.tryGetField(method.getName()).isPresent();
        return modifiers.contains(JavaModifier.SYNTHETIC)
                || modifiers.contains(JavaModifier.BRIDGE)
                || ofEnum
                || ofRecord;
    }

    /** Called by the virtual machine, by a framework that its annotation is for, or by its name. */
    private static boolean isCalledFromOutside(JavaMethod method) {
        return method.getName().equals("main")
                || !method.getAnnotations().isEmpty()
                || source(method).contains('"' + method.getName() + '"');
    }

    private static boolean isCalled(JavaMethod method) {
        return method.getAccessesToSelf().stream()
                .anyMatch(access -> !access.getOrigin().equals(method));
    }

    private static Stream<JavaMethod> overridden(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .flatMap(type -> type.getMethods().stream())
                .filter(other -> hasSignatureOf(other, method));
    }

    private static Stream<JavaMethod> overriders(JavaMethod method) {
        return method.getOwner().getAllSubclasses().stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(other -> hasSignatureOf(other, method));
    }

    /** Parameters of a generic type have other names where it is extended. */
    private static boolean hasSignatureOf(JavaMethod one, JavaMethod other) {
        return one.getName().equals(other.getName())
                && one.getRawParameterTypes().size()
                        == other.getRawParameterTypes().size();
    }

    private static boolean isUsed(JavaField field) {
        Set<JavaModifier> modifiers = field.getModifiers();
        boolean isConstant = modifiers.contains(JavaModifier.STATIC) && modifiers.contains(JavaModifier.FINAL);
        return modifiers.contains(JavaModifier.SYNTHETIC)
                || modifiers.contains(JavaModifier.ENUM)
                || field.getName().equals("serialVersionUID")
                || field.getOwner().isRecord() && !modifiers.contains(JavaModifier.STATIC)
                || !field.getAnnotations().isEmpty()
                || field.getAccessesToSelf().stream().anyMatch(DeadMembersTest::isUse)
                || isConstant && isCopied(field)
                || isOfPerf(field);
    }

    /** Reading, or writing after the object is made: a field may keep something for the collector alone. */
    private static boolean isUse(JavaFieldAccess access) {
        return access.getAccessType() == AccessType.GET || !access.getOrigin().isConstructor();
    }

    /** The source of its class has it twice, or another source has it behind the name of its class. */
    private static boolean isCopied(JavaField field) {
        if (QUALIFIED_NAMES.contains(field.getOwner().getSimpleName() + "." + field.getName())) {
            return true;
        }
        return Pattern.compile("\\b" + field.getName() + "\\b")
                        .matcher(source(field))
                        .results()
                        .count()
                > 1;
    }
}
