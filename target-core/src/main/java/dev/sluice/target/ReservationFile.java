package dev.sluice.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.io.file.DurableFile;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.Registration;
import dev.sluice.scsi.reservation.ReservationStore;
import dev.sluice.scsi.reservation.ReservationType;
import dev.sluice.scsi.reservation.Reservations;
import java.io.IOException;
import java.util.List;

/** The persistent reservations of a logical unit in a file of its own, as JSON. */
final class ReservationFile implements ReservationStore {
    private static final int VERSION = 1;

    private record Port(String initiatorPort, String target, int targetPort) {
        static Port of(PortNexus nexus) {
            return nexus == null ? null : new Port(nexus.initiatorPort(), nexus.target(), nexus.targetPort());
        }

        PortNexus nexus() {
            return new PortNexus(initiatorPort, target, targetPort);
        }
    }

    private record Registrant(Port nexus, String key, boolean allPorts) {}

    private record Content(int version, List<Registrant> registrations, ReservationType type, Port holder) {}

    private final DurableFile file;

    ReservationFile(DurableFile file) {
        this.file = file;
    }

    @Override
    public Reservations load() throws IOException {
        byte[] bytes = file.read();
        if (bytes == null) {
            return Reservations.NONE;
        }
        try {
            return reservations(StateJson.MAPPER.readValue(bytes, Content.class));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new IOException(
                    file.path() + " does not hold persistent reservations (" + StateJson.firstLine(e)
                            + "): restore it, or remove it to start without them, after every initiator is stopped",
                    e);
        }
    }

    private static Reservations reservations(Content content) {
        if (content.version() != VERSION) {
            throw new IllegalArgumentException("version " + content.version() + ", not " + VERSION);
        }
        List<Registration> registrations = content.registrations().stream()
                .map(one ->
                        new Registration(one.nexus().nexus(), Long.parseUnsignedLong(one.key(), 16), one.allPorts()))
                .toList();
        PortNexus holder = content.holder() == null ? null : content.holder().nexus();
        Reservations saved = new Reservations(0, registrations, content.type(), holder, true, null);
        if (holder != null && saved.find(holder) == null) {
            throw new IllegalArgumentException("the holder is not registered");
        }
        return saved;
    }

    @Override
    public void save(Reservations reservations) throws IOException {
        if (!reservations.persistent()) {
            file.delete();
            return;
        }
        List<Registrant> registrations = reservations.registrations().stream()
                .map(one -> new Registrant(Port.of(one.nexus()), "%016x".formatted(one.key()), one.allPorts()))
                .toList();
        file.write(StateJson.MAPPER.writeValueAsBytes(
                new Content(VERSION, registrations, reservations.type(), Port.of(reservations.holder()))));
    }
}
