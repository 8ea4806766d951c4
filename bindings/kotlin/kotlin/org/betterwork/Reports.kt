// What was verified: light handles, whose answers are asked one by one.
package org.betterwork

import java.time.Instant
import org.betterwork.internal.VerifiedProgressReport as NativeProgressReport
import org.betterwork.internal.VerifiedReport as NativeReport
import org.betterwork.internal.VerifiedStatement as NativeStatement

/**
 * A document that was verified. Any thread may use it.
 *
 * [close] gives back its memory; without it, the garbage collector does so later. Whoever asks it anything afterwards gets an
 * [IllegalStateException]; what it has answered stays as it is.
 */
public sealed interface Verified : AutoCloseable {
    /** The digest, the same for every view: SHA-256 in lower-case hex. */
    public val digest: String

    /** Returns the whole verification result as JSON, members of a later version included. */
    public fun toJson(): String
}

/** An assessment report that was verified. Nothing but [verify] makes one. */
public class VerifiedReport internal constructor(native: NativeReport) : Verified {
    internal val handle = Handle(native)
    private val answers by lazy { JsonReader(handle.use { it.answers() }.encodeToByteArray()).readAnswers() }
    private val read by lazy { JsonReader(handle.use { it.document() }.encodeToByteArray()).readAssessmentReport() }

    /** The report with its envelope, read once, when it is first asked for. */
    public val document: AssessmentReport get() = handle.use { read }

    /** The digest, the same for every view: SHA-256 in lower-case hex. */
    override val digest: String get() = handle.use { answers.digest }

    /** Who signed it. */
    public val signer: Signer get() = handle.use { answers.signer }

    /** Whether it still stands, and as of when. */
    public val standing: Standing get() = handle.use { answers.standing }

    /** How old what it says is. */
    public val age: Age get() = handle.use { answers.age }

    /** How much of it is shown. */
    public val disclosure: Disclosure get() = handle.use { answers.disclosure }

    /** Whether it may be shown publicly. */
    public val publication: PublicationState get() = handle.use { answers.publication }

    /** What is worth knowing and no reason to refuse it. */
    public val warnings: List<Warning> get() = handle.use { answers.warnings }

    /** What it was verified against. */
    public val against: Against get() = handle.use { answers.against }

    /** The time of the question. */
    public val verifiedAt: Instant get() = handle.use { answers.verifiedAt }

    /** Returns the whole verification result as JSON (`schemas/verification-result-1.json`), members of a later version included. */
    override fun toJson(): String = handle.use { it.toJson() }

    override fun close(): Unit = handle.close()
}

/** A progress report that was verified. Nothing but [verifyProgressReport] makes one. */
public class VerifiedProgressReport internal constructor(native: NativeProgressReport) : Verified {
    internal val handle = Handle(native)
    private val answers by lazy { JsonReader(handle.use { it.answers() }.encodeToByteArray()).readAnswers() }
    private val read by lazy { JsonReader(handle.use { it.document() }.encodeToByteArray()).readProgressReport() }

    /** The progress report with its envelope, read once, when it is first asked for. */
    public val document: ProgressReport get() = handle.use { read }

    /** The digest, the same for every view: SHA-256 in lower-case hex. */
    override val digest: String get() = handle.use { answers.digest }

    /** Who signed it. */
    public val signer: Signer get() = handle.use { answers.signer }

    /** Whether it still stands, and as of when. */
    public val standing: Standing get() = handle.use { answers.standing }

    /** How old what it says is. */
    public val age: Age get() = handle.use { answers.age }

    /** How much of it is shown. */
    public val disclosure: Disclosure get() = handle.use { answers.disclosure }

    /** Whether it may be shown publicly. */
    public val publication: PublicationState get() = handle.use { answers.publication }

    /** What is worth knowing and no reason to refuse it. */
    public val warnings: List<Warning> get() = handle.use { answers.warnings }

    /** What it was verified against. */
    public val against: Against get() = handle.use { answers.against }

    /** The time of the question. */
    public val verifiedAt: Instant get() = handle.use { answers.verifiedAt }

    /** Checks that this is about [report]: `inconsistent` where it is not. */
    public fun checkAbout(report: VerifiedReport): Unit = asking { handle.use { own -> report.handle.use { own.checkAbout(it) } } }

    /** Returns the whole verification result as JSON. */
    override fun toJson(): String = handle.use { it.toJson() }

    override fun close(): Unit = handle.close()
}

/** A statement about a report that was verified. Nothing but [verifyStatement] makes one. */
public class VerifiedStatement internal constructor(native: NativeStatement) : Verified {
    internal val handle = Handle(native)
    private val read by lazy { JsonReader(handle.use { it.toJson() }.encodeToByteArray()).readVerifiedStatement() }

    /** The digest: SHA-256 in lower-case hex. */
    override val digest: String get() = handle.use { read.digest }

    /** Who says it: `facility`, `programme`, `committee` or `buyer`. */
    public val role: String get() = handle.use { read.role }

    /** Whether it is about a finding that the view of the report withholds: then it is neither shown nor published with that view. */
    public val findingWithheld: Boolean get() = handle.use { read.findingWithheld }

    /** What it says. */
    public val statement: Statement get() = handle.use { read.statement }

    /** Returns the verified statement as JSON. */
    override fun toJson(): String = handle.use { it.toJson() }

    override fun close(): Unit = handle.close()
}

private class ReadStatement(val digest: String, val role: String, val findingWithheld: Boolean, val statement: Statement)

private fun JsonReader.readVerifiedStatement(): ReadStatement {
    var digest: String? = null
    var role: String? = null
    var findingWithheld: Boolean? = null
    var statement: Statement? = null
    open()
    while (next()) {
        when (name()) {
            "digest" -> digest = text()
            "role" -> role = text()
            "finding_withheld" -> findingWithheld = boolean()
            "statement" -> statement = readStatement()
            else -> skip()
        }
    }
    return ReadStatement(
        digest ?: missing("digest"),
        role ?: missing("role"),
        findingWithheld ?: missing("finding_withheld"),
        statement ?: missing("statement"),
    )
}
