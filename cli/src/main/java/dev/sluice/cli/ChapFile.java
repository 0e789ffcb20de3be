package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.config.file.InputFile;
import dev.sluice.config.file.UnusableFile;
import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.chap.ChapAlgorithm;
import dev.sluice.iscsi.chap.ChapSecret;
import dev.sluice.iscsi.chap.ChapUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The file of {@code --chap}: users and secrets as JSON. Messages name the place of an error, never the content. */
final class ChapFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private record User(String name, String secret) {}

    private record Side(List<User> users, User target) {}

    private record Content(List<User> users, User target, Side discovery, Map<String, Side> initiators) {}

    private final Path file;
    private final Set<ChapAlgorithm> algorithms;
    private final boolean shortSecrets;

    private ChapFile(Path file, Set<ChapAlgorithm> algorithms, boolean shortSecrets) {
        this.file = file;
        this.algorithms = algorithms;
        this.shortSecrets = shortSecrets;
    }

    static ChapRequirements read(Path file, Set<ChapAlgorithm> algorithms, boolean shortSecrets) {
        return new ChapFile(file, algorithms, shortSecrets).read();
    }

    private ChapRequirements read() {
        Content content = parse();
        Map<String, Authentication> byInitiator = new HashMap<>();
        if (content.initiators() != null) {
            content.initiators().forEach((name, side) -> {
                IscsiNameArgument.checkInitiator("--chap " + file + ": initiator", name);
                byInitiator.put(name, authentication("initiators." + name, side));
            });
        }
        if (content.users() == null) {
            throw wrong(
                    "the member \"users\" is missing: write {\"users\": [{\"name\": \"joe\", \"secret\": \"...\"}]}");
        }
        Authentication everyone = authentication("users", new Side(content.users(), content.target()));
        AuthenticationRules discovery = content.discovery() == null
                ? AuthenticationRules.NONE
                : AuthenticationRules.of(authentication("discovery", content.discovery()));
        return new ChapRequirements(new AuthenticationRules(everyone, byInitiator), discovery);
    }

    private Authentication authentication(String where, Side side) {
        if (side == null || side.users() == null || side.users().isEmpty()) {
            throw wrong(where + " has no user");
        }
        List<ChapUser> users =
                side.users().stream().map(user -> user(where, user)).toList();
        ChapUser self = side.target() == null ? null : user(where + ".target", side.target());
        try {
            return new Authentication(true, users, self, algorithms);
        } catch (IllegalArgumentException e) {
            throw wrong(where + ": " + e.getMessage());
        }
    }

    private ChapUser user(String where, User user) {
        if (user == null || user.name() == null || user.secret() == null) {
            throw wrong(where + ": a user needs a name and a secret");
        }
        try {
            ChapUser made = new ChapUser(user.name(), ChapSecret.of(user.secret()));
            if (made.secret().isShort() && !shortSecrets) {
                throw wrong(where + ": the secret of '" + user.name() + "' has fewer than " + ChapSecret.MIN_BYTES
                        + " bytes: use a longer one, or allow it with --allow-short-secrets");
            }
            return made;
        } catch (IllegalArgumentException e) {
            throw wrong(where + ": " + e.getMessage());
        }
    }

    private Content parse() {
        try {
            InputFile.requireRegular(file);
            Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            others.removeAll(OWNER_ONLY);
            if (!others.isEmpty()) {
                throw wrong("only its owner may have access to it: run chmod 600 " + file);
            }
            Content content = JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build()
                    .readValue(InputFile.readRegular(file), Content.class);
            if (content == null) {
                throw wrong("the file is empty");
            }
            return content;
        } catch (JsonProcessingException e) {
            throw wrong(place(e));
        } catch (UnusableFile e) {
            throw new UsageException("--chap " + e.getMessage());
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e.getMessage());
        }
    }

    /** Returns the place of a mistake; the parser's own message may contain a secret. */
    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String line =
                location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(reference -> reference.getFieldName() == null
                            ? "[" + reference.getIndex() + "]"
                            : reference.getFieldName())
                    .collect(Collectors.joining("."));
            return line + "'" + path + "' has the wrong type";
        }
        return line + "this is not JSON";
    }

    private UsageException wrong(String what) {
        return new UsageException("--chap " + file + ": " + what);
    }
}
