package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
    private static final String WRONG = """
            {
              "version": 1,
              "backstores": [
                {"type": "ramdisk", "name": "memory"},
                {"type": "block", "name": "lun0", "path": "sdb"}
              ]
            }
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine sluice =
            Sluice.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @TempDir
    private Path folder;

    @Test
    void shouldSayEachProblemWithItsPlaceWhenThereAreSome() throws IOException {
        Path file = file(WRONG);

        assertEquals(2, sluice.execute("check", file.toString()));
        assertEquals(
                file + ":4:5: a backstore of type ramdisk needs a size in bytes\n" + file
                        + ":5:47: 'sdb' is not an absolute path: write all of it, from / on\n",
                out.toString());
    }

    @Test
    void shouldSayWhatCanBeServedWhenNothingIsWrong() throws IOException {
        Path file = file("""
                {"version": 1, "discovery": {"authentication": {"users": [{"userid": "joe"}]}},
                 "backstores": [{"type": "ramdisk", "name": "memory", "size": 1048576}]}
                """);

        assertEquals(0, sluice.execute("check", file.toString()));
        assertEquals(
                file + ":1:59: warning: there is no password of 'joe': nobody proves to be that; set it\n" + file
                        + ": 1 backstore and 0 targets can be served\n",
                out.toString());
    }

    @Test
    void shouldPrintJsonWhenAskedTo() throws IOException {
        assertEquals(2, sluice.execute("check", "--json", file(WRONG).toString()));
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertTrue(report.get("good").isBoolean() && !report.get("good").asBoolean());
        assertEquals("/backstores/1/path", report.at("/problems/1/pointer").asText());
        assertEquals(5, report.at("/problems/1/line").asInt());
    }

    @Test
    void shouldPrintTheSchemaWhenAskedTo() throws IOException {
        assertEquals(0, sluice.execute("check", "--schema"));
        assertEquals(
                "https://json-schema.org/draft/2020-12/schema",
                new ObjectMapper().readTree(out.toString()).get("$schema").asText());
    }

    @Test
    void shouldFailWhenThereIsNoFile() {
        Path file = folder.resolve("none.json");
        assertEquals(2, sluice.execute("check", file.toString()));
        assertEquals("sluice: " + file + ": there is no such file\n", err.toString());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sluice.json"), text);
    }
}
