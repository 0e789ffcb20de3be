package dev.sluice.io.open;

import dev.sluice.io.sys.Errno;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes new files, sparse, and durable before they are used. */
final class FileCreator {
    private FileCreator() {}

    static void create(Path path, long sizeBytes) throws DeviceOpenException {
        try (OpenFile file = OpenFile.create(path)) {
            try {
                file.truncate(sizeBytes);
                file.sync();
            } catch (SystemCallException e) {
                // It is ours and empty: O_EXCL made it a moment ago.
                Files.deleteIfExists(path);
                throw e;
            }
            Path folder = path.toAbsolutePath().getParent();
            try (OpenFile parent = OpenFile.open(folder, OpenFile.Mode.READ, false, false)) {
                parent.sync();
            }
        } catch (SystemCallException e) {
            if (e.errno() == Errno.EEXIST) {
                return;
            }
            String advice =
                    switch (e.errno()) {
                        case ENOENT -> "; its directory does not exist: create that first";
                        case EFBIG, EINVAL -> "; the file system does not take files of " + sizeBytes + " bytes";
                        case EACCES, EPERM -> "; this user cannot write to the directory";
                        case EROFS -> "; a service of systemd may not write to all of the system";
                        case ENAMETOOLONG -> "; a name has at most 255 bytes";
                        case ENOTDIR -> "; a part of its path is no directory";
                        case ENOSPC, EDQUOT -> "; make room there";
                        default -> "";
                    };
            throw new DeviceOpenException(
                    path + ": cannot be created: " + e.getMessage().replace("creating " + path + ": ", "") + advice, e);
        } catch (IOException e) {
            throw new DeviceOpenException(path + ": cannot be created: " + e.getMessage(), e);
        }
    }
}
