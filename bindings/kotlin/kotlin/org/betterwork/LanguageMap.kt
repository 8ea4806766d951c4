// Texts in one or more languages, and what a statement says.
package org.betterwork

/** A text in one or more languages, by their tags (BCP 47), in the order in which the document has them. */
public class LanguageMap internal constructor(private val languagesAndTexts: Array<String>) : AbstractMap<String, String>(), StatementBody {
    /** Makes a text from languages and texts. */
    public constructor(texts: Map<String, String>) : this(texts.flatMap { listOf(it.key, it.value) }.toTypedArray())

    override val size: Int get() = languagesAndTexts.size / 2

    override val entries: Set<Map.Entry<String, String>> get() =
        (languagesAndTexts.indices step 2).mapTo(LinkedHashSet()) { java.util.AbstractMap.SimpleImmutableEntry(languagesAndTexts[it], languagesAndTexts[it + 1]) }

    override fun get(key: String): String? {
        for (at in languagesAndTexts.indices step 2) if (languagesAndTexts[at] == key) return languagesAndTexts[at + 1]
        return null
    }

    override fun containsKey(key: String): Boolean = get(key) != null

    /**
     * Returns the text in the first of these languages that there is; in the first one there is where none of them is.
     *
     * `fr-CA` is also answered by a text in `fr`.
     */
    public fun preferring(vararg languages: String): String =
        languages.firstNotNullOfOrNull { get(it) ?: get(it.substringBefore('-')) } ?: languagesAndTexts.getOrElse(1) { "" }
}

/** What a statement says: a [LanguageMap], or a [Consent]. */
public sealed interface StatementBody

internal fun JsonReader.readLanguageMap(): LanguageMap {
    open()
    if (!next()) return LanguageMap(emptyArray())
    val (language, text) = Pair(name(), text())
    // Nearly always one language.
    if (!next()) return LanguageMap(arrayOf(language, text))
    val all = arrayListOf(language, text)
    do {
        all.add(name())
        all.add(text())
    } while (next())
    return LanguageMap(all.toTypedArray())
}

internal fun JsonReader.readStatementBody(): StatementBody {
    val start = position
    var isConsent = false
    open()
    while (next()) {
        // What a consent has and no language is called.
        isConsent = isConsent || isNamed("subscriber")
        skip()
    }
    position = start
    return if (isConsent) readConsent() else readLanguageMap()
}
