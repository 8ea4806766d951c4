// An independent JVM library accepts our signatures.
package org.betterwork

import com.nimbusds.jose.JWSObject
import com.nimbusds.jose.crypto.Ed25519Verifier
import com.nimbusds.jose.jwk.OctetKeyPair
import com.nimbusds.jose.util.Base64URL
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class NimbusTest {
    private val asked = vector(WHOLE)
    private val signed = asked.bytes("token").decodeToString().substringBefore('~')

    /** The key that the trust list has under the token's `kid`. */
    private val verifier: Ed25519Verifier = run {
        val kid = JWSObject.parse(signed).header.keyID
        val payload = json.readTree(Base64URL(asked["trust"]["payload"].asText()).decode())
        val entry = payload.findParents("x").first { OctetKeyPair.parse(jwk(it)).computeThumbprint().toString() == kid }
        Ed25519Verifier(OctetKeyPair.parse(jwk(entry)))
    }

    private fun jwk(entry: com.fasterxml.jackson.databind.JsonNode) = """{"kty":"OKP","crv":"Ed25519","x":"${entry["x"].asText()}"}"""

    @Test
    fun `Nimbus accepts the signature of a report`() = assertTrue(JWSObject.parse(signed).verify(verifier))

    @Test
    fun `Nimbus reads the same issuer`() =
        assertEquals(verified().document.iss, JWSObject.parse(signed).payload.toJSONObject()["iss"])

    @Test
    fun `Nimbus refuses a changed payload`() {
        val (header, payload, signature) = signed.split('.')
        val changed = Base64URL.encode(Base64URL(payload).decodeToString().replace("VN", "KH"))
        assertFalse(JWSObject.parse("$header.$changed.$signature").verify(verifier))
    }
}
