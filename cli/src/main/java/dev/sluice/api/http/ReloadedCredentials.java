package dev.sluice.api.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials that follow their files: a certificate is renewed, or a token replaced, without a restart. A mistake in a new file is
 * logged, and the old credentials stay. The network thread.
 */
final class ReloadedCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadedCredentials.class);
    private static final long DAY_MILLIS = 86_400_000;
    private static final long SOON_DAYS = 14;

    private final ApiSettings.Remote files;
    private List<Map<String, Object>> stamps;
    private ApiCredentials current;

    /** @throws IOException if the files cannot be used */
    ReloadedCredentials(ApiSettings.Remote files) throws IOException {
        this.files = files;
        this.stamps = stamps();
        this.current = ApiCredentials.read(files);
        warnOfExpiry();
    }

    ApiCredentials current() {
        List<Map<String, Object>> now = stamps();
        if (!now.equals(stamps)) {
            stamps = now;
            try {
                current = ApiCredentials.read(files);
                LOG.info(
                        "the API over the network goes on with {} and {} as they are now",
                        files.certificate(),
                        files.tokenFile());
                warnOfExpiry();
            } catch (IOException e) {
                LOG.warn(
                        "the API over the network goes on with the certificate and token that it has: {}",
                        e.getMessage());
            }
        }
        return current;
    }

    private void warnOfExpiry() {
        long days = Math.floorDiv(current.expires() - System.currentTimeMillis(), DAY_MILLIS);
        if (days < 0) {
            LOG.warn(
                    "the certificate in {} has expired: clients will refuse it. A new one counts at once",
                    files.certificate());
        } else if (days < SOON_DAYS) {
            LOG.warn("the certificate in {} expires in {} days. A new one counts at once", files.certificate(), days);
        }
    }

    private List<Map<String, Object>> stamps() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Path file : List.of(files.tokenFile(), files.certificate(), files.key())) {
            try {
                all.add(Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime,mode"));
            } catch (IOException e) {
                all.add(Map.of());
            }
        }
        return all;
    }
}
