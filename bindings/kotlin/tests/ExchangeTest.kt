// A client of the exchange that `betterwork demo` publishes.
package org.betterwork

import com.sun.net.httpserver.HttpServer
import java.io.File
import java.io.IOException
import java.net.InetSocketAddress
import java.net.URI
import java.nio.file.Path
import java.security.KeyFactory
import java.security.Signature
import java.security.spec.PKCS8EncodedKeySpec
import java.time.Instant
import java.util.Base64
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

private val demo = File(System.getProperty("demo"))

/** The day of the demo's data. */
private val at = Instant.parse("2026-01-22T12:00:00Z")

/** Reads the demo's exchange from its folder, with what `changed` makes of a file. */
private class Files(val changed: (String, ByteArray) -> ByteArray? = { _, bytes -> bytes }) : Transport {
    val asked = ArrayList<String>()

    override suspend fun get(path: String, limit: Int): ByteArray? {
        synchronized(asked) { asked.add(path) }
        return File(demo, "exchange/$path").takeIf(File::isFile)?.readBytes()?.let { changed(path, it) }
    }
}

/** Changes the demo's checkpoint, and signs it again with the demo's key. */
private fun signedAgain(note: ByteArray, change: (String) -> String): ByteArray {
    val (text, signature) = note.decodeToString().split("\n\n")
    val secret = File(demo, "keys/feed.pem").readLines().filter { "-----" !in it }.joinToString("")
    val key = KeyFactory.getInstance("Ed25519").generatePrivate(PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret)))
    val signed = Signature.getInstance("Ed25519").apply { initSign(key) }.apply { update((change(text) + "\n").encodeToByteArray()) }.sign()
    val keyId = Base64.getDecoder().decode(signature.trim().substringAfterLast(' ')).copyOf(4)
    val again = Base64.getEncoder().encodeToString(keyId + signed)
    return (change(text) + "\n\n" + signature.trim().substringBeforeLast(' ') + " $again\n").encodeToByteArray()
}

class ExchangeTest {
    @TempDir lateinit var temporary: Path

    private val folder get() = temporary.resolve("kept").toFile()
    private val documents = File(demo, "exchange/subscribers/demo/documents").list()!!.sorted()

    private fun client(transport: Transport = Files()) =
        ExchangeClient(transport, "demo", folder, TrustList.open(File(demo, "trust.json").readBytes()))

    private fun sync(transport: Transport = Files()): List<SyncEvent> = runBlocking { client(transport).sync(at).toList() }

    @Test
    fun `a first sync fetches every document, and everything verifies with no network`() {
        val events = sync()
        assertEquals(SyncEvent.Wanted(documents.size), events.first())
        assertEquals(documents, events.filterIsInstance<SyncEvent.Fetched>().map { it.digest }.sorted())
        assertEquals(SyncEvent.Finished(at), events.last())
        val held = runBlocking { client { _, _ -> throw IOException("no network") }.held(at) }
        assertEquals(documents, held.reports.map { it.digest })
        assertTrue(held.refused.isEmpty() && held.reports.all { it.standing.value == StandingValue.VALID || it.standing.value == StandingValue.SUPERSEDED })
    }

    @Test
    fun `a second sync fetches no document again`() {
        sync()
        val files = Files()
        assertEquals(listOf(SyncEvent.Wanted(0), SyncEvent.Finished(at)), sync(files))
        assertTrue(files.asked.none { "documents/" in it })
    }

    @Test
    fun `without a network, what is held stays, and it is said since when`() {
        val away = Transport { _, _ -> throw IOException("no network") }
        assertEquals(listOf(SyncEvent.Offline(null, "no network")), sync(away))
        sync()
        assertEquals(listOf(SyncEvent.Offline(at, "no network")), sync(away))
        assertEquals(at, runBlocking { client(away).held(at) }.syncedAt)
    }

    @Test
    fun `a network that goes away in the middle leaves what was fetched`() {
        var left = 10
        val leaving = Files { path, bytes -> if ("documents/" in path && left-- == 0) throw IOException("no network") else bytes }
        assertEquals(10, sync(leaving).filterIsInstance<SyncEvent.Fetched>().size)
        assertEquals(documents.size - 10, sync().filterIsInstance<SyncEvent.Fetched>().size)
    }

    @Test
    fun `whoever stops listening stops the sync, and the next one goes on`() {
        runBlocking { client().sync(at).take(6).toList() }
        val fetched = File(folder, "documents").list()!!.size
        assertTrue(fetched in 5 until documents.size, "$fetched")
        assertEquals(documents.size - fetched, sync().filterIsInstance<SyncEvent.Fetched>().size)
    }

