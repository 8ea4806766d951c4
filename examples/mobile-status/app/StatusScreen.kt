// The screen: draws a state, decides nothing.
package org.betterwork.example.status

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp

/** The colours of a verdict: its ground, and what is written on it. */
internal data class Tone(val ground: Color, val ink: Color)

internal fun toneOf(severity: Severity, dark: Boolean): Tone =
    when (severity) {
        Severity.WAITING -> if (dark) Tone(Color(0xFF33383D), Color(0xFFE1E6EB)) else Tone(Color(0xFFE3E8EC), Color(0xFF23292E))
        // Not green: what was checked is a signature and a list, not a factory.
        Severity.GOOD -> if (dark) Tone(Color(0xFF0E3A4D), Color(0xFFC3E8F8)) else Tone(Color(0xFFCFEAF6), Color(0xFF07293A))
        Severity.CAUTION -> if (dark) Tone(Color(0xFF4D3900), Color(0xFFFFE2A0)) else Tone(Color(0xFFFFE6AE), Color(0xFF3F2E00))
        Severity.BAD -> if (dark) Tone(Color(0xFF6B1714), Color(0xFFFFDAD5)) else Tone(Color(0xFFFFDAD5), Color(0xFF5C0B09))
    }

private val light = lightColorScheme(primary = Color(0xFF1F5F7A), background = Color(0xFFF6F8F9), surface = Color.White, onSurface = Color(0xFF171C1F), onSurfaceVariant = Color(0xFF49545B))
private val night = darkColorScheme(primary = Color(0xFF93CFE9), background = Color(0xFF0F1416), surface = Color(0xFF1B2124), onSurface = Color(0xFFE3E8EA), onSurfaceVariant = Color(0xFFB4BFC5))

/** Draws [state]. */
@Composable
fun StatusScreen(state: ScreenState, dark: Boolean = isSystemInDarkTheme()) {
    val direction = if (state.isRightToLeft) LayoutDirection.Rtl else LayoutDirection.Ltr
    MaterialTheme(if (dark) night else light) {
        CompositionLocalProvider(LocalLayoutDirection provides direction) {
            Surface(Modifier.fillMaxSize(), color = MaterialTheme.colorScheme.background) {
                Box(Modifier.fillMaxSize().verticalScroll(rememberScrollState()), Alignment.TopCenter) {
                    Column(Modifier.widthIn(max = 640.dp).fillMaxWidth().padding(16.dp), Arrangement.spacedBy(12.dp)) { Content(state, dark) }
                }
            }
        }
    }
}

@Composable
private fun Content(state: ScreenState, dark: Boolean) {
    val genuine = (state as? ScreenState.Checked)?.genuine
    genuine?.test?.let { Text(it, Modifier.fillMaxWidth(), MaterialTheme.colorScheme.primary, style = MaterialTheme.typography.labelLarge) }
    genuine?.factory?.let { Text(it, Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineSmall, fontWeight = FontWeight.SemiBold) }
    genuine?.country?.let { Text(it, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.titleMedium) }
    Verdict(state, dark)
    genuine?.let { Card { it.facts.forEach { fact -> FactRow(fact) } } }
    (state as? ScreenState.Shown)?.let { Issues(it.findings) }
    state.advice?.let { Card { FactRow(it) } }
    (state as? ScreenState.Shown)?.let { Statements(it.findings) }
}

@Composable
private fun Verdict(state: ScreenState, dark: Boolean) {
    val tone = toneOf(state.severity, dark)
    val frame = Modifier.fillMaxWidth().background(tone.ground, RoundedCornerShape(20.dp)).padding(16.dp).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite }
    // Large letters need the whole width: a long word would not fit beside the sign.
    if (LocalDensity.current.fontScale >= 1.5f) {
        Column(frame, Arrangement.spacedBy(8.dp)) {
            Sign(state.severity, tone)
            VerdictWords(state, tone, MaterialTheme.typography.titleMedium)
        }
    } else {
        Row(frame, Arrangement.spacedBy(14.dp), Alignment.CenterVertically) {
            Sign(state.severity, tone)
            Column(Modifier.weight(1f), Arrangement.spacedBy(4.dp)) { VerdictWords(state, tone, MaterialTheme.typography.titleLarge) }
        }
    }
}

