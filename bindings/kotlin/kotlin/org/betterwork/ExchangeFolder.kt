// What a client keeps of an exchange, in a folder: docs/exchange.md says what each file is.
package org.betterwork

import java.io.File
import java.io.RandomAccessFile
import java.nio.channels.OverlappingFileLockException
import java.time.Instant

/** The log of an exchange as it was when a sync last finished. */
internal class SeenLog(val origin: String, val size: Long, val root: String)

internal class ExchangeFolder(private val folder: File) {
    var trust: ByteArray?
        get() = read("trust.json")
        set(bytes) = write("trust.json", bytes!!)

    var log: SeenLog?
        get() = lines("log")?.let { (origin, size, root) -> SeenLog(origin, size.toLong(), root) }
        set(log) = write("log", "${log!!.origin}\n${log.size}\n${log.root}\n".encodeToByteArray())

    var syncedAt: Instant?
        get() = lines("synced")?.let { (at) -> Instant.parse(at) }
        set(at) = write("synced", "$at\n".encodeToByteArray())

    fun status(): List<ByteArray> = names("status").filter { !it.endsWith(SEEN) }.mapNotNull { read("status/$it") }

    fun statusSeen(name: String): Instant? = lines("status/$name$SEEN")?.let { (at) -> Instant.parse(at) }

    fun keepStatus(name: String, bytes: ByteArray, asOf: Instant) {
        write("status/$name$SEEN", "$asOf\n".encodeToByteArray())
        write("status/$name", bytes)
    }

    /** The newest that was seen of each status list, by its address. */
    var seen: Map<String, Instant>
        get() = lines("seen")?.filter(String::isNotEmpty)?.associate { it.substringAfter(' ') to Instant.parse(it.substringBefore(' ')) } ?: emptyMap()
        set(seen) = write("seen", seen.entries.joinToString("") { (uri, at) -> "$at $uri\n" }.encodeToByteArray())

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

    private fun names(name: String) = File(folder, name).list().orEmpty().filter { !it.endsWith(PART) }.sorted()

    private fun lines(name: String): List<String>? = read(name)?.decodeToString()?.trimEnd()?.split('\n')

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
        const val SEEN = ".seen"
        const val PART = ".part"
    }
}
