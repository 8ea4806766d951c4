// Follows an exchange: what was fetched is proven, kept in a folder, and answers without a network.
package org.betterwork

import java.io.File
import java.io.IOException
import java.time.Instant
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.betterwork.internal.LogAnswer
import org.betterwork.internal.LogCheck
import org.betterwork.internal.identify
import org.betterwork.internal.readSubscriberList

/** What a sync says while it goes on. */
public sealed interface SyncEvent {
    /** So many documents are to be fetched. */
    public data class Wanted(val count: Int) : SyncEvent

    /** A document is there: verified, and announced by the log. */
    public data class Fetched(val digest: String) : SyncEvent

    /**
     * Something is wrong with one document or one list; the others are fetched all the same.
     *
     * @property what the document's digest, the status list's address, or `trust.json`
     * @property code a code of the format, or `not_logged`, `log_behind`, `missing`, `replaced`
     */
    public data class Fault(val what: String, val code: String, val detail: String) : SyncEvent

    /** The network is away: everything stays as it was at [since], or nothing is held where that is null. */
    public data class Offline(val since: Instant?, val reason: String) : SyncEvent

    /** All that could be fetched is there, as of [at]. */
    public data class Finished(val at: Instant) : SyncEvent
}

/**
 * The exchange contradicts itself or what it said before, or what is kept of it cannot be read; nothing was changed. Unchecked, as
 * [VerificationException] is.
 */
public class ExchangeException(public val code: String, public val detail: String) : RuntimeException("$code: $detail")

/**
 * What is held of an exchange.
 *
 * @property reports the reports, verified against the trust list and the status lists that are held
 * @property refused documents that no longer verify, by digest, and why
 * @property syncedAt when the exchange was last read to its end; null where it never was
 */
public class Held internal constructor(
    public val reports: List<VerifiedReport>,
    public val progressReports: List<VerifiedProgressReport>,
    public val statements: List<VerifiedStatement>,
    public val refused: Map<String, VerificationException>,
    public val syncedAt: Instant?,
) : AutoCloseable {
    override fun close(): Unit = (reports + progressReports + statements).forEach(Verified::close)
}

/**
 * Follows an exchange for one subscriber. Nothing blocks the caller's thread. One sync at a time may use a folder.
 *
 * @param transport how the exchange is read: [HttpTransport]
 * @param subscriber whose documents are fetched
 * @param folder where they are kept, with trust and status
 * @param trust the trust list that the application comes with; later ones are followed by its rules and kept
 */