@Composable
private fun VerdictWords(state: ScreenState, tone: Tone, style: TextStyle) {
    Text(state.verdict, color = tone.ink, style = style, fontWeight = FontWeight.SemiBold)
    if (state is ScreenState.Invalid) Text(state.why, color = tone.ink, style = MaterialTheme.typography.bodyLarge)
}

/** Drawn, not written: no font has to have it, and the words beside it say the same. */
@Composable
private fun Sign(severity: Severity, tone: Tone) {
    Canvas(Modifier.size(40.dp)) {
        val stroke = size.width * 0.09f
        fun at(x: Float, y: Float) = Offset(size.width * x, size.height * y)
        fun line(from: Offset, to: Offset) = drawLine(tone.ground, from, to, stroke, StrokeCap.Round)
        drawCircle(tone.ink)
        when (severity) {
            Severity.WAITING -> listOf(0.3f, 0.5f, 0.7f).forEach { drawCircle(tone.ground, stroke * 0.7f, at(it, 0.5f)) }
            // A seal, as the web element has it; a tick would say more.
            Severity.GOOD -> {
                drawCircle(tone.ground, size.width * 0.34f, style = Stroke(stroke * 0.7f))
                drawCircle(tone.ground, size.width * 0.14f)
            }
            Severity.CAUTION -> {
                line(at(0.5f, 0.26f), at(0.5f, 0.54f))
                drawCircle(tone.ground, stroke * 0.65f, at(0.5f, 0.73f))
            }
            Severity.BAD -> {
                line(at(0.34f, 0.34f), at(0.66f, 0.66f))
                line(at(0.66f, 0.34f), at(0.34f, 0.66f))
            }
        }
    }
}

@Composable
private fun Card(content: @Composable ColumnScope.() -> Unit) {
    Surface(Modifier.fillMaxWidth(), RoundedCornerShape(20.dp), MaterialTheme.colorScheme.surface) {
        Column(Modifier.padding(16.dp), Arrangement.spacedBy(14.dp), content = content)
    }
}

@Composable
private fun FactRow(fact: Fact) {
    Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) { contentDescription = fact.spoken }, Arrangement.spacedBy(2.dp)) {
        Quiet(fact.label)
        Text(fact.answer, style = MaterialTheme.typography.bodyLarge, fontWeight = FontWeight.Medium)
        fact.note?.let { Quiet(it) }
    }
}

@Composable
private fun Quiet(text: String) = Text(text, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodyMedium)

@Composable
private fun Title(text: String) = Text(text, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium, fontWeight = FontWeight.SemiBold)

@Composable
private fun Issues(findings: Findings) {
    Card {
        Title(findings.title)
        Text(findings.shown, style = MaterialTheme.typography.bodyLarge, fontWeight = FontWeight.Medium)
        findings.hidden?.let { Quiet(it) }
        findings.none?.let { Text(it, style = MaterialTheme.typography.bodyLarge) }
        findings.clusters.forEach { cluster ->
            Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(6.dp)) {
                Text("${cluster.name} (${cluster.count})", Modifier.semantics { heading() }, MaterialTheme.colorScheme.primary, style = MaterialTheme.typography.titleSmall)
                cluster.issues.forEach { issue ->
                    Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}) {
                        Text(issue.mark, color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.labelLarge)
                        Text(issue.text, style = MaterialTheme.typography.bodyMedium)
                    }
                }
            }
        }
    }
}

@Composable
private fun Statements(findings: Findings) {
    if (findings.said.isEmpty() && findings.saidRefused == null) return
    Card {
        Title(findings.saidTitle)
        findings.said.forEach { said ->
            Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}, Arrangement.spacedBy(4.dp)) {
                Quiet(said.by)
                Text(said.text, style = MaterialTheme.typography.bodyLarge)
                Quiet(said.note)
            }
        }
        findings.saidRefused?.let { Quiet(it) }
    }
}
