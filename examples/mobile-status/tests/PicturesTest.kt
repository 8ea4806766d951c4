// The screen, drawn offscreen: a picture of every state, and nothing cut off.
package org.betterwork.example.status

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.graphics.asSkiaBitmap
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.Density
import java.io.File
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.FontMgr
import org.jetbrains.skia.Image
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test

private const val SCALE = 2f

private val folder = File(System.getProperty("pictures")).apply { mkdirs() }

/** Draws a state on a screen of so many dp, and returns what is written on it. */
@OptIn(ExperimentalTestApi::class)
private fun draw(picture: String, state: ScreenState, width: Int = 411, height: Int = 1400, dark: Boolean = false, fontScale: Float = 1f): List<String> {
    val texts = ArrayList<String>()
    runSkikoComposeUiTest(Size(width * SCALE, height * SCALE), Density(SCALE)) {
        setContent { CompositionLocalProvider(LocalDensity provides Density(SCALE, fontScale)) { StatusScreen(state, dark) } }
        val nodes = everyNode(onRoot(useUnmergedTree = true).fetchSemanticsNode())
        val written = nodes.filter { it.config.getOrNull(SemanticsProperties.Text) != null }
        for (node in written) {
            val text = node.config[SemanticsProperties.Text].joinToString("")
            texts += text
            val layout = ArrayList<TextLayoutResult>().also { node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(it) }.single()
            assertFalse(isCut(layout), "cut off in $picture: $text")
            assertFalse(isBroken(layout), "a word is broken in $picture: $text")
            val (left, right) = Pair(node.positionInRoot.x, node.positionInRoot.x + node.size.width)
            assertTrue(left >= 0 && right <= width * SCALE, "beside the screen in $picture: $text")
        }
        for ((one, other) in written.flatMapIndexed { index, one -> written.drop(index + 1).map { Pair(one, it) } }) {
            assertFalse(overlap(one, other), "one over the other in $picture: ${one.config[SemanticsProperties.Text]} ${other.config[SemanticsProperties.Text]}")
        }
        val image = Image.makeFromBitmap(onRoot().captureToImage().asSkiaBitmap())
        File(folder, "$picture.png").writeBytes(checkNotNull(image.encodeToData(EncodedImageFormat.PNG)).bytes)
    }
    return texts
}

/** Whether a line is wider than its place, or lines are missing; a paragraph's own width is that which it was offered. */
private fun isCut(layout: TextLayoutResult): Boolean =
    layout.didOverflowHeight ||
        (0 until layout.lineCount).any { layout.isLineEllipsized(it) || layout.getLineRight(it) - layout.getLineLeft(it) > layout.size.width + 1 }

/** Whether a line ends within a word, for want of room. Khmer has no spaces between words. */
private fun isBroken(layout: TextLayoutResult): Boolean {
    val text = layout.layoutInput.text.text
    return (0 until layout.lineCount - 1).map { layout.getLineEnd(it) }.any { it < text.length && isLetter(text[it - 1]) && isLetter(text[it]) }
}

private fun isLetter(character: Char) = character.isLetter() && Character.UnicodeScript.of(character.code) != Character.UnicodeScript.KHMER

private fun everyNode(node: SemanticsNode): List<SemanticsNode> = listOf(node) + node.children.flatMap(::everyNode)

private fun overlap(one: SemanticsNode, other: SemanticsNode): Boolean {
    val (a, b) = Pair(one.positionInRoot, other.positionInRoot)
    val apart = a.x + one.size.width <= b.x || b.x + other.size.width <= a.x || a.y + one.size.height <= b.y || b.y + other.size.height <= a.y
    return !apart
}

class PicturesTest {
    @Test
    fun `every state is drawn by day and by night, with its verdict and what to do`() {
        for ((name, source) in sources) for (dark in listOf(false, true)) {
            val state = stateOf(source)
            val texts = draw("$name-${if (dark) "dark" else "light"}", state, dark = dark)
            assertTrue(state.verdict in texts, name)
            assertTrue(state.advice?.answer in texts, name)
        }
    }

    @Test
    fun `a check under way is drawn`() = assertTrue("Checking this report on this phone…" in draw("loading", Presenter(Words.of("en")).loading()))

    @Test
    fun `every language is drawn, Arabic from right to left`() {
        for (language in Words.languages - "en") for (name in listOf("verified", "stale", "tampered")) {
            val state = stateOf(sources.getValue(name), language)
            assertTrue(state.verdict in draw("$name-$language", state), "$language $name")
        }
    }

    @Test
    fun `a narrow phone, large letters and a tablet cut nothing off`() {
        for (language in Words.languages) {
            val state = stateOf(sources.getValue("verified"), language)
            draw("narrow-$language", state, width = 320, height = 1800)
            draw("large-letters-$language", state, width = 320, height = 3200, fontScale = 2f)
            draw("tablet-$language", state, width = 1024)
        }
    }

    @Test
    fun `what is written on a verdict stands out from its ground`() {
        for (severity in Severity.entries) for (dark in listOf(false, true)) {
            val (ground, ink) = toneOf(severity, dark)
            val (low, high) = listOf(ground.luminance(), ink.luminance()).sorted()
            // WCAG 2.2, 1.4.6: 7 to 1.
            assertTrue((high + 0.05) / (low + 0.05) >= 7, "$severity, dark $dark")
        }
    }

    companion object {
        /** A letter of each writing that is drawn: Latin, Arabic, Bengali, Khmer. */
        private val letters = mapOf("en" to 'a', "ar" to 'ع', "bn" to 'ক', "km" to 'ក')

        @JvmStatic
        @BeforeAll
        fun `the fonts are there`() {
            for ((language, letter) in letters) {
                assertNotNull(FontMgr.default.matchFamilyStyleCharacter(null, org.jetbrains.skia.FontStyle.NORMAL, arrayOf(language), letter.code)) {
                    "no font for `$language`: apt-get install fonts-noto-core"
                }
            }
        }
    }
}
