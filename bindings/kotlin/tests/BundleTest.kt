// Bundles: opened with no network, under what the device has seen before.
package org.betterwork

import java.io.File
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

private val demo = File(System.getProperty("demo"))

/** The day of the demo's data. */
private val at = Instant.parse("2026-01-22T12:00:00Z")

class BundleTest {
    @TempDir lateinit var temporary: Path

    private val trustBytes = File(demo, "trust.json").readBytes()
    private val status = File(demo, "status").listFiles()!!.sorted().map(File::readBytes)
    private val report = File(demo, "reports").listFiles { file -> file.extension == "sdjwt" }!!.minOf { it }.readBytes()
    private val trust = TrustList.open(trustBytes)

    private fun bundle(statusLists: List<ByteArray> = status) = Bundle.open(Bundle.of(report, trustBytes, statusLists).toBytes())

    private fun remembered(folder: String = "remembered") = Remembered(temporary.resolve(folder).toFile(), trust)

    private fun refused(question: () -> Unit): String =
        assertThrows(VerificationException::class.java, question).also { assertTrue(it.advice.isNotEmpty() && it.detail.isNotEmpty()) }.code

    @Test
    fun `documents come out of a bundle byte for byte`() {
        val bundle = bundle()
        assertArrayEquals(report, bundle.report)
        assertArrayEquals(trustBytes, bundle.trustList)
        assertEquals(status.map { it.decodeToString() }, bundle.statusLists.map { it.decodeToString() })
    }

    @Test
    fun `one call verifies all of it, and says as of when`() {
        bundle().verify(trust, at = at).use { verified ->
            assertEquals(verify(report, trust, StatusLists.openEach(status, trust, at), at).toJson(), verified.report.toJson())
            assertEquals(verified.statusLists.single { it.uri == verified.report.document.status.statusList.uri }.asOfAt, verified.asOfAt)
        }
    }

    @Test
    fun `a pinned root is enough`() = bundle().verifyUnderRoot(trust.root, at = at).use { assertEquals(trust.digest, it.trust.digest) }

    @Test
    fun `another root than the one held is no root`() {
        val stranger = vector(WHOLE).trust
        assertEquals("bad_signature", refused { bundle().verifyUnderRoot(stranger.root, at = at) })
    }

    @Test
    fun `what was seen is remembered, and an older status list is status_rollback`() {
        remembered().verify(bundle(), at).close()
        val seen = remembered().seen
        assertTrue(seen.isNotEmpty())
        val later = seen.mapValues { (_, asOf) -> asOf.plusSeconds(1) }
        assertEquals("status_rollback", refused { bundle().verify(trust, remembered = later, at = at) })
    }

    @Test
    fun `a status list that the next bundle leaves out still counts`() {
        val first = remembered().verify(bundle(), at).use { it.report.standing.value }
        val second = remembered().verify(bundle(emptyList()), at).use { it.report.standing.value }
        assertEquals(first, second)
        assertTrue(second != StandingValue.UNKNOWN)
    }

    @Test
    fun `a view that came alone has the standing that the device has seen`() {
        val view = redact(report, "public").encodeToByteArray()
        assertEquals(StandingValue.UNKNOWN, remembered().verify(view, at).use { it.standing.value })
        val standing = remembered().verify(bundle(), at).use { it.report.standing }
        assertEquals(standing, remembered().verify(view, at).use { it.standing })
    }

    @Test
    fun `a crash in the middle of a write leaves what was remembered`() {
        remembered().verify(bundle(), at).close()
        val folder = temporary.resolve("remembered").toFile()
        File(folder, "seen.part").writeText("2026-01")
        File(folder, "trust.json.part").writeText("{")
        assertTrue(remembered().seen.isNotEmpty())
        remembered().verify(bundle(), at).close()
    }

    @Test
    fun `four threads, each with its own memory of one folder, remember together`() {
        val threads = Executors.newFixedThreadPool(4)
        try {
            val verified = threads.invokeAll(List(4) { Callable { repeat(25) { remembered().verify(bundle(), at).close() } } })
            verified.forEach { it.get() }
            assertEquals(status.size, remembered().seen.size)
        } finally {
            threads.shutdown()
        }
    }

    @Test
    fun `a status list that a crash kept from being written is kept by the next bundle`() {
        remembered().verify(bundle(), at).close()
        temporary.resolve("remembered/status").toFile().deleteRecursively()
        remembered().verify(bundle(), at).close()
        remembered().verify(bundle(emptyList()), at).use { assertTrue(it.report.standing.value != StandingValue.UNKNOWN) }
    }

    @Test
    fun `a memory that is damaged is said, and no bundle is blamed for it`() {
        for ((name, damaged) in mapOf("seen" to "2026-01", "trust.json" to "{")) {
            val folder = temporary.resolve("damaged-$name").toFile().apply { mkdirs() }
            File(folder, name).writeText(damaged)
            val refused = assertThrows(ExchangeException::class.java) { Remembered(folder, trust).verify(bundle(), at) }
            assertEquals("damaged", refused.code)
            assertTrue(File(folder, name).path in refused.detail, refused.detail)
            assertEquals(damaged, File(folder, name).readText())
        }
    }

    @Test
    fun `a bundle with an older trust list than the one remembered is trust_rollback`() {
        val asked = vector("trust-update-older")
        val bundle = Bundle.of(report, asked.bytes("document"))
        assertEquals("trust_rollback", refused { bundle.verify(asked.trust, at = asked.at) })
    }

    @Test
    fun `a clock of 1970 is not_yet_valid, and remembers nothing`() {
        assertEquals("not_yet_valid", refused { remembered().verify(bundle(), Instant.EPOCH) })
        assertTrue(remembered().seen.isEmpty())
    }

    @Test
    fun `what is no bundle is refused with a code and a sentence`() {
        assertEquals("malformed", refused { Bundle.open(ByteArray(0)) })
        assertEquals("malformed", refused { Bundle.open(byteArrayOf(-1, -40, -1, -32) + ByteArray(4096)) })
        assertEquals("too_large", refused { Bundle.open(ByteArray(100_000_000)) })
        assertEquals("malformed", refused { Bundle.open(report) })
        val future = """{"schema":"https://schemas.betterwork.org/bundle/2"}"""
        assertEquals("unsupported_version", refused { Bundle.open(future.encodeToByteArray()) })
    }

    @Test
    fun `a bundle that the command line made opens with no network`() {
        val bundle = Bundle.open(File(demo, "acme.bundle").readBytes())
        remembered().verify(bundle, at).use { assertEquals(StandingValue.VALID, it.report.standing.value) }
    }

    @Test
    fun `a closed bundle answers no more`() {
        val bundle = bundle()
        assertArrayEquals(report, bundle.report)
        bundle.close()
        assertThrows(IllegalStateException::class.java) { bundle.verify(trust, at = at) }
        assertThrows(IllegalStateException::class.java) { bundle.report }
    }
}
