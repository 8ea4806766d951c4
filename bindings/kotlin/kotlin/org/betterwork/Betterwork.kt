// The verbs: verify and what follows from a verified report.
@file:JvmName("Betterwork")

package org.betterwork

import java.time.Instant
import java.time.LocalDate
import org.betterwork.internal.StatusLists as NativeStatusLists
import org.betterwork.internal.TrustList as NativeTrustList

/**
 * Verifies an assessment report, as of [at].
 *
 * @param bytes the token, as it was published or handed over
 * @param trust who may sign
 * @param status the status lists that are held; without the one that the report names, its standing is unknown
 * @throws VerificationException a subclass for each code
 */
@JvmOverloads
public fun verify(bytes: ByteArray, trust: TrustList, status: StatusLists = StatusLists.NONE, at: Instant = Instant.now()): VerifiedReport =
    asking { held(trust, status) { list, lists -> VerifiedReport(org.betterwork.internal.verify(direct(bytes), list, lists, at.epochSecond)) } }

/**
 * Verifies a progress report, as of [at]; that it is about a report, [VerifiedProgressReport.checkAbout] says.
 *
 * @throws VerificationException a subclass for each code
 */
@JvmOverloads
public fun verifyProgressReport(
    bytes: ByteArray,
    trust: TrustList,
    status: StatusLists = StatusLists.NONE,
    at: Instant = Instant.now(),
): VerifiedProgressReport =
    asking {
        held(trust, status) { list, lists ->
            VerifiedProgressReport(org.betterwork.internal.verifyProgressReport(direct(bytes), list, lists, at.epochSecond))
        }
    }

/**
 * Verifies a statement about [report], as of [at].
 *
 * @throws VerificationException a subclass for each code
 */
@JvmOverloads
public fun verifyStatement(bytes: ByteArray, report: VerifiedReport, trust: TrustList, at: Instant = Instant.now()): VerifiedStatement =
    asking {
        report.handle.use { about ->
            trust.handle.use { VerifiedStatement(org.betterwork.internal.verifyStatement(direct(bytes), about, it, at.epochSecond)) }
        }
    }

/** Makes a view of a report: `full`, `public`, or members separated by commas. It is signed as the report is. */
public fun redact(token: ByteArray, view: String): String = asking { org.betterwork.internal.redact(direct(token), view) }

/** Compares the last two of a facility's [reports], the oldest first. */
public fun diff(reports: List<VerifiedReport>): Diff = JsonReader(diffToJson(reports).encodeToByteArray()).readDiff()

/** Compares as [diff] does; the difference as JSON (`schemas/diff-1.json`). */
public fun diffToJson(reports: List<VerifiedReport>): String = asking { reports.map { it.handle }.useAll { org.betterwork.internal.diff(it) } }

/**
 * Decides whether a factory must still be audited, as of [at].
 *
 * @param report the report, or null where there is none
 * @param policy a buyer's rules as JSON (`schemas/policy-1.json`)
 * @param crosswalk what covers the clauses of the buyer's code, as JSON (`schemas/crosswalk-1.json`)
 * @param lastBlockingOn when a blocking finding was last made at the factory
 */
@JvmOverloads
public fun decide(
    report: VerifiedReport?,
    policy: String,
    crosswalk: String,
    statements: List<VerifiedStatement> = emptyList(),
    progressReports: List<VerifiedProgressReport> = emptyList(),
    lastBlockingOn: LocalDate? = null,
    at: Instant = Instant.now(),
): Decision {
    val decision = decideToJson(report, policy, crosswalk, statements, progressReports, lastBlockingOn, at)
    return JsonReader(decision.encodeToByteArray()).readDecision()
}

/** Decides as [decide] does; the decision as JSON, byte for byte the same in every language: what to keep. */
@JvmOverloads
public fun decideToJson(
    report: VerifiedReport?,
    policy: String,
    crosswalk: String,
    statements: List<VerifiedStatement> = emptyList(),
    progressReports: List<VerifiedProgressReport> = emptyList(),
    lastBlockingOn: LocalDate? = null,
    at: Instant = Instant.now(),
): String =
    asking {
        statements.map { it.handle }.useAll { said ->
            progressReports.map { it.handle }.useAll { progress ->
                listOfNotNull(report?.handle).useAll { reports ->
                    val judged = reports.singleOrNull()
                    org.betterwork.internal.decide(judged, policy, crosswalk, said, progress, lastBlockingOn, at.epochSecond)
                }
            }
        }
    }

private inline fun <T> held(trust: TrustList, status: StatusLists, question: (NativeTrustList, NativeStatusLists) -> T): T =
    trust.handle.use { list -> status.handle.use { lists -> question(list, lists) } }
