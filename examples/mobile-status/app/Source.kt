// Where the bytes come from: files on this phone, or one bundle.
package org.betterwork.example.status

import java.io.File
import org.betterwork.Bundle

/** What a question needs, as bytes. */
class Held(
    val report: ByteArray,
    val trust: ByteArray,
    /** The root that the application comes with, as JSON; null where the reader chose the list. */
    val pin: String?,
    val status: List<ByteArray>,
    val statements: List<ByteArray>,
)

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
        Held(bytes(report), bytes(trust), pin, status.map(::bytes), statements.map(::bytes))

}

/**
 * A bundle: a report and what it takes to verify it, in one file. It chose its own trust list, which counts under [pin] alone.
 */
class BundleFile(private val file: File, private val pin: String) : Source {
    /** @throws org.betterwork.VerificationException where it is no bundle */
    override fun read(): Held = Bundle.open(bytes(file)).use { Held(it.report, it.trustList, pin, it.statusLists, it.statements) }
}

private const val MOST_BYTES = 64L shl 20

/** Of what is longer than any document, enough is read for the library to say so. */
private fun bytes(file: File): ByteArray =
    file.inputStream().use { input ->
        val bytes = ByteArray(minOf(file.length(), MOST_BYTES).toInt())
        var at = 0
        while (at < bytes.size) {
            val read = input.read(bytes, at, bytes.size - at)
            if (read < 0) break
            at += read
        }
        bytes.copyOf(at)
    }
