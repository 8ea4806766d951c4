// What the screen says of real documents, and what it never says.
package org.betterwork.example.status

import java.io.File
import java.io.IOException
import java.io.InputStream
import java.nio.file.Path
import java.time.Clock
import java.time.Instant
import java.time.ZoneOffset
import java.util.Base64
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.runBlocking
import org.betterwork.Bundle
import org.betterwork.Remembered
import org.betterwork.TrustList
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

private fun state(name: String, language: String = "en") = stateOf(sources.getValue(name), language)

private fun bundle(report: String, status: List<ByteArray>, statements: List<ByteArray> = emptyList()) =
    Bundle.of(page(report), page("trust.json"), status, statements).use(Bundle::toBytes)

private fun loom() = bundle("loom.sdjwt", listOf(page("status")), listOf(page("loom.response.jwt")))

private fun remembered(phone: Path) = Remembered(phone.toFile(), TrustList.open(page("trust.json")))

private fun sent(phone: Path, bytes: ByteArray) = Sent(remembered(phone)) { bytes.inputStream() }

class StateTest {
    @Test
    fun `a report that stands says who signed it, how old it is, as of when it stands and what is not shown`() {
        val shown = state("verified") as ScreenState.Verified
        assertEquals(Severity.GOOD, shown.severity)
        assertEquals("Synthetic Loom & Thread", shown.genuine.factory)
        assertEquals("Vietnam", shown.genuine.country)
        assertEquals("The signature was checked on this phone.", shown.genuine.facts[0].note)
        assertTrue(Regex("3\\d days old").matches(shown.genuine.facts[1].note.orEmpty()), shown.genuine.facts[1].note)
        assertTrue(shown.genuine.facts[2].answer.startsWith("Yes, as of "))
        assertTrue(Regex("\\d+ of \\d+ findings are in this file").matches(shown.findings.shown), shown.findings.shown)
        assertTrue("not shown" in shown.findings.hidden.orEmpty())
        assertTrue(shown.findings.clusters.isNotEmpty())
        assertTrue("Two more exits" in shown.findings.said.single().text)
        assertEquals("Test data: nothing on this screen is about a real factory.", shown.genuine.test)
    }

    @Test
    fun `an issue says how it was judged, for its text may be what should be`() {
        val issues = (state("verified") as ScreenState.Verified).findings.clusters.flatMap { it.issues }
        assertTrue("Emergency exits are open and free during working hours" in issues[0].text)
        assertEquals(setOf("Non-compliant"), issues.map { it.mark }.toSet())
    }

    @Test
    fun `a full report is all in the file, and nobody is sent for the rest`() {
        val shown = state("complete") as ScreenState.Verified
        assertNull(shown.findings.hidden)
        assertTrue(Regex("All \\d+ findings are in this file").matches(shown.findings.shown))
        assertEquals("Read the issues.", shown.advice.answer)
    }

    @Test
    fun `days and numbers are written in the same digits`() {
        val shown = state("verified", "bn") as ScreenState.Verified
        assertTrue(shown.genuine.facts[1].answer.startsWith("২৩ "), shown.genuine.facts[1].answer)
        assertFalse(shown.toString().replace("Severity", "").any { it in '0'..'9' }, shown.toString())
    }

    @Test
    fun `a report past its reliance period is not marked as good`() = assertEquals(Severity.CAUTION, (state("lapsed") as ScreenState.Verified).severity)

    @Test
    fun `without a usable status list nobody knows whether it still stands`() {
        for ((name, why) in mapOf("no-status-list" to "no status list was given", "stale" to "the status list is out of date")) {
            val shown = state(name) as ScreenState.Stale
            assertEquals("Genuine, but not known whether it still stands", shown.verdict)
            assertEquals(why, shown.genuine.facts[2].note)
        }
    }

