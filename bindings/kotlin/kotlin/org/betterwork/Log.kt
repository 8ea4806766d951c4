// The transparency log: its checkpoints, and proof that it holds a record.
@file:JvmName("Log")

package org.betterwork

import java.time.Instant

/**
 * The state of a log, signed by it.
 *
 * @property origin the log's name
 * @property size how many entries it has
 * @property root the root of its tree, in lower-case hex
 * @property extensions what else the log says there
 */
public data class Checkpoint(val origin: String, val size: Long, val root: String, val extensions: List<String>)

/**
 * What an entry of the log says. It names no facility and holds no finding.
 *
 * @property event what happened: `issued`, `superseded`, `suspended`, `reinstated`, `revoked` or `statement`; others in later versions
 * @property at when
 * @property country the country of the facility (ISO 3166-1 alpha-2), where the event is about a report
 * @property vct the kind of the document, likewise
 * @property revision the revision of the report, likewise
 * @property jti the report, likewise
 * @property digest the digest of the signed document; null where this version does not know the event
 */
public data class LogEvent(
    val event: String,
    val at: Instant?,
    val country: String?,
    val vct: String?,
    val revision: Long?,
    val jti: String?,
    val digest: String?,
)

/**
 * Proof, verified, that a log holds a record.
 *
 * @property event what the record says
 * @property checkpoint the state of the log that the proof leads to
 */
public class Inclusion internal constructor(public val event: LogEvent, public val checkpoint: Checkpoint, private val json: String) {
    /** Returns both as JSON, members of a later version included. */
    public fun toJson(): String = json
}

/** Opens a checkpoint of the log with this [origin], signed by one of [keys] (verifier keys of signed notes). */
public fun openCheckpoint(note: ByteArray, origin: String, keys: List<String>): Checkpoint =
    asking { JsonReader(org.betterwork.internal.openCheckpoint(direct(note), origin, keys).encodeToByteArray()).readCheckpoint() }

/** Checks that the log with this [origin] holds a record. */
public fun verifyInclusionProof(proof: String, origin: String, keys: List<String>): Inclusion =
    asking { org.betterwork.internal.verifyInclusionProof(proof, origin, keys) }.let { JsonReader(it.encodeToByteArray()).readInclusion(it) }

internal fun JsonReader.readInclusion(json: String): Inclusion {
    var event: LogEvent? = null
    var checkpoint: Checkpoint? = null
    open()
    while (next()) {
        when (name()) {
            "event" -> event = readEvent()
            "checkpoint" -> checkpoint = readCheckpoint()
            else -> skip()
        }
    }
    return Inclusion(event ?: missing("event"), checkpoint ?: missing("checkpoint"), json)
}

private fun JsonReader.readCheckpoint(): Checkpoint {
    var origin: String? = null
    var size: Long? = null
    var root: String? = null
    var extensions: List<String> = emptyList()
    open()
    while (next()) {
        when (name()) {
            "origin" -> origin = text()
            "size" -> size = long()
            "root" -> root = text()
            "extensions" -> extensions = list { text() }
            else -> skip()
        }
    }
    return Checkpoint(origin ?: missing("origin"), size ?: missing("size"), root ?: missing("root"), extensions)
}

private fun JsonReader.readEvent(): LogEvent {
    var event: String? = null
    val texts = HashMap<String, String>()
    var at: Instant? = null
    var revision: Long? = null
    open()
    while (next()) {
        when (val name = name()) {
            "event" -> event = text()
            // An event of a later version may have anything under these names.
            "at" -> if (isNumber()) at = second() else skip()
            "revision" -> if (isNumber()) revision = long() else skip()
            else -> if (isText()) texts[name] = text() else skip()
        }
    }
    return LogEvent(event ?: missing("event"), at, texts["country"], texts["vct"], revision, texts["jti"], texts["digest"])
}
