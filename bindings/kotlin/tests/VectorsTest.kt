// The vectors of tests/vectors, all of them that a reader of reports is asked.
package org.betterwork

import com.fasterxml.jackson.databind.JsonNode
import java.io.File
import java.time.Instant
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

private fun facts(list: TrustList) =
    mapOf("version" to list.version, "digest" to list.digest, "root_fingerprint" to list.rootFingerprint, "test" to list.isTest)

private fun facts(list: StatusList) =
    mapOf(
        "uri" to list.uri,
        "issuer" to list.issuer,
        "as_of_at" to list.asOfAt.toString(),
        "expires_at" to list.expiresAt.toString(),
        "length" to list.length,
        "first_values" to (0L..15L).mapNotNull(list::value),
    )

private val verbs: Map<String, (JsonNode) -> Any> =
    mapOf(
        "verify" to { it.trust.let { trust -> verify(it.bytes("token"), trust, it.status(trust), it.at).toJson() } },
        "verify_progress_report" to
            { it.trust.let { trust -> verifyProgressReport(it.bytes("token"), trust, it.status(trust), it.at).toJson() } },
        "redact" to { mapOf("token" to redact(it.bytes("token"), it.text("view")!!)) },
        "open_trust_list" to
            { facts(TrustList.open(it.bytes("document"), it["pin"]?.toString(), it["remembered_version"]?.asLong())) },
        "update_trust_list" to { facts(it.trust.update(it.bytes("document"), it.at)) },
        "open_status_list" to
            { facts(StatusList.open(it.bytes("token"), it.trust, it.text("uri"), it.text("remembered_at")?.let(Instant::parse), it.at)) },
        "open_checkpoint" to { openCheckpoint(it.bytes("document"), it.text("origin")!!, it.keys) },
        "verify_inclusion_proof" to
            { verifyInclusionProof(it.bytes("document").decodeToString(), it.text("origin")!!, it.keys).toJson() },
    )

private fun outcome(name: String, question: () -> Any): JsonNode =
    try {
        val answer = question()
        val value = if (answer is String) json.readTree(answer) else json.readTree(json.writeValueAsBytes(answer))
        json.createObjectNode().set<JsonNode>(name, value)
    } catch (refused: VerificationException) {
        json.createObjectNode().put("error", refused.code)
    }

private fun decision(asked: JsonNode): Any {
    val (trust, at) = asked.trust to asked.at
    val status = asked.status(trust)
    val report = asked["token"]?.let { verify(bytesOf(it), trust, status, at) }
    val statements = report?.let { asked.tokens("statements").map { verifyStatement(it, report, trust, at) } } ?: emptyList()
    val progress = asked.tokens("progress_reports").map { verifyProgressReport(it, trust, status, at) }
    val lastBlockingOn = asked["last_blocking_on"]?.asText()?.let(LocalDate::parse)
    return decideToJson(report, asked["policy"].asText(), asked["crosswalk"].asText(), statements, progress, lastBlockingOn, at)
}

class VectorsTest {
    @Test
    fun `a statement says whether the view withholds its finding`() {
        val asked = vector("decisions/remediation-of-another")
        for ((view, withheld) in mapOf("full" to false, "public" to true)) {
            val report = verify(redact(asked.bytes("token"), view).encodeToByteArray(), asked.trust, asked.status(asked.trust), asked.at)
            assertEquals(withheld, verifyStatement(asked.tokens("statements").first(), report, asked.trust, asked.at).findingWithheld, view)
        }
    }

    @TestFactory
    fun `a vector has its one right answer`(): List<DynamicTest> =
        vectors(folder).filter { (_, asked) -> asked["verb"].asText() != "issue" }.map { (name, asked) ->
            dynamicTest(name) { assertEquals(asked["expected"], outcome("result") { verbs.getValue(asked["verb"].asText())(asked) }) }
        }

    @TestFactory
    fun `a decision has the same members in the same order`(): List<DynamicTest> =
        vectors(File(folder, "decisions")).map { (name, asked) ->
            // Members in their order; both texts are written by Jackson, so white space is not compared.
            dynamicTest(name) { assertEquals(asked["expected"].toString(), outcome("decision") { decision(asked) }.toString()) }
        }

    @Test
    fun `every code has an exception of its own, and a vector that shows it`() {
        val codes = vectors(folder).mapNotNull { (_, asked) -> asked["expected"]["error"]?.asText() }.toSet()
        val classes = VerificationException::class.java.permittedSubclasses ?: VerificationException::class.java.declaredClasses
        assertEquals(classes.map { it.simpleName.replace(Regex("(?<!^)([A-Z])"), "_$1").lowercase() }.toSet(), codes)
    }

    @Test
    fun `a report has an answer on every axis`() {
        val asked = vector("age-since-the-end-of-the-visit")
        val report = verify(asked.bytes("token"), asked.trust, at = asked.at)
        assertEquals(StandingValue.UNKNOWN, report.standing.value)
        assertEquals(LocalDate.parse("2026-02-04"), report.age.sinceOn)
        assertEquals("none_held", report.standing.reason)
        assertTrue(report.signer.test && report.publication.public && report.disclosure == Disclosure.Complete)
    }

    @Test
    fun `an event of the log has its members`() {
        val asked = vector("inclusion-proof")
        val event = verifyInclusionProof(asked.bytes("document").decodeToString(), asked.text("origin")!!, asked.keys).event
        assertEquals(listOf("issued", "VN", 1L), listOf(event.event, event.country, event.revision))
        assertEquals(asked["expected"]["result"]["event"]["at"].asLong(), event.at?.epochSecond)
    }

    @Test
    fun `an event of tomorrow has its name, and the rest as JSON`() {
        val asked = vector("inclusion-proof-of-an-event-of-tomorrow")
        val inclusion = verifyInclusionProof(asked.bytes("document").decodeToString(), asked.text("origin")!!, asked.keys)
        assertEquals("merged", inclusion.event.event)
        assertTrue("\"with\"" in inclusion.toJson())
    }
}
