// QR codes: a view of a report from another phone's screen or from paper, with no network.
package org.betterwork

import org.betterwork.internal.FrameCollector
import org.betterwork.internal.toFrames

/**
 * Collects the texts of QR codes that show one view of a report (`betterwork qr`), in any order, until it is whole.
 *
 * The document is as it was before it was shown, byte for byte, and not verified: [verify] does that.
 */
public class QrFrames : AutoCloseable {
    private val handle = Handle(FrameCollector())

    /** How far a collection is. */
    public class Progress internal constructor(
        /** How many codes were read. */
        public val held: Int,
        /** How many there are. */
        public val count: Int,
        /** The document, once all of them were read. */
        public val document: ByteArray?,
    )

    /**
     * Takes the text of a code. The same again is fine, and one that is refused changes nothing; where all of them make no
     * document, the collection begins again.
     *
     * @throws VerificationException `malformed` where it is no such code, `inconsistent` where it is of another document,
     *   `unsupported_version` where a later version made it
     */
    public fun add(text: String): Progress =
        asking { handle.use { it.add(text) } }.let { Progress(it.held.toInt(), it.count.toInt(), it.document?.encodeToByteArray()) }

    override fun close(): Unit = handle.close()

    public companion object {
        /**
         * Writes a report or a view as the texts of a few QR codes, in the alphanumeric alphabet of ISO/IEC 18004. Make a view of
         * what everybody around may read: `redact(token, "public")`.
         *
         * @throws VerificationException `malformed` where it is no such document, `too_large` where it takes too many codes
         */
        @JvmStatic
        public fun of(token: String): List<String> = asking { toFrames(token) }
    }
}
