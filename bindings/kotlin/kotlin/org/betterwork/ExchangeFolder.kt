// What a client keeps of an exchange, in a folder: docs/exchange.md says what each file is.
package org.betterwork

import java.io.File
import java.io.RandomAccessFile
import java.nio.channels.OverlappingFileLockException
import java.time.DateTimeException
import java.time.Instant
import java.util.concurrent.ConcurrentHashMap

/** The log of an exchange as it was when a sync last finished. */
internal class SeenLog(val origin: String, val size: Long, val root: String)

internal class ExchangeFolder(private val folder: File) {
    /** The trust list that was reached; null where the application's own still counts. */
    fun trust(): TrustList? =
        read(TRUST)?.let { bytes ->
            try {
                TrustList.open(bytes)
            } catch (no: VerificationException) {
                damaged(TRUST, no.detail)
            }
        }

    /** The newer one of the trust list that was reached and [own], the application's. */
    fun newest(own: TrustList): TrustList = trust()?.takeIf { it.version >= own.version } ?: own

    /** Keeps a trust list where it is newer than the one that is kept. */
    fun keepTrust(list: TrustList, bytes: ByteArray): Unit =
        atOnce { if (list.version > (trust()?.version ?: 0)) write(TRUST, bytes) }

    var log: SeenLog?
        get() = lines("log") { (origin, size, root) -> SeenLog(origin, size.toLong(), root) }
        set(log) = write("log", "${log!!.origin}\n${log.size}\n${log.root}\n".encodeToByteArray())

    var syncedAt: Instant?
        get() = lines("synced") { (at) -> Instant.parse(at) }
        set(at) = write("synced", "$at\n".encodeToByteArray())

    fun status(): List<ByteArray> = names("status").filter { !it.endsWith(SEEN) }.mapNotNull { read("status/$it") }

    /** When the newest status list was signed that was seen under this name or at this address. */
    fun statusSeen(name: String, uri: String): Instant? = listOfNotNull(lines("status/$name$SEEN") { (at) -> Instant.parse(at) }, seen()[uri]).maxOrNull()

    /** First what must not be older, then what it is: after a crash between the two, too much is remembered, never too little. */
    fun keepStatus(name: String, uri: String, bytes: ByteArray, asOf: Instant): Unit =
        atOnce {
            if (asOf < statusSeen(name, uri) ?: asOf || read("status/$name").contentEquals(bytes)) return@atOnce
            write("status/$name$SEEN", "$asOf\n".encodeToByteArray())
            // One line for each: an address that breaks it is remembered by its name alone.
            if (uri.none(Char::isISOControl)) write("seen", (seen() + (uri to asOf)).entries.joinToString("") { (of, at) -> "$at $of\n" }.encodeToByteArray())
            write("status/$name", bytes)
        }

    /** The newest that was seen of each status list, by its address. */
    fun seen(): Map<String, Instant> =
        lines("seen") { lines -> lines.filter(String::isNotEmpty).associate { it.substringAfter(' ') to Instant.parse(it.substringBefore(' ')) } }.orEmpty()

    fun documents(): List<String> = names("documents")

    fun document(digest: String): ByteArray? = read("documents/$digest")

    fun keepDocument(digest: String, bytes: ByteArray): Unit = write("documents/$digest", bytes)

    /** Does something that no other sync of this folder may do meanwhile, in this process or another; null where one is under way. */
    suspend fun <T : Any> alone(action: suspend () -> T): T? {
        folder.mkdirs()
        return RandomAccessFile(File(folder, "lock"), "rw").use { file ->
            val lock =
                try {
                    file.channel.tryLock()
                } catch (_: OverlappingFileLockException) {
                    null
                }
            lock?.use { action() }
        }
    }

    /** Does something between whose reading and writing nobody else in this process writes to this folder. */
    fun <T> atOnce(action: () -> T): T = synchronized(turns.computeIfAbsent(folder.canonicalPath) { Any() }) { action() }

    private fun names(name: String) = File(folder, name).list().orEmpty().filter { !it.endsWith(PART) }.sorted()

    private fun <T> lines(name: String, meaning: (List<String>) -> T): T? =
        read(name)?.let { bytes ->
            try {
                meaning(bytes.decodeToString().trimEnd().split('\n'))
            } catch (no: DateTimeException) {
                damaged(name, no.message)
            } catch (no: NumberFormatException) {
                damaged(name, no.message)
            } catch (no: IndexOutOfBoundsException) {
                damaged(name, no.message)
            }
        }

    private fun damaged(name: String, why: String?): Nothing {
        val file = File(folder, name)
        throw ExchangeException("damaged", "`$file` cannot be read ($why): delete the folder, and begin again with the application's own lists")
    }

    private fun read(name: String): ByteArray? = File(folder, name).takeIf(File::isFile)?.readBytes()

    /** Whoever reads meanwhile, or after a kill, finds the old file or the new one. */
    private fun write(name: String, bytes: ByteArray) {
        val file = File(folder, name)
        file.parentFile.mkdirs()
        val part = File(file.path + PART)
        part.outputStream().use {
            it.write(bytes)
            it.fd.sync()
        }
        java.nio.file.Files.move(part.toPath(), file.toPath(), java.nio.file.StandardCopyOption.ATOMIC_MOVE)
    }

    private companion object {
        const val TRUST = "trust.json"
        const val SEEN = ".seen"
        const val PART = ".part"

        /** One for each folder that this process has written to. */
        val turns = ConcurrentHashMap<String, Any>()
    }
}
