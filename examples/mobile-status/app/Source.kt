// Where the bytes come from: files on this phone, or what was sent to it.
package org.betterwork.example.status

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.InputStream
import org.betterwork.Remembered

/** What a question needs. */
sealed interface Held

/** Documents, as bytes. */
class Documents(
    val report: ByteArray,
    val trust: ByteArray,
    /** The root that the application comes with, as JSON; null where the reader chose the list. */
    val pin: String?,
    val status: List<ByteArray>,
    val statements: List<ByteArray>,
) : Held

/** A bundle, or a report alone, and what this phone has seen before: nothing that came with it counts for more than that. */
class Received(val bytes: ByteArray, val remembered: Remembered) : Held {
    /** A bundle is an object of JSON; no report begins like one. */
    val isBundle: Boolean get() = bytes.firstOrNull { it > ' '.code } == '{'.code.toByte()
}

/** Reads what is held on this phone. It may block: it is never asked on the main thread. */
fun interface Source {
    /** @throws java.io.IOException where a file cannot be read */
    fun read(): Held
}

/** Files on this phone. */
class Files(
    private val report: File,
    private val trust: File,
    private val pin: String?,
    private val status: List<File>,
    private val statements: List<File> = emptyList(),
) : Source {
    override fun read(): Held =
        Documents(bytes(report), bytes(trust), pin, status.map(::bytes), statements.map(::bytes))

    private fun bytes(file: File) = bytesOf(file.inputStream())
}

/** A file that was sent to this phone, by a message or from a colleague's. */
class Sent(private val remembered: Remembered, private val open: () -> InputStream) : Source {
    override fun read(): Held = Received(bytesOf(open()), remembered)
}

/** One byte more than a bundle may have: of what is longer, this is enough for the library to say so. */
private const val MOST_BYTES = 8 * 1024 * 1024 + 1

private fun bytesOf(stream: InputStream): ByteArray =
    stream.use { input ->
        val bytes = ByteArrayOutputStream()
        val buffer = ByteArray(64 * 1024)
        while (bytes.size() < MOST_BYTES) {
            val count = input.read(buffer, 0, minOf(buffer.size, MOST_BYTES - bytes.size()))
            if (count < 0) break
            bytes.write(buffer, 0, count)
        }
        bytes.toByteArray()
    }
