// One round of measurements whenever a line comes in: CPU nanoseconds of one call of each.
package org.betterwork.bench

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import com.nimbusds.jose.JWSObject
import com.nimbusds.jose.crypto.Ed25519Verifier
import com.nimbusds.jose.jwk.OctetKeyPair
import java.io.File
import java.lang.management.ManagementFactory
import java.time.Instant
import org.betterwork.StatusList
import org.betterwork.StatusLists
import org.betterwork.TrustList
import org.betterwork.verify

private const val CALLS = 200

/** Keeps what was made from being thought away. */
@Volatile private var kept: Any? = null

private inline fun nanoseconds(call: () -> Any): Double {
    val threads = ManagementFactory.getThreadMXBean()
    val start = threads.currentThreadCpuTime
    repeat(CALLS) { kept = call() }
    return (threads.currentThreadCpuTime - start).toDouble() / CALLS
}

fun main(arguments: Array<String>) {
    val json = ObjectMapper()
    val given: JsonNode = json.readTree(File(arguments[0]))
    val token = given["token"].asText().encodeToByteArray()
    val at = Instant.parse(given["at"].asText())
    val trust = TrustList.open(given["trust_list"].asText().encodeToByteArray())
    val status = StatusLists.of(StatusList.open(given["status_list"].asText().encodeToByteArray(), trust, at = at))
    val clear = given["clear"].asText()
    val verifier = Ed25519Verifier(OctetKeyPair.parse(given["jwk"].toString()))
    while (readlnOrNull() != null) {
        val verified = nanoseconds { verify(token, trust, status, at).close() }
        val read = nanoseconds { verify(token, trust, status, at).use { it.document } }
        val nimbus = nanoseconds {
            val signed = JWSObject.parse(clear)
            check(signed.verify(verifier))
            json.readTree(signed.payload.toBytes())
        }
        println("""{"verify":$verified,"read_all":$read,"nimbus_jackson":$nimbus}""")
    }
}