    @Test
    fun `a list fills in report by report, and may be left in the middle`() {
        sync()
        val client = client { _, _ -> throw IOException("no network") }
        val filled = runBlocking { client.reports(at).toList() }
        assertEquals(runBlocking { client.held(at) }.reports.map { it.digest }, filled.map { it.digest })
        assertEquals(filled.take(3).map { it.digest }, runBlocking { client.reports(at).take(3).toList() }.map { it.digest })
    }

    @Test
    fun `two syncs of one folder do not mix`() {
        var second: Throwable? = null
        val within = Files { path, bytes ->
            if (path == "checkpoint") second = runCatching { sync() }.exceptionOrNull()
            bytes
        }
        assertEquals(SyncEvent.Finished(at), sync(within).last())
        assertEquals("syncing", (second as ExchangeException).code)
        assertEquals(listOf(SyncEvent.Wanted(0), SyncEvent.Finished(at)), sync())
    }

    @Test
    fun `a changed document is a fault, and the others are fetched`() {
        val changed = Files { path, bytes -> if (path.endsWith(documents[3])) bytes.also { it[200] = (it[200] + 1).toByte() } else bytes }
        val events = sync(changed)
        assertEquals(documents[3], events.filterIsInstance<SyncEvent.Fault>().single().what)
        assertEquals(documents.size - 1, events.filterIsInstance<SyncEvent.Fetched>().size)
    }

    @Test
    fun `another genuine document in the place of one is replaced`() {
        val other = File(demo, "exchange/subscribers/demo/documents/${documents[4]}").readBytes()
        val events = sync(Files { path, bytes -> if (path.endsWith(documents[3])) other else bytes })
        assertEquals("replaced", events.filterIsInstance<SyncEvent.Fault>().single().code)
    }

    @Test
    fun `a document that the log does not announce is not_logged`() {
        val moved = Files { path, bytes -> if (path.endsWith("list.json")) bytes.decodeToString().replace("\"index\":0,", "\"index\":1,").encodeToByteArray() else bytes }
        assertEquals("not_logged", sync(moved).filterIsInstance<SyncEvent.Fault>().single().code)
    }

    @Test
    fun `a log that shrank is refused, and nothing changes`() {
        sync()
        val log = File(folder, "log").apply { writeText(readText().replace("\n95\n", "\n96\n")) }
        val refused = assertThrows(ExchangeException::class.java) { sync() }
        assertEquals("log_rolled_back", refused.code)
        assertTrue("\n96\n" in log.readText())
    }

    @Test
    fun `a log with another past is refused`() {
        sync()
        File(folder, "log").apply { writeText(readText().replace("\n95\n", "\n94\n")) }
        assertEquals("log_forked", assertThrows(ExchangeException::class.java) { sync() }.code)
    }

    @Test
    fun `a changed checkpoint is refused`() {
        val changed = Files { path, bytes -> if (path == "checkpoint") bytes.decodeToString().replace("\n95\n", "\n94\n").encodeToByteArray() else bytes }
        assertEquals("bad_signature", assertThrows(VerificationException::class.java) { sync(changed) }.code)
    }

    @Test
    fun `changed tiles of the log accuse nobody of another past`() {
        sync()
        File(folder, "log").apply { writeText(readText().replace("\n95\n", "\n94\n")) }
        val changed = Files { path, bytes -> if (path.startsWith("tile/0/")) bytes.also { it[40] = (it[40] + 1).toByte() } else bytes }
        assertEquals("exchange_damaged", assertThrows(ExchangeException::class.java) { sync(changed) }.code)
        val short = Files { path, bytes -> if (path.startsWith("tile/0/")) bytes.copyOf(40) else bytes }
        assertEquals("exchange_damaged", assertThrows(ExchangeException::class.java) { sync(short) }.code)
    }

    @Test
    fun `a checkpoint that is older than the status list accuses nobody`() {
        val behind = Files { path, bytes -> if (path == "checkpoint") signedAgain(bytes) { it.replace("\n95\n", "\n94\n") } else bytes }
        assertEquals("log_behind", assertThrows(ExchangeException::class.java) { sync(behind) }.code)
        assertEquals(SyncEvent.Finished(at), sync().last())
    }

