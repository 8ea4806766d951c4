// The vectors of tests/vectors, as the tests read them.
package org.betterwork

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import java.io.File
import java.time.Instant

internal val json = ObjectMapper()
internal val folder = File(System.getProperty("vectors"))

internal fun vector(name: String): JsonNode = json.readTree(File(folder, "$name.json"))

internal fun vectors(within: File) =
    within.listFiles { file -> file.extension == "json" }!!.sorted().map { it.nameWithoutExtension to json.readTree(it) }

internal fun JsonNode.bytes(name: String): ByteArray = bytesOf(get(name))

internal fun bytesOf(document: JsonNode) =
    if (document.isTextual) document.asText().toByteArray()
    else document.joinToString("") { it["repeat"].asText().repeat(it["times"].asInt()) }.toByteArray()

internal fun JsonNode.text(name: String) = get(name)?.asText()

internal val JsonNode.at: Instant get() = Instant.parse(text("at"))

internal val JsonNode.trust: TrustList get() = TrustList.open(json.writeValueAsBytes(get("trust")))

internal fun JsonNode.tokens(name: String) = get(name)?.map(::bytesOf) ?: emptyList()

internal fun JsonNode.status(trust: TrustList) = StatusLists.openEach(tokens("status"), trust, at)

internal val JsonNode.keys: List<String> get() = get("keys").map(JsonNode::asText)

/** A report that is whole, and verified. */
internal const val WHOLE = "age-since-the-end-of-the-visit"

internal fun verified(name: String = WHOLE): VerifiedReport =
    vector(name).let { asked -> asked.trust.let { trust -> verify(asked.bytes("token"), trust, asked.status(trust), asked.at) } }
