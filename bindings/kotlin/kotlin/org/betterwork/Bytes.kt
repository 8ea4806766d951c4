// How documents cross the border: once, into memory that the other side may read.
package org.betterwork

import java.nio.ByteBuffer

/** The most bytes of a document of any kind. */
private val longestDocument: Int by lazy { org.betterwork.internal.longestDocument().toInt() }

/** What each thread keeps for the next document: nearly all fit. */
private const val KEPT_BYTES = 256 * 1024

private val kept = ThreadLocal.withInitial { ByteBuffer.allocateDirect(KEPT_BYTES) }

/** Returns as many of the bytes as can be refused: a file that is far too large is not copied. */
internal fun cut(bytes: ByteArray): ByteArray = if (bytes.size <= longestDocument) bytes else bytes.copyOf(longestDocument + 1)

/** Copies the bytes to where the other side reads them, as many as can be refused. Good for one call, on this thread. */
internal fun direct(bytes: ByteArray, longest: Int = longestDocument + 1): ByteBuffer {
    val count = minOf(bytes.size, longest)
    val buffer = if (count <= KEPT_BYTES) kept.get() else ByteBuffer.allocateDirect(count)
    // As a `Buffer`: its methods have the same types on Java 8, which is Android's older half.
    (buffer as java.nio.Buffer).clear()
    buffer.put(bytes, 0, count)
    (buffer as java.nio.Buffer).flip()
    return buffer
}