    @Test
    fun `a document that the checkpoint does not cover yet is looked at again`() {
        val early = Files { path, bytes -> if (path.endsWith("list.json")) bytes.decodeToString().replace("\"index\":0,", "\"index\":95,").encodeToByteArray() else bytes }
        assertEquals("log_behind", sync(early).filterIsInstance<SyncEvent.Fault>().single().code)
        assertEquals(1, sync().filterIsInstance<SyncEvent.Fetched>().size)
    }

    @Test
    fun `an older trust list than the one held is a fault, and the newer one counts`() {
        val newer = vector("trust-update-same-list")
        val events = ArrayList<SyncEvent>()
        val client = ExchangeClient(Files(), "demo", folder, newer.trust)
        // The newer one is that of another programme: it does not name this log.
        assertThrows(VerificationException::class.java) { runBlocking { client.sync(newer.at).collect(events::add) } }
        assertEquals("trust.json" to "trust_rollback", (events.single() as SyncEvent.Fault).let { it.what to it.code })
    }

    @Test
    fun `a status list that a bundle brought is not taken back by the exchange`() {
        val list = StatusList.open(File(demo, "status").listFiles()!!.single().readBytes(), TrustList.open(File(demo, "trust.json").readBytes()), at = at)
        folder.mkdirs()
        File(folder, "seen").writeText("${list.asOfAt.plusSeconds(1)} ${list.uri}\n")
        assertEquals("status_rollback", sync().filterIsInstance<SyncEvent.Fault>().single().code)
    }

    @Test
    fun `a memory that is damaged is said, and left as it is`() {
        for (name in listOf("log", "synced", "trust.json")) {
            sync()
            val file = File(folder, name).apply { writeText("{") }
            val refused = assertThrows(ExchangeException::class.java) { runBlocking { client().held(at) }.also { sync() } }
            assertEquals("damaged", refused.code)
            assertEquals("{", file.readText())
            folder.deleteRecursively()
        }
    }

    @Test
    fun `changed tiles of the log prove nothing`() {
        val changed = Files { path, bytes -> if (path.startsWith("tile/0/")) bytes.also { it[40] = (it[40] + 1).toByte() } else bytes }
        assertTrue(sync(changed).filterIsInstance<SyncEvent.Fault>().any { it.code == "not_logged" })
    }

    @Test
    fun `an expired status list is a fault, and the standing is as last known`() {
        sync()
        val later = Instant.parse("2026-02-20T00:00:00Z")
        val events = runBlocking { client().sync(later).toList() }
        assertEquals("status_stale", events.filterIsInstance<SyncEvent.Fault>().single().code)
        val held = runBlocking { client().held(later) }
        assertEquals(setOf("status_stale"), held.reports.mapNotNull { it.standing.reason }.toSet())
    }

    @Test
    fun `an exchange over HTTP is read with the subscriber's token`() {
        val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0)
        val tokens = HashSet<String?>()
        server.createContext("/feed/") { exchange ->
            synchronized(tokens) { tokens.add(exchange.requestHeaders.getFirst("Authorization")) }
            val file = File(demo, "exchange/" + exchange.requestURI.path.removePrefix("/feed/"))
            val bytes = if (file.isFile) file.readBytes() else null
            exchange.sendResponseHeaders(if (bytes == null) 404 else 200, bytes?.size?.toLong() ?: -1)
            exchange.responseBody.use { out -> bytes?.let(out::write) }
        }
        server.start()
        try {
            val events = sync(HttpTransport(URI("http://127.0.0.1:${server.address.port}/feed"), "secret"))
            assertEquals(documents.size, events.filterIsInstance<SyncEvent.Fetched>().size)
            assertEquals(setOf<String?>("Bearer secret"), tokens)
        } finally {
            server.stop(0)
        }
    }

    @Test
    fun `a cancelled sync does not wait for a server that says nothing`() {
        val silent = java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())
        silent.use {
            runBlocking {
                val job = launch { client(HttpTransport(URI("http://127.0.0.1:${silent.localPort}/"))).sync(at).toList() }
                delay(300)
                job.cancel()
                withTimeout(5_000) { job.join() }
            }
        }
    }

    @Test
    fun `an address without TLS elsewhere is refused`() {
        assertThrows(IllegalArgumentException::class.java) { HttpTransport(URI("http://exchange.example/")) }
    }

    @Test
    fun `a subscriber's name cannot leave its folder`() {
        assertThrows(IllegalArgumentException::class.java) {
            ExchangeClient(Files(), "../demo", folder, TrustList.open(File(demo, "trust.json").readBytes()))
        }
    }
}
