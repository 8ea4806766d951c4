// The first call in a fresh JVM: milliseconds from nothing loaded to a verified report.
package org.betterwork.bench

import com.fasterxml.jackson.databind.ObjectMapper
import java.io.File
import java.time.Instant
import org.betterwork.TrustList
import org.betterwork.verify

fun main(arguments: Array<String>) {
    val given = ObjectMapper().readTree(File(arguments[0]))
    val token = given["token"].asText().encodeToByteArray()
    val list = given["trust_list"].asText().encodeToByteArray()
    val at = Instant.parse(given["at"].asText())
    val start = System.nanoTime()
    val standing = verify(token, TrustList.open(list), at = at).standing
    val took = (System.nanoTime() - start) / 1e6
    check(standing.reason == "none_held")
    println(took)
}