public class ExchangeClient @JvmOverloads constructor(
    private val transport: Transport,
    private val subscriber: String,
    folder: File,
    private val trust: TrustList,
    private val dispatcher: CoroutineDispatcher = Dispatchers.IO,
) {
    private val kept = ExchangeFolder(folder)
    private val turn = Mutex()

    init {
        require(subscriber.matches(FILE_NAME)) { "`$subscriber` is no subscriber's name: letters, digits, `-`, `_` and `.`" }
    }

    /**
     * Fetches what is new. Without a network, everything stays as it is and [SyncEvent.Offline] says since when.
     *
     * Cancelled, it leaves what it has fetched; the next one goes on from there. The flow fails with [VerificationException] or
     * [ExchangeException] where the exchange as a whole cannot be relied on, or (`syncing`) another sync uses the folder; what was held
     * before stays.
     */
    public fun sync(at: Instant = Instant.now()): Flow<SyncEvent> =
        flow<Result<SyncEvent>> {
            val events = FlowCollector<SyncEvent> { emit(Result.success(it)) }
            try {
                turn.withLock {
                    kept.alone {
                        try {
                            Sync(at, events).run()
                        } catch (away: IOException) {
                            events.emit(SyncEvent.Offline(kept.syncedAt, away.message ?: away.javaClass.simpleName))
                        }
                    } ?: refuse("syncing", "another sync of this folder is under way: wait until it has ended")
                }
            } catch (cancelled: CancellationException) {
                throw cancelled
            } catch (failed: Throwable) {
                // Thrown on the other thread, it would overtake what was told before it.
                emit(Result.failure(failed))
            }
        }.flowOn(dispatcher).map { it.getOrThrow() }

    /** Verifies everything that is held, as of [at], with no network. */
    public suspend fun held(at: Instant = Instant.now()): Held =
        withContext(dispatcher) {
            val list = kept.newest(trust)
            val status = StatusLists.openEach(kept.status(), list, at)
            val reports = LinkedHashMap<String, VerifiedReport>()
            val progress = ArrayList<VerifiedProgressReport>()
            val statements = ArrayList<VerifiedStatement>()
            val refused = LinkedHashMap<String, VerificationException>()
            fun judge(digest: String, verdict: () -> Unit) {
                try {
                    verdict()
                } catch (no: VerificationException) {
                    refused[digest] = no
                }
            }
            val later = ArrayList<() -> Unit>()
            for (digest in kept.documents()) {
                ensureActive()
                val bytes = kept.document(digest) ?: continue
                judge(digest) {
                    val identity = asking { identify(direct(bytes)) }
                    when (identity.kind) {
                        "assessment_report" -> reports[digest] = verify(bytes, list, status, at)
                        "progress_report" -> progress.add(verifyProgressReport(bytes, list, status, at))
                        // A statement is verified with the report that it is about.
                        else -> later.add {
                            reports[identity.about]?.let { judge(digest) { statements.add(verifyStatement(bytes, it, list, at)) } }
                        }
                    }
                }
            }
            later.forEach { it() }
            Held(reports.values.toList(), progress, statements, refused, kept.syncedAt)
        }

    /**
     * Verifies the reports that are held one after the other, as of [at], with no network: for a list that fills in.
     *
     * Whoever collects closes them, or forgets them. One that no longer verifies is left out; [held] says why.
     */
    public fun reports(at: Instant = Instant.now()): Flow<VerifiedReport> =
        flow {
            val list = kept.newest(trust)
            StatusLists.openEach(kept.status(), list, at).use { status ->
                for (digest in kept.documents()) kept.document(digest)?.let { report(it, list, status, at) }?.let { emit(it) }
            }
        }.flowOn(dispatcher)

    private fun report(bytes: ByteArray, list: TrustList, status: StatusLists, at: Instant): VerifiedReport? =
        try {
            if (asking { identify(direct(bytes)) }.kind == "assessment_report") verify(bytes, list, status, at) else null
        } catch (_: VerificationException) {
            null
        }

    private inner class Sync(private val at: Instant, private val events: FlowCollector<SyncEvent>) {
        suspend fun run() {
            val note = transport.get("checkpoint", MAX_SMALL) ?: refuse("not_an_exchange", "there is no `checkpoint` at this address")
            val list = followTrust()
            val log = asking { list.handle.use { LogCheck.open(direct(note), it, at.epochSecond) } }
            log.use {
                checkHistory(it)
                fetchStatus(it, list)
                fetchDocuments(it, list)
                // From here on nobody takes this folder back behind this checkpoint.
                kept.log = SeenLog(it.origin(), it.size(), it.root())
            }
            kept.syncedAt = at
            events.emit(SyncEvent.Finished(at))
        }

        /** Follows the trust list by the rules of its root, one version after another. */
        private suspend fun followTrust(): TrustList {
            var held = kept.newest(trust)
            val offered = transport.get("trust.json", MAX_LIST)?.let { TrustList.open(it) } ?: return held
            if (offered.version < held.version) {
                val late = "the exchange offers version ${offered.version} of the trust list, version ${held.version} is held"
                events.emit(SyncEvent.Fault("trust.json", "trust_rollback", "$late: the newer one counts"))
            }
            while (held.version < offered.version) {
                val path = "trust/${held.version + 1}.json"
                val bytes = transport.get(path, MAX_LIST) ?: refuse("missing", "the exchange has no `$path`")
                held = held.update(bytes, at)
                kept.keepTrust(held, bytes)
            }
            if (held.version == offered.version && held.digest != offered.digest) {
                refuse("trust_forked", "the exchange shows another trust list, version ${held.version}, than the one that is held")
            }
            return held
        }

        private suspend fun checkHistory(log: LogCheck) {
            val seen = kept.log ?: return
            if (seen.origin != log.origin()) refuse("log_forked", "the log is `${log.origin()}`, and was `${seen.origin}`")
            if (seen.size > log.size()) refuse("log_rolled_back", "the log has ${log.size()} entries, and had ${seen.size}")
            if (proven(log) { log.extends(seen.size, seen.root) } != Proof.HOLDS) {
                refuse("log_forked", "the log does not extend the one of ${seen.size} entries that was seen before")
            }
        }

        private suspend fun fetchStatus(log: LogCheck, list: TrustList) {
            for (uri in log.statusUris()) {
                val name = uri.trimEnd('/').substringAfterLast('/')
                if (!name.matches(FILE_NAME)) continue
                val bytes = transport.get("status/$name", MAX_LIST)
                if (bytes == null) {
                    events.emit(SyncEvent.Fault(uri, "missing", "the exchange has no such status list: standing stays as last known"))
                    continue
                }
                try {
                    StatusList.open(bytes, list, uri, kept.statusSeen(name, uri), at).use { status ->
                        val (size, root) = status.handle.use { it.logSize() to it.logRoot() }
                        if (size != null && root != null) when (proven(log) { log.extends(size, root) }) {
                            Proof.HOLDS -> {}
                            Proof.FAILS -> refuse("log_forked", "the status list $uri names another log than the checkpoint does")
                            Proof.BEYOND -> {
                                val late = "the status list $uri knows of $size entries of the log, the checkpoint of ${log.size()}"
                                refuse("log_behind", "$late: a cache is late, or the publisher at work; sync again later")
                            }
                        }
                        kept.keepStatus(name, uri, bytes, status.asOfAt)
                    }
                } catch (no: VerificationException) {
                    events.emit(SyncEvent.Fault(uri, no.code, no.detail))
                }
            }
        }

        private suspend fun fetchDocuments(log: LogCheck, list: TrustList) {
            val path = "subscribers/$subscriber/list.json"
            val bytes = transport.get(path, MAX_SUBSCRIBER_LIST) ?: refuse("no_subscriber", "the exchange has no `$path`")
            val shared = readSubscriberList(direct(bytes, bytes.size), subscriber) ?: refuse("bad_list", "`$path` is not the list of `$subscriber`")
            val held = kept.documents().toSet()
            val wanted = shared.filter { it.digest !in held }.distinctBy { it.digest }
            events.emit(SyncEvent.Wanted(wanted.size))
            for (document in wanted) {
                val fault = fetch(document.digest, document.index, log, list)
                events.emit(fault ?: SyncEvent.Fetched(document.digest))
            }
        }

        private suspend fun fetch(digest: String, index: Long, log: LogCheck, list: TrustList): SyncEvent.Fault? {
            fun fault(code: String, detail: String) = SyncEvent.Fault(digest, code, detail)
            when (proven(log) { log.announces(index, digest) }) {
                Proof.HOLDS -> {}
                Proof.FAILS -> return fault("not_logged", "entry $index of the log does not announce this document, as the subscriber's list says")
                Proof.BEYOND -> return fault("log_behind", "the checkpoint does not cover entry $index yet: the next sync looks again")
            }
            val bytes = transport.get("subscribers/$subscriber/documents/$digest", MAX_DOCUMENT) ?: return fault("missing", "it is not there")
            return try {
                val identity = asking { identify(direct(bytes)) }
                when (identity.kind) {
                    "assessment_report" -> verify(bytes, list, at = at).close()
                    "progress_report" -> verifyProgressReport(bytes, list, at = at).close()
                    // A statement is verified with the report that it is about, when it is asked for.
                }
                if (identity.digest != digest) return fault("replaced", "it is another document than the one that the list names")
                kept.keepDocument(digest, bytes)
                null
            } catch (no: VerificationException) {
                fault(no.code, no.detail)
            }
        }

        /** Asks the log, and fetches what it needs for an answer. */
        private suspend fun proven(log: LogCheck, question: () -> LogAnswer): Proof {
            while (true) {
                when (val answer = asking(question)) {
                    LogAnswer.Yes -> return Proof.HOLDS
                    LogAnswer.No -> return Proof.FAILS
                    LogAnswer.Beyond -> return Proof.BEYOND
                    LogAnswer.Damaged -> refuse("exchange_damaged", "the files of the log are not those of its checkpoint: sync again later")
                    is LogAnswer.Needs -> {
                        val partial = transport.get(answer.path, MAX_LIST)
                        val bytes = partial ?: transport.get(answer.orElse, MAX_LIST) ?: refuse("exchange_damaged", "`${answer.path}` is missing")
                        log.give(if (partial != null) answer.path else answer.orElse, direct(bytes))
                    }
                }
            }
        }
    }

    /** What the log's files prove. */
    private enum class Proof { HOLDS, FAILS, BEYOND }

    private fun refuse(code: String, detail: String): Nothing = throw ExchangeException(code, detail)

    private companion object {
        const val MAX_SMALL = 128 * 1024
        const val MAX_LIST = 1024 * 1024
        const val MAX_DOCUMENT = 4 * 1024 * 1024
        const val MAX_SUBSCRIBER_LIST = 64 * 1024 * 1024
        val FILE_NAME = Regex("[A-Za-z0-9][A-Za-z0-9._-]*")
    }
}
