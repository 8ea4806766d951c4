// What this device has seen: the newest trust list and status lists, which nobody takes back to older ones.
package org.betterwork

import java.io.File
import java.security.MessageDigest
import java.time.Instant

/**
 * Remembers trust and status in a folder, and verifies bundles and reports under them, with no network.
 *
 * It may be the folder of an [ExchangeClient]: what that has fetched counts here too. Each file is replaced whole, so that a crash
 * leaves the old one or the new one. Whoever deletes the folder begins again with the application's own list. One process at a time
 * may use a folder.
 *
 * @param trust the trust list that the application comes with; later ones are taken from bundles by its rules and kept
 */
public class Remembered(folder: File, private val trust: TrustList) {
    private val kept = ExchangeFolder(folder)

    /** The newest that was seen of each status list, by its address. */
    public val seen: Map<String, Instant> get() = kept.seen()

    /** The trust list that is held: the application's, or a later one. */
    public fun trust(): TrustList = kept.newest(trust)

    /**
     * Verifies a bundle as of [at], and remembers its trust list and its status lists. It reads and writes files: not for the main
     * thread.
     *
     * @throws VerificationException a subclass for each code: `trust_rollback` and `status_rollback` where the bundle has an older list
     *   than was seen; nothing is remembered then
     * @throws ExchangeException `damaged` where what is remembered cannot be read
     */
    @JvmOverloads
    public fun verify(bundle: Bundle, at: Instant = Instant.now()): VerifiedBundle =
        kept.atOnce {
            val held = trust()
            val verified = StatusLists.openEach(kept.status(), held, at).use { bundle.verify(held, it, seen, at) }
            remember(bundle, verified, at)
            verified
        }

    /**
     * Verifies a report or a view that came alone, from a file or from QR codes, as of [at]: under the lists that this device has seen.
     *
     * @throws VerificationException a subclass for each code
     * @throws ExchangeException `damaged` where what is remembered cannot be read
     */
    @JvmOverloads
    public fun verify(report: ByteArray, at: Instant = Instant.now()): VerifiedReport =
        kept.atOnce {
            val held = trust()
            StatusLists.openEach(kept.status(), held, at).use { verify(report, held, it, at) }
        }

    private fun remember(bundle: Bundle, verified: VerifiedBundle, at: Instant) {
        if (verified.trust.version > trust.version) kept.keepTrust(verified.trust, bundle.trustList)
        for (bytes in bundle.statusLists) {
            try {
                StatusList.open(bytes, verified.trust, at = at).use { kept.keepStatus(name(it.uri), it.uri, bytes, it.asOfAt) }
            } catch (_: VerificationException) {
                // It told nobody's standing: there is nothing to keep of it.
            }
        }
    }

    private fun name(uri: String) = MessageDigest.getInstance("SHA-256").digest(uri.encodeToByteArray()).joinToString("") { "%02x".format(it) }
}
