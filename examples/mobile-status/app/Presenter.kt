// From the library's answers to words. No rule about a report is here.
package org.betterwork.example.status

import org.betterwork.Disclosure
import org.betterwork.FindingKind
import org.betterwork.FindingResult
import org.betterwork.LanguageMap
import org.betterwork.StandingValue
import org.betterwork.VerificationException
import org.betterwork.VerifiedReport
import org.betterwork.VerifiedStatement

/** Puts answers into the words of a language. */
class Presenter(private val words: Words) {
    private val rtl = words.isRightToLeft

    /** Says that the check is under way. */
    fun loading(): ScreenState = ScreenState.Loading(words.say("loading"), rtl)

    /** Says what was found about a report: [refused] statements could not be verified. */
    fun checked(report: VerifiedReport, statements: List<VerifiedStatement>, refused: Int): ScreenState {
        val standing = report.standing.value
        val reason = report.publication.reason
        return when {
            !report.publication.public && reason != "superseded" && reason != "suspended" && reason != "revoked" ->
                ScreenState.Restricted(words.say("verdict.withheld"), genuine(report, isNamed = false), advice("restricted"), rtl)
            standing == StandingValue.REVOKED || standing == StandingValue.SUSPENDED ->
                ScreenState.TakenBack(words.say("verdict.$standing"), genuine(report, isNamed = true), advice(standing.code), rtl)
            standing == StandingValue.SUPERSEDED || !report.publication.public ->
                ScreenState.Superseded(words.say("verdict.superseded"), genuine(report, isNamed = true), advice("superseded"), rtl)
            standing != StandingValue.VALID ->
                ScreenState.Stale(words.say("verdict.unknown"), genuine(report, isNamed = true), findings(report, statements, refused), advice("unknown"), rtl)
            else -> {
                val (mark, severity) = if (report.age.lapsed) Pair("lapsed", Severity.CAUTION) else Pair("stands", Severity.GOOD)
                val todo = if (mark == "stands" && report.disclosure == Disclosure.Complete) "complete" else mark
                ScreenState.Verified(
                    words.say("verdict.$mark"),
                    severity,
                    genuine(report, isNamed = true),
                    findings(report, statements, refused),
                    advice(todo),
                    rtl,
                )
            }
        }
    }

    /** Says why a report was refused. */
    fun refused(refusal: VerificationException): ScreenState {
        val areListsToBlame = listsOfBundle.any(refusal.path::startsWith)
        val why = if (areListsToBlame) "error.bundle" else when (refusal) {
            is VerificationException.NotYetValid -> "unchecked.not_yet_valid"
            is VerificationException.TrustExpired -> "unchecked.trust_expired"
            is VerificationException.UnsupportedVersion -> "error.version"
            is VerificationException.Malformed, is VerificationException.TooLarge, is VerificationException.WrongDocument -> "error.file"
            is VerificationException.UnknownKey, is VerificationException.KeyNotValid, is VerificationException.NotAuthorised -> "error.signer"
            is VerificationException.BadSignature, is VerificationException.BadDisclosure -> "invalid.bad_signature"
            is VerificationException.TrustRollback, is VerificationException.StatusStale,
            is VerificationException.StatusRollback, is VerificationException.StatusMismatch,
            -> "error.lists"
            is VerificationException.UnsupportedAlgorithm, is VerificationException.Inconsistent -> "invalid.other"
        }
        val unchecked = why.startsWith("unchecked.") || why == "error.version" || why == "error.lists" || why == "error.bundle"
        return invalid(unchecked, words.say(why, "code" to refusal.code), refusal.code)
    }

    /** Says that a file could not be read. */
    fun unreadable(): ScreenState = invalid(unchecked = true, words.say("error.read"), null)

    /** Says that the lists on this phone, not the report, are to blame. */
    fun unusableLists(code: String): ScreenState = invalid(unchecked = true, words.say("error.lists"), code)

    /** Says that the library failed. */
    fun failed(): ScreenState = invalid(unchecked = true, words.say("unchecked.other", "code" to "defect"), "defect")

