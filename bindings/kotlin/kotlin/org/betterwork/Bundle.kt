// Bundles: a report and what it takes to verify it without a network, in one file.
package org.betterwork

import java.time.Instant
import org.betterwork.internal.Bundle as NativeBundle
import org.betterwork.internal.BundleDocuments
import org.betterwork.internal.VerifiedBundle as NativeVerifiedBundle

/** The most bytes of a bundle. */
private val longestBundle: Int by lazy { org.betterwork.internal.longestBundle().toInt() }

/**
 * A bundle that was read. Nothing in it is verified, and it proves nothing by itself: whoever made it chose its trust list too.
 *
 * [Remembered] verifies one under what this device has seen before; [verify] under what the caller holds.
 */
public class Bundle private constructor(native: NativeBundle) : AutoCloseable {
    private val handle = Handle(native)
    private val read by lazy { handle.use { it.documents() } }
    private val documents get() = handle.use { read }

    /** The report, as it came. */
    public val report: ByteArray get() = documents.report.encodeToByteArray()

    /** The trust list, as it came. */
    public val trustList: ByteArray get() = documents.trustList.encodeToByteArray()

    /** The status lists, as they came. */
    public val statusLists: List<ByteArray> get() = documents.statusLists.map(String::encodeToByteArray)

    /** Statements about the report, as they came. */
    public val statements: List<ByteArray> get() = documents.statements.map(String::encodeToByteArray)

    /** Progress reports, as they came. */
    public val progressReports: List<ByteArray> get() = documents.progressReports.map(String::encodeToByteArray)

    /** Proof that the log holds the report, as it came; null where there is none. */
    public val inclusionProof: String? get() = documents.inclusionProof

    /**
     * Verifies every document of the bundle, as of [at].
     *
     * @param trust the trust list that is held: the bundle's must be the same, or the next
     * @param status the status lists that are held besides: what a bundle leaves out does not hide what is known
     * @param remembered the newest instant of each status list that was seen, by its address; an older one is `status_rollback`
     * @throws VerificationException a subclass for each code
     */
    @JvmOverloads
    public fun verify(
        trust: TrustList,
        status: StatusLists = StatusLists.NONE,
        remembered: Map<String, Instant> = emptyMap(),
        at: Instant = Instant.now(),
    ): VerifiedBundle =
        asking {
            handle.use { own -> trust.handle.use { list -> status.handle.use { VerifiedBundle(own.verify(list, it, seconds(remembered), at.epochSecond)) } } }
        }

    /** Verifies every document of the bundle, as of [at], under a pinned root: [TrustList.root]. For the rest as [verify]. */
    @JvmOverloads
    public fun verifyUnderRoot(
        root: String,
        status: StatusLists = StatusLists.NONE,
        remembered: Map<String, Instant> = emptyMap(),
        at: Instant = Instant.now(),
    ): VerifiedBundle =
        asking { handle.use { own -> status.handle.use { VerifiedBundle(own.verifyUnderRoot(root, it, seconds(remembered), at.epochSecond)) } } }

    /** Writes the bundle: what to keep in a file and hand over. */
    public fun toBytes(): ByteArray = asking { handle.use { it.toJson() } }.encodeToByteArray()

    override fun close(): Unit = handle.close()

    public companion object {
        /** Reads a bundle: its form and its limits. */
        @JvmStatic
        public fun open(bytes: ByteArray): Bundle = asking { Bundle(NativeBundle.read(direct(bytes, longestBundle + 1))) }

        /**
         * Makes a bundle of documents, each as it came. Nothing is verified: [verify] says what its reader will be told.
         *
         * @param inclusionProof proof that the log holds the report, as JSON
         */
        @JvmStatic
        @JvmOverloads
        public fun of(
            report: ByteArray,
            trustList: ByteArray,
            statusLists: List<ByteArray> = emptyList(),
            statements: List<ByteArray> = emptyList(),
            progressReports: List<ByteArray> = emptyList(),
            inclusionProof: String? = null,
        ): Bundle {
            fun texts(documents: List<ByteArray>) = documents.map(::text)
            val documents =
                BundleDocuments(text(report), text(trustList), texts(statusLists), texts(statements), texts(progressReports), inclusionProof)
            return asking { Bundle(NativeBundle.of(documents)) }
        }
    }
}

/** A bundle of which every document was verified. Nothing but verification makes one. */
public class VerifiedBundle internal constructor(native: NativeVerifiedBundle) : AutoCloseable {
    private val handle = Handle(native)

    /** The trust list under which all of it was verified. */
    public val trust: TrustList = TrustList(handle.use { it.trust() })

    /** The report. */
    public val report: VerifiedReport = VerifiedReport(handle.use { it.report() })

    /** What others say of the report. */
    public val statements: List<VerifiedStatement> = handle.use { it.statements() }.map(::VerifiedStatement)

    /** What became of its findings. */
    public val progressReports: List<VerifiedProgressReport> = handle.use { it.progressReports() }.map(::VerifiedProgressReport)

    /** The status lists that could be opened, those that were held before among them. */
    public val statusLists: List<StatusList> = handle.use { it.statusLists() }.map(::StatusList)

    /** Proof that the log holds the report, where the bundle has one. */
    public val inclusion: Inclusion? = handle.use { it.inclusion() }?.let { JsonReader(it.encodeToByteArray()).readInclusion(it) }

    /** When the status list was signed that says whether the report stands; null where none says so. */
    public val asOfAt: Instant? get() = report.standing.asOfAt

    override fun close() {
        (statements + progressReports + report).forEach(Verified::close)
        statusLists.forEach(StatusList::close)
        trust.close()
        handle.close()
    }
}

private fun seconds(instants: Map<String, Instant>): Map<String, Long> = instants.mapValues { (_, at) -> at.epochSecond }

/** What is no text becomes one that nobody signed, and is refused when it is verified. */
private fun text(bytes: ByteArray): String = String(bytes, 0, cutLength(bytes), Charsets.UTF_8)
