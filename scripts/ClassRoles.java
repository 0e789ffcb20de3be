import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Prints the role of each class in the given directories, one a line, as its class file tells: {@code record}, {@code enum},
 * {@code interface}, {@code flyweight} (its only state is a MemorySegment and numbers), {@code functions} (static methods that use no class
 * of the program which acts), and {@code acts} for all others.
 */
final class ClassRoles {
    private static final String PROGRAM = "dev/sluice/";

    private final Map<String, ClassModel> classes = new TreeMap<>();
    private final Map<String, String> roles = new TreeMap<>();

    public static void main(String[] directories) throws IOException {
        ClassRoles all = new ClassRoles();
        for (String directory : directories) {
            all.read(Path.of(directory));
        }
        all.classes.keySet().stream()
                .filter(name -> !name.contains("$") && !name.endsWith("package-info"))
                .forEach(name -> System.out.println(name.replace('/', '.') + " " + all.role(name)));
    }

    private void read(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                classes.put(model.thisClass().asInternalName(), model);
            }
        }
    }

    private String role(String name) {
        String known = roles.get(name);
        if (known == null) {
            // Classes that use each other in a circle act.
            roles.put(name, "acts");
            known = judge(classes.get(name));
            roles.put(name, known);
        }
        return known;
    }

    private String judge(ClassModel model) {
        String parent = model.superclass().map(ClassEntry::asInternalName).orElse("");
        if (model.flags().has(AccessFlag.INTERFACE)) {
            return "interface";
        } else if (parent.equals("java/lang/Record")) {
            return "record";
        } else if (parent.equals("java/lang/Enum")) {
            return "enum";
        } else if (isFlyweight(model)) {
            return "flyweight";
        }
        return isFunctions(model) ? "functions" : "acts";
    }

    private static boolean isFlyweight(ClassModel model) {
        boolean overMemory = false;
        for (FieldModel field : model.fields()) {
            if (!field.flags().has(AccessFlag.STATIC)) {
                String type = field.fieldType().stringValue();
                overMemory |= type.equals("Ljava/lang/foreign/MemorySegment;");
                if (type.length() > 1 && !type.equals("Ljava/lang/foreign/MemorySegment;")) {
                    return false;
                }
            }
        }
        return overMemory;
    }

    private boolean isFunctions(ClassModel model) {
        for (FieldModel field : model.fields()) {
            if (!field.flags().has(AccessFlag.STATIC)) {
                return false;
            }
        }
        for (MethodModel method : model.methods()) {
            if (!method.flags().has(AccessFlag.STATIC) && !method.methodName().equalsString("<init>")) {
                return false;
            }
        }
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry used
                    && !used.equals(model.thisClass())
                    && classes.containsKey(used.asInternalName())
                    && used.asInternalName().startsWith(PROGRAM)
                    && role(used.asInternalName()).equals("acts")) {
                return false;
            }
        }
        return true;
    }
}
