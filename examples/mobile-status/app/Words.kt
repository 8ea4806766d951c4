// Words, dates and numbers in the reader's language: those of the web element, and those that only a phone needs.
package org.betterwork.example.status

import java.text.NumberFormat
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.format.DecimalStyle
import java.time.format.FormatStyle
import java.util.Locale
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** One language. */
class Words private constructor(val language: String) {
    private val catalogue: Map<String, JsonElement> = read("web", language) + read("phone", language)
    private val locale: Locale = Locale.forLanguageTag(language)
    private val numbers = NumberFormat.getIntegerInstance(locale)
    private val dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).withDecimalStyle(DecimalStyle.of(locale))

    /** Whether it is written from right to left. */
    val isRightToLeft: Boolean = language == "ar"

    /** Returns a message; `n` chooses among its forms. */
    fun say(key: String, vararg values: Pair<String, Any>): String = find(key, *values) ?: error("no text for `$key` in `$language`")

    /** Returns a message where there is one: codes of later versions have none. */
    fun find(key: String, vararg values: Pair<String, Any>): String? {
        val found = catalogue[key] ?: return null
        val n = (values.firstOrNull { it.first == "n" }?.second as? Number)?.toLong() ?: 0
        val form = if (found is JsonObject) found[pluralOf(language, n)] ?: found.getValue("other") else found
        return values.fold(form.jsonPrimitive.content) { text, (name, value) -> text.replace("{$name}", if (value is Number) numbers.format(value) else "$value") }
    }

    /** Names a code of the format; one of a later version by its own word. */
    fun name(kind: String, code: String): String = find("$kind.$code") ?: code.replace('_', ' ').replaceFirstChar(Char::uppercaseChar)

    /** Writes a day. */
    fun date(day: LocalDate): String = dates.format(day)

    /** Writes the day of an instant, in UTC as the format counts days. */
    fun date(at: Instant): String = date(at.atZone(ZoneOffset.UTC).toLocalDate())

    /** Writes how old something of so many days is, in the unit that fits. */
    fun age(days: Long): String =
        when {
            days < 60 -> say("ago.days", "n" to days)
            days < 730 -> say("ago.months", "n" to (days / 30.44).toLong())
            else -> say("ago.years", "n" to (days / 365.25).toLong())
        }

    /** Writes a number. */
    fun number(number: Int): String = numbers.format(number)

    /** Names a country by its code. */
    fun country(code: String): String = Locale.Builder().setRegion(code).build().getDisplayCountry(locale)

    companion object {
        /** The languages that there are words for. */
        val languages: List<String> = listOf("en", "fr", "ar", "bn", "km", "vi")

        /** Returns the words of a language tag (`fr-CA`); English where there are none. */
        fun of(tag: String): Words = Words(tag.substringBefore('-').lowercase().takeIf { it in languages } ?: "en")

        private fun read(folder: String, language: String): JsonObject {
            val bytes = Words::class.java.getResourceAsStream("/words/$folder/$language.json")?.use { it.readBytes() }
            return Json.parseToJsonElement(checkNotNull(bytes) { "no words/$folder/$language.json beside the classes" }.decodeToString()).jsonObject
        }
    }
}

/** Which form a whole number takes (CLDR, plural rules of cardinals). */
internal fun pluralOf(language: String, n: Long): String =
    when (language) {
        "en" -> if (n == 1L) "one" else "other"
        "bn" -> if (n in 0..1) "one" else "other"
        "fr" -> if (n in 0..1) "one" else if (n % 1_000_000 == 0L) "many" else "other"
        "ar" -> when {
            n == 0L -> "zero"
            n == 1L -> "one"
            n == 2L -> "two"
            n % 100 in 3..10 -> "few"
            n % 100 in 11..99 -> "many"
            else -> "other"
        }
        else -> "other"
    }