    @Test
    fun `no finding of a report that the public may not read is in the state`() {
        for (name in listOf("superseded", "suspended", "revoked", "restricted", "not-yet")) {
            val shown = state(name)
            assertFalse(shown is ScreenState.Shown, name)
            assertTrue((shown as ScreenState.Checked).genuine.facts.any { it.answer == "Nothing of it is shown." }, name)
        }
    }

    @Test
    fun `a factory that the public may not know is not named`() {
        for ((name, factory) in mapOf("restricted" to "Jasmine", "not-yet" to "Meadow")) assertFalse(factory in state(name).toString(), name)
    }

    @Test
    fun `what was taken back says so`() {
        assertEquals("Genuine, but withdrawn by its issuer", (state("revoked") as ScreenState.TakenBack).verdict)
        assertEquals("Genuine, but suspended by its issuer", (state("suspended") as ScreenState.TakenBack).verdict)
        assertEquals("Genuine, but replaced by a newer report", (state("superseded") as ScreenState.Superseded).verdict)
    }

    @Test
    fun `a changed report, a photo and an empty file are refused with a sentence`() {
        assertEquals("It was changed, or somebody else signed it.", (state("tampered") as ScreenState.Invalid).why)
        assertEquals("This file is not a report. Choose another file.", (state("photo") as ScreenState.Invalid).why)
        assertEquals("malformed", (stateOf(held(ByteArray(0))) as ScreenState.Invalid).code)
    }

    @Test
    fun `a bundle that was sent says what its documents say`(@TempDir phone: Path) =
        assertEquals(state("verified"), stateOf(sent(phone, loom())))

    @Test
    fun `a report that was sent alone stands as far as the phone knows`(@TempDir phone: Path) {
        assertTrue(stateOf(sent(phone, page("loom.sdjwt"))) is ScreenState.Stale)
        stateOf(sent(phone, loom()))
        assertTrue(stateOf(sent(phone, page("loom.sdjwt"))) is ScreenState.Verified)
    }

    @Test
    fun `a status list that a bundle leaves out is not forgotten`(@TempDir phone: Path) {
        stateOf(sent(phone, bundle("harbour.sdjwt", listOf(page("status")))))
        assertTrue(stateOf(sent(phone, bundle("harbour.sdjwt", emptyList()))) is ScreenState.TakenBack)
    }

    @Test
    fun `lists that do not follow those of the phone are not the report's fault`(@TempDir phone: Path) {
        val own = page("trust.json").decodeToString()
        val payload = own.substringAfter("\"payload\": \"").substringBefore('"')
        val next = Base64.getUrlDecoder().decode(payload).decodeToString().replace("\"version\":1", "\"version\":2")
        val stranger = own.replace(payload, Base64.getUrlEncoder().withoutPadding().encodeToString(next.encodeToByteArray()))
        val shown = stateOf(sent(phone, Bundle.of(page("loom.sdjwt"), stranger.encodeToByteArray()).toBytes())) as ScreenState.Invalid
        assertEquals("bad_signature", shown.code)
        assertEquals(Severity.CAUTION, shown.severity)
        assertEquals("The lists in this file do not follow those on this phone. Ask for a newer file.", shown.why)
    }

    @Test
    fun `what was sent and is no report is refused with a sentence`(@TempDir phone: Path) {
        assertEquals("malformed", (stateOf(sent(phone, photo)) as ScreenState.Invalid).code)
        assertEquals("malformed", (stateOf(sent(phone, ByteArray(0))) as ScreenState.Invalid).code)
        val future = """{"schema":"https://schemas.betterwork.org/bundle/2"}"""
        assertEquals("It is newer than this app can read. Update the app.", (stateOf(sent(phone, future.encodeToByteArray())) as ScreenState.Invalid).why)
    }

    @Test
    fun `a file without an end is too large`(@TempDir phone: Path) {
        val endless = object : InputStream() {
            override fun read(): Int = '{'.code
        }
        assertEquals("too_large", (stateOf(Sent(remembered(phone)) { endless }) as ScreenState.Invalid).code)
    }

