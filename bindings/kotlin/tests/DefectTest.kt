// A panic in the native library: an exception, after which everything works as before.
package org.betterwork

import org.betterwork.internal.FfiConverterByRefBytes
import org.betterwork.internal.Refusal
import org.betterwork.internal.RustBuffer
import org.betterwork.internal.UniffiLib
import org.betterwork.internal.UniffiRustCallStatus
import org.betterwork.internal.UniffiRustCallStatusErrorHandler
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class DefectTest {
    @Test
    fun `a panic is an exception that says what to do`() {
        val defect = assertThrows(DefectException::class.java) { asking { panicking() } }
        assertTrue("nothing was verified" in defect.message!!, defect.message)
        assertTrue("report" in defect.message!!, defect.message)
        assertTrue("Failed to convert arg 'pin'" in defect.message!!, defect.message)
    }

    @Test
    fun `a panic while a handle is asked is the same exception, and the handle works afterwards`() {
        verified().use { report ->
            assertThrows(DefectException::class.java) { report.handle.use { panicking() } }
            assertEquals("VN", report.document.report.facility.country)
        }
    }

    @Test
    fun `a panic while several handles are asked leaves them open`() {
        val reports = listOf(verified(), verified())
        assertThrows(DefectException::class.java) { reports.map { it.handle }.useAll { panicking() } }
        assertEquals(reports[0].digest, reports[1].digest)
        reports.forEach(VerifiedReport::close)
    }

    @Test
    fun `a thousand panics later a report is verified as ever`() {
        repeat(1000) { assertThrows(DefectException::class.java) { asking { panicking() } } }
        verified().use { assertEquals("VN", it.document.report.facility.country) }
    }

    /** Gives the library, as it is shipped, what the generated code never gives it: a text that is neither there nor absent. */
    private fun panicking() {
        val status = UniffiRustCallStatus()
        val neither = RustBuffer.alloc(1UL).apply { data!!.setByte(0, 7) }.apply { len = 1 }
        val none = RustBuffer.alloc(1UL).apply { data!!.setByte(0, 0) }.apply { len = 1 }
        UniffiLib.uniffi_betterwork_kotlin_fn_constructor_trustlist_open(
            FfiConverterByRefBytes.lower(direct(ByteArray(1))),
            neither.byValue(),
            none.byValue(),
            status,
        )
        answered(status)
    }

    private fun RustBuffer.byValue() = RustBuffer.create(capacity.toULong(), len.toULong(), data)

    /** What the generated code does with the status of a call; it keeps that to itself. */
    private fun answered(status: UniffiRustCallStatus) {
        val check = Class.forName("org.betterwork.internal.BetterworkKt").declaredMethods.single { it.name == "uniffiCheckCallStatus" }
        check.isAccessible = true
        try {
            check.invoke(null, Refusal.ErrorHandler, status)
        } catch (thrown: java.lang.reflect.InvocationTargetException) {
            throw thrown.targetException
        }
    }
}
