package dev.sluice.config.file;

import dev.sluice.config.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The saved configuration with its secrets and its last versions. Owner: the daemon, one thread at a time, and no other writer.
 *
 * <p>Beside {@code sluice.json} lie {@code sluice.secrets.json} and the folder {@code sluice.versions}. If the program crashes during
 * {@link #save}, the file is that of the last complete save or of the interrupted one, and its secrets exist. If the machine crashes,
 * the file may be an older one: {@link #load} restores the last complete save from a journal in that folder.
 */
public final class ConfigurationStore {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationStore.class);
    private static final String BY_HAND = "edited by hand";

    private final SavedFile file;
    private final VersionStore versions;
    private final SecretsFile secretsFile;
    private final ConfigurationWriter writer = new ConfigurationWriter();

    /** Texts of secrets by id, as in their file; null before it was read. Replaced as a whole. */
    private volatile Map<String, String> secrets;

    /** The text of the newest version; null before it was read. */
    private byte[] newest;

    /** The loaded configuration if it is not kept as a version yet, else null. */
    private Configuration unkept;

    private ConfigurationStore(Path file) {
        String name = file.getFileName().toString();
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        Path folder = file.resolveSibling(stem + ".versions");
        this.file = new SavedFile(file, folder);
        this.versions = new VersionStore(folder);
        this.secretsFile = new SecretsFile(file.resolveSibling(stem + ".secrets.json"));
    }

    /** The result of a save. @param number of the version @param configuration in which all secrets have ids */
    public record Saved(int number, Configuration configuration) {}

    /**
     * The store of a file, which need not exist.
     *
     * @throws UnusableFile if it is no regular file, or its folder does not exist
     */
    public static ConfigurationStore open(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (file.toString().isEmpty()) {
            throw new UnusableFile(file, "is no file: name one");
        }
        InputFile.requireRegularOrNone(absolute);
        return new ConfigurationStore(Files.isSymbolicLink(absolute) ? absolute.toRealPath() : absolute);
    }

    /**
     * Requires a file, or the permission to begin with an empty configuration, which is for a first start. If saved versions exist,
     * the file was lost, and an empty configuration is refused.
     *
     * @param fresh true permits an empty configuration
     * @throws UnusableFile if the file does not exist, and an empty configuration is refused
     */
    public void requireBeginning(boolean fresh) throws IOException {
        if (Files.exists(file.path())) {
            return;
        }
        List<SavedVersion> saved = versions.list();
        if (!saved.isEmpty()) {
            throw new UnusableFile(
                    file.path(),
                    "there is no such file, though there was one: its version "
                            + saved.getFirst().number() + " is "
                            + saved.getFirst().file() + "; put it back, or 'sluice daemon --last-good' serves it");
        }
        if (!fresh) {
            throw new UnusableFile(
                    file.path(),
                    "there is no such file: name the one that is there, or begin with nothing by adding --new");
        }
    }

    public Path file() {
        return file.path();
    }

    /**
     * The saved configuration with the texts of its secrets, each of which has an id; an empty one if there is no file.
     *
     * @throws ConfigurationBroken if it cannot be served
     */
    public Configuration load() throws IOException, ConfigurationBroken {
        unkept = null;
        newest = null;
        secrets = secretsFile.read();
        byte[] bytes = file.read();
        if (bytes == null) {
            return Configuration.EMPTY;
        }
        Configuration loaded = read(file.path(), bytes, lastGoodBut(bytes));
        unkept = versions.has(bytes) ? null : loaded;
        try {
            versions.makeFolder();
            file.accept(bytes);
        } catch (IOException e) {
            LOG.warn("{}: changes could not be saved now: {}", file.path(), e.toString());
        }
        return loaded;
    }

    /** Finds a version on demand. */
    private interface Fallback {
        SavedVersion find() throws IOException;
    }

    private Fallback lastGoodBut(byte[] broken) {
        return () -> {
            for (SavedVersion version : versions.list()) {
                byte[] text = versions.read(version.number());
                if (text != null
                        && !Arrays.equals(text, broken)
                        && ConfigurationText.examine(text).flaws().isEmpty()) {
                    return version;
                }
            }
            return null;
        };
    }

    private Configuration read(Path from, byte[] bytes, Fallback lastGood) throws IOException, ConfigurationBroken {
        ConfigurationText.Reading reading =
                ConfigurationText.examine(bytes, configuration -> Secrets.missing(complete(configuration)));
        if (!reading.flaws().isEmpty()) {
            throw new ConfigurationBroken(from, reading.flaws(), lastGood.find());
        }
        return complete(reading.configuration());
    }

    /** The configuration with an id for each new secret, and with the known texts of the others. Any thread after {@link #load}. */
    public Configuration complete(Configuration configuration) {
        Map<String, String> texts = secrets;
        return Secrets.withTexts(Secrets.named(configuration), texts == null ? Map.of() : texts);
    }

    /** Prepares the next {@link #save} of a similar configuration, which is faster then. */
    public void prepare(Configuration configuration) throws IOException {
        writer.write(complete(configuration));
        if (newest == null) {
            newest = versions.read(versions.newest());
        }
    }

    /**
     * Saves a configuration that keeps all rules, as the newest version, and deletes the oldest; durable when it returns. If another
     * program has written to the file meanwhile, its text is moved to a file with {@code .aside} behind its name.
     *
     * @param summary its changes, in words
     * @throws IllegalArgumentException if the text of a secret is not known: see {@link Secrets#missing}
     */
    public Saved save(Configuration configuration, String summary) throws IOException, ConfigurationBroken {
        if (secrets == null) {
            secrets = secretsFile.read();
        }
        Configuration complete = complete(configuration);
        byte[] text = writer.write(complete).getBytes(StandardCharsets.UTF_8);
        keepSecrets(Secrets.texts(complete));
        int number = keep(complete, text, summary);
        file.write(text);
        if (versions.forgetOld()) {
            forgetSecrets(Secrets.texts(complete).keySet());
        }
        return new Saved(number, complete);
    }

    private void keepSecrets(Map<String, String> needed) throws IOException {
        if (needed.containsValue(null)) {
            throw new IllegalArgumentException("the text of a secret is not known");
        }
        if (!secrets.entrySet().containsAll(needed.entrySet())) {
            Map<String, String> more = new TreeMap<>(secrets);
            more.putAll(needed);
            secretsFile.write(more);
            secrets = more;
        }
    }

    private void forgetSecrets(Set<String> current) throws IOException {
        if (secrets.isEmpty()) {
            return;
        }
        Set<String> needed = versions.secrets();
        needed.addAll(current);
        Map<String, String> less = new TreeMap<>(secrets);
        if (less.keySet().retainAll(needed)) {
            secretsFile.write(less);
            secrets = less;
        }
    }

    private int keep(Configuration complete, byte[] text, String summary) throws IOException {
        versions.makeFolder();
        int number = versions.newest();
        if (unkept != null) {
            byte[] loaded = ConfigurationText.write(unkept);
            if (!Arrays.equals(loaded, text)) {
                keepSecrets(Secrets.texts(unkept));
                versions.add(++number, loaded, Secrets.texts(unkept).keySet(), BY_HAND);
                newest = loaded;
            }
            unkept = null;
        }
        byte[] last = newest != null || number == 0 ? newest : versions.read(number);
        if (last == null || !Arrays.equals(last, text)) {
            versions.add(++number, text, Secrets.texts(complete).keySet(), summary);
        }
        newest = text;
        return number;
    }

    /** The kept versions, at most ten, the newest first. */
    public List<SavedVersion> versions() throws IOException {
        return versions.list();
    }

    /**
     * A kept version, with the texts of its secrets; null where there is none of that number.
     *
     * @throws ConfigurationBroken if it cannot be served
     */
    public Configuration version(int number) throws IOException, ConfigurationBroken {
        if (secrets == null) {
            secrets = secretsFile.read();
        }
        byte[] text = versions.read(number);
        return text == null ? null : read(versions.file(number), text, () -> null);
    }
}
