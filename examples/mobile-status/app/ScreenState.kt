// What the screen shows: immutable, ready to be drawn and read aloud.
package org.betterwork.example.status

/** How the verdict is marked. The colour is never the only mark: the words say the same. */
enum class Severity { WAITING, GOOD, CAUTION, BAD }

/** A question and its answer. */
data class Fact(val label: String, val answer: String, val note: String? = null) {
    /** What a screen reader says. */
    val spoken: String get() = listOfNotNull(label, answer, note).joinToString(". ")
}

/** What was found, and how it was judged: the text alone may say what should be, not what is. */
data class Issue(val mark: String, val text: String)

/** The publicly reported issues of a cluster. */
data class Cluster(val name: String, val count: String, val issues: List<Issue>)

/** What the factory or others say of the report: signed by them. */
data class Said(val by: String, val text: String, val note: String)

/** What is shown of a genuine report that the public may read. */
data class Findings(val shown: String, val hidden: String?, val title: String, val clusters: List<Cluster>, val none: String?, val saidTitle: String, val said: List<Said>, val saidRefused: String?)

/** What is said of a genuine report. */
data class Genuine(
    /** The factory; null where the public may not know it. */
    val factory: String?,
    val country: String?,
    val facts: List<Fact>,
    /** That it is test data. */
    val test: String?,
)

/** The screen. */
sealed interface ScreenState {
    /** The answer in one sentence. */
    val verdict: String
    val severity: Severity

    /** What to do about it: a title and a sentence. */
    val advice: Fact?
    val isRightToLeft: Boolean

    data class Loading(override val verdict: String, override val isRightToLeft: Boolean) : ScreenState {
        override val severity: Severity get() = Severity.WAITING
        override val advice: Fact? get() = null
    }

    /** A genuine report. */
    sealed interface Checked : ScreenState {
        val genuine: Genuine
    }

    /** A genuine report whose findings are shown. */
    sealed interface Shown : Checked {
        val findings: Findings
    }

    /** Genuine, and it stands; `CAUTION` where its reliance period is over. */
    data class Verified(
        override val verdict: String,
        override val severity: Severity,
        override val genuine: Genuine,
        override val findings: Findings,
        override val advice: Fact,
        override val isRightToLeft: Boolean,
    ) : Shown

    /** Genuine, and nobody here knows whether it still stands. */
    data class Stale(
        override val verdict: String,
        override val genuine: Genuine,
        override val findings: Findings,
        override val advice: Fact,
        override val isRightToLeft: Boolean,
    ) : Shown {
        override val severity: Severity get() = Severity.CAUTION
    }

    /** A newer report replaced it. */
    data class Superseded(
        override val verdict: String,
        override val genuine: Genuine,
        override val advice: Fact,
        override val isRightToLeft: Boolean,
    ) : Checked {
        override val severity: Severity get() = Severity.CAUTION
    }

    /** The issuer withdrew or suspended it. */
    data class TakenBack(
        override val verdict: String,
        override val genuine: Genuine,
        override val advice: Fact,
        override val isRightToLeft: Boolean,
    ) : Checked {
        override val severity: Severity get() = Severity.BAD
    }

    /** Not for the public, or not yet. */
    data class Restricted(
        override val verdict: String,
        override val genuine: Genuine,
        override val advice: Fact,
        override val isRightToLeft: Boolean,
    ) : Checked {
        override val severity: Severity get() = Severity.CAUTION
    }

    /** Refused, or not checked: nothing of it is shown. */
    data class Invalid(
        override val verdict: String,
        override val severity: Severity,
        /** Why, in one sentence. */
        val why: String,
        /** The library's code; null where a file could not be read. */
        val code: String?,
        override val advice: Fact,
        override val isRightToLeft: Boolean,
    ) : ScreenState
}
