// QR codes: the pictures that the command line draws, read by another's reader.
package org.betterwork

import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.client.j2se.BufferedImageLuminanceSource
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader
import java.io.File
import java.time.Instant
import javax.imageio.ImageIO
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

private val demo = File(System.getProperty("demo"))

private fun read(picture: File): String {
    val source = BufferedImageLuminanceSource(ImageIO.read(picture))
    // A picture, not a photo: nothing has to be found in it.
    return QRCodeReader().decode(BinaryBitmap(HybridBinarizer(source)), mapOf(DecodeHintType.PURE_BARCODE to true)).text
}

class QrFramesTest {
    private val token = File(demo, "reports/750008.sdjwt").readBytes()
    private val texts = File(demo, "codes").listFiles { file -> file.extension == "png" }!!.map(::read)

    private fun refused(question: () -> Unit): String = assertThrows(VerificationException::class.java, question).code

    @Test
    fun `codes read in any order and twice are the public view, which verifies`() {
        assertTrue(texts.size > 1)
        QrFrames().use { frames ->
            val all = (texts.reversed() + texts).map(frames::add)
            assertNull(all.first().document)
            assertEquals(texts.size to texts.size, all.last().held to all.last().count)
            val view = checkNotNull(all.last().document)
            assertEquals(redact(token, "public"), view.decodeToString())
            val trust = TrustList.open(File(demo, "trust.json").readBytes())
            val at = Instant.parse("2026-01-22T12:00:00Z")
            verify(view, trust, at = at).use { shown -> verify(token, trust, at = at).use { assertEquals(it.digest, shown.digest) } }
        }
    }

    @Test
    fun `what is written is what the command line draws`() = assertEquals(texts.sorted(), QrFrames.of(redact(token, "public")).sorted())

    @Test
    fun `a code of something else changes nothing`() {
        QrFrames().use { frames ->
            frames.add(texts[0])
            assertEquals("malformed", refused { frames.add("https://example.org/menu") })
            assertEquals("malformed", refused { frames.add("") })
            assertEquals("unsupported_version", refused { frames.add(texts[1].replaceFirst("BW1:", "BW2:")) })
            assertEquals("inconsistent", refused { frames.add(QrFrames.of(token.decodeToString())[0]) })
            assertEquals("malformed", refused { QrFrames.of("no report") })
            assertTrue(texts.drop(1).map(frames::add).last().document != null)
        }
    }
}
