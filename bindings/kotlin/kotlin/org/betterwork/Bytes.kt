// How documents cross the border: once, into memory that the other side may read.
package org.betterwork

import java.nio.ByteBuffer

/** The most bytes of a document of any kind. */
private val longestDocument: Int by lazy { org.betterwork.internal.longestDocument().toInt() }

/** What each thread keeps for the next document: nearly all fit. */
private const val KEPT_BYTES = 256 * 1024

private val kept = ThreadLocal.withInitial { ByteBuffer.allocateDirect(KEPT_BYTES) }

/** Returns how many of the bytes cross: as many as can be refused, so that a file that is far too large is not copied. */
internal fun cutLength(bytes: ByteArray, longest: Int = longestDocument + 1): Int = minOf(bytes.size, longest)

/** Copies the bytes to where the other side reads them, as many as can be refused. Good for one call, on this thread. */
internal fun direct(bytes: ByteArray, longest: Int = longestDocument + 1): ByteBuffer = direct(listOf(bytes), longest)

/** Copies several documents there, one behind the other, each of its [cutLength]. */
internal fun direct(documents: List<ByteArray>, longest: Int = longestDocument + 1): ByteBuffer {
    val count = documents.sumOf { cutLength(it, longest).toLong() }
    require(count <= Int.MAX_VALUE) { "the documents have $count bytes together, which is more than can be handed over at once" }
    val buffer = if (count <= KEPT_BYTES) kept.get() else ByteBuffer.allocateDirect(count.toInt())
    // As a `Buffer`: its methods have the same types on Java 8, which is Android's older half.
    (buffer as java.nio.Buffer).clear()
    documents.forEach { buffer.put(it, 0, cutLength(it, longest)) }
    (buffer as java.nio.Buffer).flip()
    return buffer
}