    @Test
    fun `a memory that is damaged is not the report's fault`(@TempDir phone: Path) {
        phone.resolve("seen").toFile().writeText("{")
        val shown = stateOf(sent(phone, loom())) as ScreenState.Invalid
        assertEquals("damaged" to Severity.CAUTION, shown.code to shown.severity)
    }

    @Test
    fun `a clock set to 1970 is asked about, and the report is not called false`() {
        val shown = stateOf(sources.getValue("verified"), at = Instant.EPOCH) as ScreenState.Invalid
        assertEquals(Severity.CAUTION, shown.severity)
        assertTrue("clock" in shown.why, "${shown.code}: ${shown.why}")
    }

    @Test
    fun `a trust list that is a photo is not the report's fault`() {
        val shown = stateOf(Source { Documents(page("loom.sdjwt"), photo, null, emptyList(), emptyList()) }) as ScreenState.Invalid
        assertEquals("This report could not be checked", shown.verdict)
    }

    @Test
    fun `a statement that was changed is counted and not shown`() {
        val statement = page("loom.response.jwt").also { it[60] = if (it[60] == 'A'.code.toByte()) 'B'.code.toByte() else 'A'.code.toByte() }
        val shown = stateOf(held(page("loom.sdjwt"), statements = listOf(statement))) as ScreenState.Verified
        assertTrue(shown.findings.said.isEmpty())
        assertEquals("1 statement is not shown: it could not be verified.", shown.findings.saidRefused)
    }

    @Test
    fun `what is said of a finding goes with no view that withholds it`() {
        val statements = listOf(page("loom.response.jwt"), page("loom.response-to-withheld.jwt"))
        val public = stateOf(held(page("loom.sdjwt"), statements = statements)) as ScreenState.Verified
        assertTrue("Two more exits" in public.findings.said.single().text)
        val full = stateOf(held(page("loom.full.sdjwt"), statements = statements)) as ScreenState.Verified
        assertEquals(2, full.findings.said.size)
    }

    @Test
    fun `files are read, and one that is not there is said`(@TempDir folder: Path) {
        val files = { report: File -> Files(report, File(pages, "trust.json"), null, listOf(File(pages, "status"))) }
        assertTrue(stateOf(files(File(pages, "loom.sdjwt"))) is ScreenState.Verified)
        assertEquals("A file could not be read. Choose it again.", (stateOf(files(folder.resolve("none").toFile())) as ScreenState.Invalid).why)
    }

    @Test
    fun `the caller's thread reads nothing`() = runBlocking {
        var read: Thread? = null
        StatusHolder(this, Words.of("en"), Clock.fixed(at, ZoneOffset.UTC)).show { read = Thread.currentThread(); throw IOException() }.join()
        assertNotEquals(Thread.currentThread(), read)
    }

    @Test
    fun `a question that was given up does not answer over the next one`() = runBlocking {
        val (started, mayEnd) = Pair(CountDownLatch(1), CountDownLatch(1))
        val holder = StatusHolder(this, Words.of("en"), Clock.fixed(at, ZoneOffset.UTC))
        val slow = holder.show { started.countDown(); mayEnd.await(); sources.getValue("revoked").read() }
        kotlinx.coroutines.withContext(Dispatchers.IO) { started.await() }
        val next = holder.show(sources.getValue("verified"))
        next.join()
        mayEnd.countDown()
        slow.cancelAndJoin()
        assertTrue(holder.state.value is ScreenState.Verified)
    }

    @Test
    fun `every state speaks every language, with no gap`() {
        for (language in Words.languages) for (name in sources.keys) assertFalse(Regex("\\{\\w+}").containsMatchIn(state(name, language).toString()), "$language $name")
        assertEquals(setOf("en", "fr", "ar", "bn", "km", "vi").size, Words.languages.map { state("stale", it).verdict }.toSet().size)
    }
}
