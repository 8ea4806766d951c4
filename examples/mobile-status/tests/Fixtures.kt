// Reports of factories that do not exist, in every state: `cargo xtask test kotlin` signs them anew.
package org.betterwork.example.status

import java.io.File
import java.time.Clock
import java.time.Instant
import java.time.ZoneOffset
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking

internal val pages = File(System.getProperty("pages"))

/** The day for which they were made. */
internal val at: Instant = Instant.parse("2026-06-01T12:00:00Z")

internal fun page(name: String): ByteArray = File(pages, name).readBytes()

internal fun held(report: ByteArray, status: List<ByteArray> = listOf(page("status")), statements: List<ByteArray> = emptyList()) =
    Source { Documents(report, page("trust.json"), null, status, statements) }

/** What the screen comes to. */
internal fun stateOf(source: Source, language: String = "en", at: Instant = org.betterwork.example.status.at): ScreenState = runBlocking {
    val holder = StatusHolder(this, Words.of(language), Clock.fixed(at, ZoneOffset.UTC), Dispatchers.IO)
    holder.show(source).join()
    holder.state.value
}

/** A report of which one character was changed. */
internal fun changed(): ByteArray {
    val token = page("loom.sdjwt").decodeToString()
    val at = token.indexOf('.') + 40
    return token.replaceRange(at, at + 1, if (token[at] == 'A') "B" else "A").encodeToByteArray()
}

/** A picture's first bytes, and what looks like the rest. */
internal val photo: ByteArray = byteArrayOf(-1, -40, -1, -32, 0, 16, 74, 70, 73, 70, 0) + ByteArray(40_000) { (it * 31).toByte() }

/** Every state, by the name of its picture. */
internal val sources: Map<String, Source> = mapOf(
    "verified" to held(page("loom.sdjwt"), statements = listOf(page("loom.response.jwt"))),
    "complete" to held(page("loom.full.sdjwt")),
    "lapsed" to held(page("summit.sdjwt")),
    "no-status-list" to held(page("loom.sdjwt"), status = emptyList()),
    "stale" to held(page("loom.sdjwt"), status = listOf(page("status-stale"))),
    "superseded" to held(page("delta.sdjwt")),
    "suspended" to held(page("river.sdjwt")),
    "revoked" to held(page("harbour.sdjwt")),
    "restricted" to held(page("jasmine.full.sdjwt")),
    "not-yet" to held(page("meadow.sdjwt")),
    "tampered" to held(changed()),
    "photo" to held(photo),
)
