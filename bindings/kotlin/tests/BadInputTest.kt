// Bad input: an exception with a code and a sentence a person can act on.
package org.betterwork

import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class BadInputTest {
    private val asked = vector(WHOLE)
    private val trust = asked.trust

    private fun refused(question: () -> Unit): VerificationException =
        assertThrows(VerificationException::class.java, question).also { assertTrue(it.advice.isNotEmpty() && it.detail.isNotEmpty()) }

    @Test
    fun `empty bytes are malformed`() = assertEquals("malformed", refused { verify(ByteArray(0), trust) }.code)

    @Test
    fun `a photo is malformed`() =
        assertEquals("malformed", refused { verify(byteArrayOf(-1, -40, -1, -32) + ByteArray(4096), trust) }.code)

    @Test
    fun `a file of 100 MB is too large, for every verb`() {
        val large = ByteArray(100_000_000)
        val report = verified()
        val verbs: List<() -> Unit> =
            listOf(
                { verify(large, trust) },
                { verifyProgressReport(large, trust) },
                { verifyStatement(large, report, trust, asked.at) },
                { redact(large, "public") },
                { TrustList.open(large) },
                { trust.update(large) },
                { StatusList.open(large, trust, at = asked.at) },
            )
        assertEquals(List(verbs.size) { "too_large" }, verbs.map { refused(it).code })
    }

    @Test
    fun `a clock set to 1970 is not_yet_valid`() =
        assertEquals("not_yet_valid", refused { verify(asked.bytes("token"), trust, at = Instant.EPOCH) }.code)

    @Test
    fun `a trust list older than the remembered one is trust_rollback`() {
        val document = json.writeValueAsBytes(asked["trust"])
        assertEquals("trust_rollback", refused { TrustList.open(document, rememberedVersion = trust.version + 1) }.code)
    }

    @Test
    fun `a negative remembered version is a mistake of the caller`() {
        val document = json.writeValueAsBytes(asked["trust"])
        val refused = assertThrows(IllegalArgumentException::class.java) { TrustList.open(document, rememberedVersion = -1) }
        assertTrue("`rememberedVersion` is -1" in refused.message!!)
    }

    @Test
    fun `half of a character is malformed, wherever a text is given`() {
        val half = "\uD83C"
        val verbs: List<() -> Unit> =
            listOf(
                { TrustList.open(json.writeValueAsBytes(asked["trust"]), pin = half) },
                { StatusList.open(asked.bytes("token"), trust, uri = half, at = asked.at) },
                { redact(asked.bytes("token"), half) },
                { decide(null, half, half) },
                { openCheckpoint(ByteArray(0), half, emptyList()) },
                { verifyInclusionProof(half, "", emptyList()) },
                { QrFrames().add(half) },
                { QrFrames.of(half) },
                { Bundle.of(ByteArray(0), ByteArray(0), inclusionProof = half) },
            )
        assertEquals(List(verbs.size) { "malformed" }, verbs.map { refused(it).code })
    }

    @Test
    fun `instants at the ends of time are answered or refused, and crash nothing`() {
        for (at in listOf(Instant.MIN, Instant.MAX)) assertThrows(VerificationException::class.java) { verify(asked.bytes("token"), trust, at = at) }
    }

    @Test
    fun `a status list among ones that cannot be opened still says what it says`() {
        val asked = vector("publication-restricted")
        val (trust, at) = asked.trust to asked.at
        val bad = listOf(ByteArray(0), "a photo".toByteArray(), ByteArray(50_000_000))
        StatusLists.openEach(bad + asked.tokens("status") + bad, trust, at).use { lists ->
            verify(asked.bytes("token"), trust, lists, at).use { assertEquals(StandingValue.VALID, it.standing.value) }
        }
    }
}