    private fun invalid(unchecked: Boolean, why: String, code: String?): ScreenState {
        val (mark, severity) = if (unchecked) Pair("unchecked", Severity.CAUTION) else Pair("invalid", Severity.BAD)
        return ScreenState.Invalid(words.say("verdict.$mark"), severity, why, code, advice(mark), rtl)
    }

    private fun advice(mark: String) = Fact(words.say("do"), words.say("do.$mark"))

    private fun genuine(report: VerifiedReport, isNamed: Boolean): Genuine {
        val body = report.document.report
        val notShown = if (report.publication.public) emptyList() else listOf(Fact(words.say("shown"), words.say("nothing.shown"), whyNotShown(report)))
        val facts = listOf(
            Fact(words.say("signed"), report.signer.name, words.say("signed.how")),
            Fact(words.say("assessed"), words.date(report.age.sinceOn), words.age(report.age.days)),
            standing(report),
        )
        return Genuine(
            body.facility.name.takeIf { isNamed },
            words.country(body.facility.country).takeIf { isNamed },
            facts + notShown,
            words.say("test").takeIf { report.signer.test },
        )
    }

    private fun whyNotShown(report: VerifiedReport): String? =
        report.publication.reason?.let { reason ->
            words.find("reason.$reason", "date" to (report.document.report.publication.from?.let(words::date) ?: ""))
        }

    private fun standing(report: VerifiedReport): Fact {
        val (value, asOf, reason) = report.standing
        val stands = if (value == StandingValue.VALID && report.age.lapsed) "lapsed" else value.code
        val said = asOf?.let { words.find("stands.$stands", "date" to words.date(it)) }.takeIf { value != StandingValue.UNKNOWN }
        val until = report.document.exp?.takeIf { report.age.lapsed }?.let { words.say("stands.until", "date" to words.date(it)) }
        if (said != null) return Fact(words.say("stands"), said, until)
        val code = reason ?: value.code
        val why = words.find("why.$code") ?: words.say("why.other", "code" to code)
        return Fact(words.say("stands"), words.say("stands.unknown"), listOfNotNull(why, until).joinToString(". "))
    }

    private fun findings(report: VerifiedReport, statements: List<VerifiedStatement>, refused: Int): Findings {
        val body = report.document.report
        val shown = body.compliancePoints.sumOf { it.publicFindings.size + it.findings.orEmpty().size }.toLong()
        val hidden = (report.disclosure as? Disclosure.Partial)?.findings ?: 0
        val clusters = body.compliancePoints.groupBy { it.cluster }.mapNotNull { (cluster, points) ->
            val issues = points.flatMap { it.publicFindings }
                .filter { it.kind == FindingKind.COMPLIANCE && it.result == FindingResult.NON_COMPLIANT }
                .map { Issue(words.say("non_compliant"), isolated(it.text.preferring(words.language, body.language))) }
            if (issues.isEmpty()) null else Cluster(words.name("cluster", cluster), words.number(issues.size), issues)
        }
        return Findings(
            if (hidden > 0) words.say("shown.of", "shown" to shown, "all" to shown + hidden) else words.say("shown.all", "all" to shown),
            if (hidden > 0) words.say("hidden", "n" to hidden) else null,
            words.say("issues"),
            clusters,
            if (clusters.isEmpty()) words.say("issues.none") else null,
            words.say("said"),
            // What is said of a finding goes with it; a consent is between the factory and whoever publishes.
            statements.filterNot { it.findingWithheld }.mapNotNull { said(it, body.language) },
            if (refused > 0) words.say("said.refused", "n" to refused) else null,
        )
    }

    private fun said(verified: VerifiedStatement, own: String): Said? {
        val text = verified.statement.body as? LanguageMap ?: return null
        val by = "${words.name("role", verified.role)} · ${words.name("kind", verified.statement.kind.code)} · ${words.date(verified.statement.iat)}"
        return Said(by, isolated(text.preferring(words.language, own)), words.say(if (verified.role == "programme") "said.programme" else "said.unverified"))
    }

    /** The members of a bundle that say nothing of its report. */
    private val listsOfBundle = listOf("trust_list", "status_lists")

    // What others wrote does not turn the direction of the words around it (Unicode UAX 9, isolates).
    private fun isolated(text: String) = "\u2068$text\u2069"
}
