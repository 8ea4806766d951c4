// The classes of the documents say what the documents say.
package org.betterwork

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode
import java.io.File
import java.lang.reflect.Modifier
import java.time.Instant
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** Writes a class as JSON, by reflection: a member where it has one. `like` says how the document writes an instant. */
private fun written(value: Any, like: JsonNode): JsonNode =
    when (value) {
        is Instant -> if (like.isNumber) json.readTree(value.epochSecond.toString()) else json.nodeFactory.textNode(value.toString())
        is LocalDate, is Code -> json.nodeFactory.textNode(value.toString())
        is Long -> json.readTree(value.toString())
        is String, is Boolean -> json.valueToTree(value)
        is List<*> -> json.createArrayNode().addAll(value.mapIndexed { at, item -> written(item!!, like[at]) })
        is LanguageMap -> json.valueToTree(value)
        else -> members(value, like)
    }

private fun members(value: Any, like: JsonNode): ObjectNode {
    val node = json.createObjectNode()
    for (field in value.javaClass.declaredFields.filter { !Modifier.isStatic(it.modifiers) }) {
        field.isAccessible = true
        val name = field.name.replace(Regex("[A-Z]")) { "_" + it.value.lowercase() }
        val member = field.get(value) ?: continue
        if (like.has(name)) node.set<JsonNode>(name, written(member, like[name])) else assertEquals(emptyList<Any>(), member, name)
    }
    return node
}

/** What of a document this version has names for. */
private fun known(document: JsonNode, value: JsonNode): JsonNode =
    when {
        document is ObjectNode && value is ObjectNode ->
            json.createObjectNode().also { kept ->
                value.fieldNames().forEach { kept.set<JsonNode>(it, known(document[it], value[it])) }
            }
        document is ArrayNode && value.size() == document.size() ->
            json.createArrayNode().addAll(document.mapIndexed { at, item -> known(item, value[at]) })
        else -> document
    }

private fun names(node: JsonNode): Set<String> =
    node.properties().flatMapTo(HashSet()) { (name, value) -> names(value) + name } + node.filter { !node.isObject }.flatMap(::names)

private val results = vectors(folder).filter { (_, asked) -> asked["verb"].asText() == "verify" && asked["expected"].has("result") }

class DocumentsTest {
    @TestFactory
    fun `a report's classes say what its JSON says`(): List<DynamicTest> =
        results.map { (name, asked) ->
            dynamicTest(name) {
                val document = asked["expected"]["result"]["document"]
                val read = verify(asked.bytes("token"), asked.trust, asked.status(asked.trust), asked.at).document
                assertEquals(known(document, written(read, document)), written(read, document))
            }
        }

    @Test
    fun `a whole report is read whole`() {
        val document = vector(WHOLE)["expected"]["result"]["document"]
        assertEquals(names(document), names(written(verified().document, document)))
    }

    @TestFactory
    fun `a decision's classes say what its JSON says`(): List<DynamicTest> =
        vectors(File(folder, "decisions")).filter { (_, asked) -> asked["expected"].has("decision") }.map { (name, asked) ->
            dynamicTest(name) {
                val document = asked["expected"]["decision"]
                assertEquals(document, written(JsonReader(document.toString().encodeToByteArray()).readDecision(), document))
            }
        }

    @Test
    fun `a document is read once`() {
        val report = verified()
        assertSame(report.document, report.document)
    }

    @Test
    fun `two readings are equal`() = assertEquals(verified().document, verified().document)

    @Test
    fun `a code that nobody knows survives, and a known one is the same object`() {
        assertEquals("of_tomorrow", FindingResult.of("of_tomorrow").code)
        assertSame(FindingResult.NON_COMPLIANT, verified().document.report.compliancePoints[0].publicFindings[0].result)
    }

    @Test
    fun `a list cannot be changed`() {
        val points = verified().document.report.compliancePoints as MutableList<CompliancePoint>
        assertThrows(UnsupportedOperationException::class.java) { points.clear() }
    }

    @Test
    fun `what is withheld is null, and what is empty is empty`() {
        val whole = verified("disclosure-complete").document.report
        val view = vector("disclosure-complete").let { asked ->
            verify(redact(asked.bytes("token"), "public").toByteArray(), asked.trust, at = asked.at).document.report
        }
        assertTrue(whole.improvementPlan == emptyList<ImprovementItem>() && view.improvementPlan == null)
    }

    @Test
    fun `a text is there in a language that is asked for, or in the first`() {
        val text = verified().document.report.compliancePoints[0].findings!![0].text
        assertEquals(listOf("en", "vi"), text.keys.toList())
        assertEquals(text["vi"], text.preferring("km", "vi-VN"))
        assertEquals(text["en"], text.preferring("km"))
    }

    @Test
    fun `escapes and characters beyond ASCII are read`() {
        val read = JsonReader("""{"l\"a":"a\\b\u00e9\n𝄞é"}""".encodeToByteArray()).readLanguageMap()
        assertEquals(mapOf("l\"a" to "a\\bé\n𝄞é"), read.toMap())
    }

    @Test
    fun `JSON that ends early is refused in words`() {
        val refused = assertThrows(IllegalStateException::class.java) { JsonReader("""{"en":"a""".encodeToByteArray()).readLanguageMap() }
        assertTrue("two versions" in refused.message!!)
    }
}
