package dev.sluice.config.file;

import dev.sluice.io.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The file that has the texts of secrets by their ids; nobody but its owner may read it. One thread at a time. */
final class SecretsFile {
    private static final int VERSION = 1;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final DurableFile file;

    SecretsFile(Path file) {
        this.file = new DurableFile(file);
    }

    /**
     * The secrets by id; empty if there is no file.
     *
     * @throws ConfigurationBroken if others may read it, or it is no such file
     */
    Map<String, String> read() throws IOException, ConfigurationBroken {
        byte[] bytes = Files.exists(file.path()) ? InputFile.readRegular(file.path()) : null;
        if (bytes == null) {
            return new TreeMap<>();
        }
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file.path()))) {
            throw broken(List.of(
                    new Flaw("", 1, 1, "others than its owner may read or change it: chmod 600 " + file.path())));
        }
        List<Flaw> flaws = new ArrayList<>();
        Map<String, String> secrets = new TreeMap<>();
        if (JsonReader.parse(bytes, flaws) instanceof JsonValue.Members whole) {
            read(whole, secrets, flaws);
        } else if (flaws.isEmpty()) {
            flaws.add(new Flaw("", 1, 1, "this is not a file of secrets"));
        }
        if (!flaws.isEmpty()) {
            throw broken(flaws);
        }
        return secrets;
    }

    private static void read(JsonValue.Members whole, Map<String, String> secrets, List<Flaw> flaws) {
        ObjectMembers shape = new ObjectMembers(whole, flaws);
        if (shape.neededNumber("version") != VERSION && flaws.isEmpty()) {
            flaws.add(whole.place().flaw("this program knows files of secrets of version " + VERSION + " only"));
        }
        shape.object("secrets", members -> {
            ObjectMembers all = new ObjectMembers(members, flaws);
            for (String id : members.members().keySet()) {
                String text = all.text(id);
                if (text != null) {
                    secrets.put(id, text);
                }
            }
            return secrets;
        });
        shape.end();
    }

    private ConfigurationBroken broken(List<Flaw> flaws) {
        return new ConfigurationBroken(file.path(), flaws, null);
    }

    /** Writes the secrets, which are durable when this returns. */
    void write(Map<String, String> secrets) throws IOException {
        JsonLines json = new JsonLines(4096);
        String text = json.whole(() -> {
            json.member("version", VERSION);
            json.object("secrets", () -> secrets.forEach(json::member));
        });
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
