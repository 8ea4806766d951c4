// The library as Java calls it.
package org.betterwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class CalledFromJavaTest {
    private final JsonNode asked = read();
    private final TrustList trust = TrustList.open(asked.get("trust").toString().getBytes(StandardCharsets.UTF_8));
    private final byte[] token = asked.get("token").asText().getBytes(StandardCharsets.UTF_8);
    private final Instant at = Instant.parse(asked.get("at").asText());

    private static JsonNode read() {
        try {
            var file = Path.of(System.getProperty("vectors"), "age-since-the-end-of-the-visit.json");
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (java.io.IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    @Test
    void aReportIsVerifiedAndRead() {
        try (var report = Betterwork.verify(token, trust, StatusLists.NONE, at)) {
            assertSame(StandingValue.UNKNOWN, report.getStanding().getValue());
            assertInstanceOf(Disclosure.Complete.class, report.getDisclosure());
            assertEquals("Synthetic Garments 412", report.getDocument().getReport().getFacility().getName());
        }
    }

    @Test
    void aRefusalIsCaughtByItsClass() {
        var changed = token.clone();
        changed[100] ^= 1;
        // A `catch` of what Kotlin does not declare compiles only where the exception is unchecked.
        try {
            Betterwork.verify(changed, trust, StatusLists.NONE, at).close();
            throw new AssertionError("a report whose key is changed was verified");
        } catch (VerificationException refused) {
            assertEquals("unknown_key", refused.getCode());
        }
        assertThrows(VerificationException.Malformed.class, () -> Betterwork.verify(new byte[0], trust));
    }
}
