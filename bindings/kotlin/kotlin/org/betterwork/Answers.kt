// The answers of a verified report that are written by hand; the others are in Documents.kt.
package org.betterwork

import java.time.Instant

/** How much of a report is shown. */
public sealed interface Disclosure {
    /** All of it. */
    public data object Complete : Disclosure

    /**
     * Not all of it.
     *
     * @property findings how many findings are withheld
     * @property members how many members are withheld, empty ones among them
     */
    public data class Partial(val findings: Long, val members: Long) : Disclosure
}

/** Every answer of a verification but the document. */
internal class Answers(
    val digest: String,
    val signer: Signer,
    val standing: Standing,
    val age: Age,
    val disclosure: Disclosure,
    val publication: PublicationState,
    val warnings: List<Warning>,
    val against: Against,
    val verifiedAt: Instant,
)

internal fun JsonReader.readAnswers(): Answers {
    var digest: String? = null
    var signer: Signer? = null
    var standing: Standing? = null
    var age: Age? = null
    var disclosure: Disclosure? = null
    var publication: PublicationState? = null
    var warnings: List<Warning> = emptyList()
    var against: Against? = null
    var verifiedAt: Instant? = null
    open()
    while (next()) {
        when (name()) {
            "digest" -> digest = text()
            "signer" -> signer = readSigner()
            "standing" -> standing = readStanding()
            "age" -> age = readAge()
            "disclosure" -> disclosure = readDisclosure()
            "publication" -> publication = readPublicationState()
            "warnings" -> warnings = list { readWarning() }
            "against" -> against = readAgainst()
            "verified_at" -> verifiedAt = instant()
            else -> skip()
        }
    }
    return Answers(
        digest ?: missing("digest"),
        signer ?: missing("signer"),
        standing ?: missing("standing"),
        age ?: missing("age"),
        disclosure ?: missing("disclosure"),
        publication ?: missing("publication"),
        warnings,
        against ?: missing("against"),
        verifiedAt ?: missing("verified_at"),
    )
}

private fun JsonReader.readDisclosure(): Disclosure {
    var isComplete = false
    var findings = 0L
    var members = 0L
    open()
    while (next()) {
        when (name()) {
            "value" -> isComplete = text() == "complete"
            "findings" -> findings = long()
            "members" -> members = long()
            else -> skip()
        }
    }
    // What a later core may add says no more than that something is missing.
    return if (isComplete) Disclosure.Complete else Disclosure.Partial(findings, members)
}
