// Holds the state of the screen, and asks the library off the main thread.
package org.betterwork.example.status

import java.io.IOException
import java.time.Clock
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.betterwork.Bundle
import org.betterwork.DefectException
import org.betterwork.ExchangeException
import org.betterwork.StatusLists
import org.betterwork.TrustList
import org.betterwork.VerificationException
import org.betterwork.VerifiedReport
import org.betterwork.VerifiedStatement
import org.betterwork.verify
import org.betterwork.verifyStatement

/**
 * The state of one screen.
 *
 * @param scope where it lives, on the main thread; when it ends, so does the question
 * @param background where files are read and signatures checked
 */
class StatusHolder(
    private val scope: CoroutineScope,
    words: Words,
    private val clock: Clock = Clock.systemUTC(),
    private val background: CoroutineDispatcher = Dispatchers.IO,
) {
    private val presenter = Presenter(words)
    private val shown = MutableStateFlow(presenter.loading())
    private var question: Job? = null

    /** What to draw. */
    val state: StateFlow<ScreenState> = shown.asStateFlow()

    /** Checks what [source] has and shows the answer; an earlier question is given up. Asked on the main thread. */
    fun show(source: Source): Job {
        question?.cancel()
        shown.value = presenter.loading()
        return scope.launch { shown.value = withContext(background) { answer(source) } }.also { question = it }
    }

    private fun CoroutineScope.answer(source: Source): ScreenState =
        try {
            val held = source.read()
            ensureActive()
            when (held) {
                is Documents -> documents(held)
                is Received -> received(held)
            }
        } catch (_: IOException) {
            presenter.unreadable()
        } catch (refusal: VerificationException) {
            presenter.refused(refusal)
        } catch (damaged: ExchangeException) {
            presenter.unusableLists(damaged.code)
        } catch (_: DefectException) {
            presenter.failed()
        }

    private fun CoroutineScope.documents(held: Documents): ScreenState {
        val trust = try {
            TrustList.open(held.trust, held.pin)
        } catch (refusal: VerificationException) {
            return presenter.unusableLists(refusal.code)
        }
        val at = clock.instant()
        return trust.use {
            StatusLists.openEach(held.status, trust, at).use { status ->
                verify(held.report, trust, status, at).use { report ->
                    ensureActive()
                    val statements = held.statements.map { statement(it, report, trust) }
                    try {
                        presenter.checked(report, statements.filterNotNull(), statements.count { it == null })
                    } finally {
                        statements.forEach { it?.close() }
                    }
                }
            }
        }
    }

    private fun received(held: Received): ScreenState {
        val at = clock.instant()
        if (!held.isBundle) return held.remembered.verify(held.bytes, at).use { presenter.checked(it, emptyList(), 0) }
        return Bundle.open(held.bytes).use { bundle ->
            held.remembered.verify(bundle, at).use { presenter.checked(it.report, it.statements, 0) }
        }
    }

    private fun statement(bytes: ByteArray, report: VerifiedReport, trust: TrustList): VerifiedStatement? =
        try {
            verifyStatement(bytes, report, trust, clock.instant())
        } catch (_: VerificationException) {
            null
        }
}
