// Handles: closed, shared between threads, forgotten by the thousand.
package org.betterwork

import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

private fun residentKilobytes(): Long =
    java.io.File("/proc/self/status").takeIf { it.exists() }?.readLines()?.first { it.startsWith("VmRSS") }?.filter(Char::isDigit)?.toLong() ?: 0

class LifetimeTest {
    private val asked = vector(WHOLE)
    private val trust = asked.trust
    private val token = asked.bytes("token")
    private val at = asked.at

    @Test
    fun `a report used after close is an IllegalStateException`() {
        val report = verified().apply { close() }
        assertThrows(IllegalStateException::class.java) { report.standing }
        assertThrows(IllegalStateException::class.java) { report.document }
        assertThrows(IllegalStateException::class.java) { report.toJson() }
    }

    @Test
    fun `what was read before close stays`() {
        val report = verified()
        val document = report.document
        report.close()
        assertEquals("VN", document.report.facility.country)
    }

    @Test
    fun `a closed handle as argument is an IllegalStateException`() {
        val closed = asked.trust.apply { close() }
        assertThrows(IllegalStateException::class.java) { verify(token, closed, at = at) }
        val report = verified().apply { close() }
        assertThrows(IllegalStateException::class.java) { diff(listOf(report, report)) }
    }

    @Test
    fun `closing twice is closing once`() {
        verified().apply { close() }.close()
    }

    @Test
    fun `four threads get the same answers from one trust list and one report`() {
        val report = verified()
        val expected = report.document
        val threads = Executors.newFixedThreadPool(4)
        try {
            val answers = threads.invokeAll(List(4) {
                Callable { (1..250).map { verify(token, trust, at = at).use(VerifiedReport::document) }.toSet() + report.document }
            })
            assertEquals(setOf(expected), answers.flatMap { it.get() }.toSet())
        } finally {
            threads.shutdown()
        }
    }

    @Test
    fun `closing under the hands of other threads crashes nothing`() {
        val threads = Executors.newFixedThreadPool(4)
        try {
            repeat(200) {
                val report = verify(token, trust, at = at)
                val asking = (1..3).map { threads.submit<Result<String>> { runCatching { report.toJson() } } }
                report.close()
                assertTrue(asking.all { answer -> answer.get().let { it.isSuccess || it.exceptionOrNull() is IllegalStateException } })
            }
        } finally {
            threads.shutdown()
        }
    }

    @Test
    fun `100,000 verifications that are closed leave nothing behind`() {
        fun verifications(count: Int) = repeat(count) { verify(token, trust, at = at).use(VerifiedReport::digest) }
        verifications(20_000)
        val before = residentKilobytes()
        verifications(80_000)
        assertTrue(residentKilobytes() - before < 32_000) { "$before KB before, ${residentKilobytes()} KB after" }
    }

    @Test
    fun `10,000 verifications that nobody closes are collected`() {
        fun forgotten(count: Int) {
            repeat(count) {
                verify(token, trust, at = at)
                if (it % 1_000 == 0) System.gc()
            }
        }
        forgotten(10_000)
        val before = residentKilobytes()
        forgotten(10_000)
        assertTrue(residentKilobytes() - before < 64_000) { "$before KB before, ${residentKilobytes()} KB after" }
    }
}
