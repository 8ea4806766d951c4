// Why a document was refused: one class for each code of the format.
package org.betterwork

import java.nio.charset.CharacterCodingException
import org.betterwork.internal.InternalException
import org.betterwork.internal.Refusal

/**
 * A document was refused. Unchecked, so that Java can catch it wherever it comes from.
 *
 * @property code the stable code, the same in every language
 * @property detail what is wrong, for people
 * @property path the member that is meant; empty where it is the whole document
 * @property advice what the reader can do about it
 */
public sealed class VerificationException(
    public val code: String,
    public val detail: String,
    public val path: String,
    public val advice: String,
) : RuntimeException("$code: $detail; $advice") {
    /** The bytes are not a document of this format. */
    public class Malformed internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** A limit of the format is exceeded. */
    public class TooLarge internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** A genuine-looking document of another kind than the one asked for. */
    public class WrongDocument internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** A major version, or an extension that must be understood, which this program does not know. */
    public class UnsupportedVersion internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** Signed with something else than Ed25519, or not signed. */
    public class UnsupportedAlgorithm internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The trust list has no such key. */
    public class UnknownKey internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The key is compromised, or was not in use when the document says it was signed. */
    public class KeyNotValid internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The key may not sign this document. */
    public class NotAuthorised internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The signature does not fit the bytes. */
    public class BadSignature internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** A disclosure does not belong to the report or breaks the rules of what may be withheld. */
    public class BadDisclosure internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** What the document says contradicts itself. */
    public class Inconsistent internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** Signed later than now. */
    public class NotYetValid internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The trust list is past its expiry. */
    public class TrustExpired internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The trust list is older than, or not the next after, the one already held. */
    public class TrustRollback internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The status list is past its expiry. */
    public class StatusStale internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The status list is older than one already seen. */
    public class StatusRollback internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)

    /** The status list is about other reports. */
    public class StatusMismatch internal constructor(code: String, detail: String, path: String, advice: String) :
        VerificationException(code, detail, path, advice)
}

/**
 * Asks the core, and turns its refusal into the exception: the one place where this happens. A panic is a defect, and half of a
 * character, which cannot even be handed over, is malformed.
 */
internal inline fun <T> asking(question: () -> T): T =
    try {
        question()
    } catch (refusal: Refusal) {
        throw refusal.asException()
    } catch (half: CharacterCodingException) {
        val advice = "give the text as it was signed or read, whole"
        throw VerificationException.Malformed("malformed", "the text has half of a character (a surrogate without the other)", "", advice)
    } catch (panic: InternalException) {
        throw DefectException(panic)
    }

@PublishedApi
internal fun Refusal.asException(): VerificationException =
    when (this) {
        is Refusal.Malformed -> VerificationException.Malformed(code, detail, path, advice)
        is Refusal.TooLarge -> VerificationException.TooLarge(code, detail, path, advice)
        is Refusal.WrongDocument -> VerificationException.WrongDocument(code, detail, path, advice)
        is Refusal.UnsupportedVersion -> VerificationException.UnsupportedVersion(code, detail, path, advice)
        is Refusal.UnsupportedAlgorithm -> VerificationException.UnsupportedAlgorithm(code, detail, path, advice)
        is Refusal.UnknownKey -> VerificationException.UnknownKey(code, detail, path, advice)
        is Refusal.KeyNotValid -> VerificationException.KeyNotValid(code, detail, path, advice)
        is Refusal.NotAuthorised -> VerificationException.NotAuthorised(code, detail, path, advice)
        is Refusal.BadSignature -> VerificationException.BadSignature(code, detail, path, advice)
        is Refusal.BadDisclosure -> VerificationException.BadDisclosure(code, detail, path, advice)
        is Refusal.Inconsistent -> VerificationException.Inconsistent(code, detail, path, advice)
        is Refusal.NotYetValid -> VerificationException.NotYetValid(code, detail, path, advice)
        is Refusal.TrustExpired -> VerificationException.TrustExpired(code, detail, path, advice)
        is Refusal.TrustRollback -> VerificationException.TrustRollback(code, detail, path, advice)
        is Refusal.StatusStale -> VerificationException.StatusStale(code, detail, path, advice)
        is Refusal.StatusRollback -> VerificationException.StatusRollback(code, detail, path, advice)
        is Refusal.StatusMismatch -> VerificationException.StatusMismatch(code, detail, path, advice)
    }
