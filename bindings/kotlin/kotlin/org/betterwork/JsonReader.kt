// Reads the JSON that the library answers with: strictly, forward only, over its bytes. No tree is made on the way to the classes.
package org.betterwork

import java.time.Instant
import java.time.LocalDate

internal class JsonReader(private val bytes: ByteArray) {
    /** The next byte. */
    var position = 0

    /** The hash of the member's name that [next] has found, as of `String.hashCode`. */
    var nameHash = 0
        private set

    private var nameStart = 0
    private var nameEnd = 0

    /** Begins an object. */
    fun open() = take('{')

    /** Goes to the value of the object's next member; at its end, leaves it and says so. */
    fun next(): Boolean {
        when (peek()) {
            '}'.code -> {
                position++
                return false
            }
            ','.code -> position++
        }
        if (peek() != '"'.code) refuse("a name")
        val bytes = bytes
        var at = position + 1
        nameStart = at
        var hash = 0
        while (true) {
            val byte = bytes[at].toInt()
            if (byte == '"'.code) break
            if (byte == '\\'.code) at++
            hash = 31 * hash + byte
            at++
        }
        nameEnd = at
        nameHash = hash
        position = at + 1
        take(':')
        return true
    }

    /** Returns whether the member is called so. */
    fun isNamed(name: String): Boolean {
        if (nameEnd - nameStart != name.length) return false
        for (at in name.indices) if (bytes[nameStart + at].toInt() != name[at].code) return false
        return true
    }

    /** Returns the member's name. */
    fun name(): String = string(nameStart, nameEnd)

    /** Reads text. */
    fun text(): String {
        val start = begin()
        position = end(start) + 1
        return string(start, position - 1)
    }

    /** Reads a word from a list of codes. */
    fun <T : Code> code(codes: Codes<T>): T {
        val start = begin()
        val end = end(start)
        position = end + 1
        val known = codes.known
        for (at in known.indices) if (isAt(start, end, known[at].code)) return known[at]
        return codes.unknown(string(start, end))
    }

    /** Reads a whole number. */
    fun long(): Long {
        val isNegative = peek() == '-'.code
        if (isNegative) position++
        val start = position
        var number = 0L
        while (position < bytes.size) {
            val digit = bytes[position] - '0'.code
            if (digit !in 0..9) break
            number = Math.addExact(Math.multiplyExact(number, 10L), digit.toLong())
            position++
        }
        if (position == start) refuse("a number")
        return if (isNegative) -number else number
    }

    /** Reads `true` or `false`. */
    fun boolean(): Boolean =
        when (peek()) {
            't'.code -> true.also { position += 4 }
            'f'.code -> false.also { position += 5 }
            else -> refuse("true or false")
        }

    /** Reads a day. */
    fun day(): LocalDate {
        val start = begin()
        position = end(start) + 1
        if (position - start != 11) refuse("a day")
        return LocalDate.of(digits(start, 4), digits(start + 5, 2), digits(start + 8, 2))
    }

    /** Reads an instant that is written out. */
    fun instant(): Instant = Instant.parse(text())

    /** Reads an instant that is counted in seconds since 1970. */
    fun second(): Instant = Instant.ofEpochSecond(long())

    /** Reads a list that nobody can change. */
    inline fun <T> list(item: () -> T): List<T> {
        take('[')
        if (isPassed(']')) return emptyList()
        val items = ArrayList<T>()
        do items.add(item()) while (isPassed(','))
        take(']')
        return java.util.Collections.unmodifiableList(items)
    }

    /** Returns whether the value is text. */
    fun isText(): Boolean = peek() == '"'.code

    /** Returns whether the value is a number. */
    fun isNumber(): Boolean = peek() == '-'.code || peek() in '0'.code..'9'.code

    /** Passes over a value. */
    fun skip() {
        when (peek()) {
            '"'.code -> position = end(position + 1) + 1
            '{'.code -> {
                open()
                while (next()) skip()
            }
            '['.code -> list { skip() }
            else -> while (position < bytes.size && bytes[position].toInt().toChar() !in ",]}") position++
        }
    }

    /** Says that a document lacks a member; the library made it, so that cannot be. */
    fun missing(name: String): Nothing = refuse("a member `$name`")

    fun take(expected: Char) {
        if (peek() != expected.code) refuse("`$expected`")
        position++
    }

    fun isPassed(wanted: Char): Boolean = (peek() == wanted.code).also { if (it) position++ }

    private fun peek(): Int = if (position < bytes.size) bytes[position].toInt() else refuse("more")

    /** Goes into a string, and returns where its text begins. */
    private fun begin(): Int {
        if (peek() != '"'.code) refuse("text")
        return position + 1
    }

    /** Returns where the quotation mark behind a text is. */
    private fun end(start: Int): Int {
        val bytes = bytes
        var at = start
        while (at < bytes.size) {
            val byte = bytes[at].toInt()
            if (byte == '"'.code) return at
            at += if (byte == '\\'.code) 2 else 1
        }
        refuse("the end of a text")
    }

    private fun isAt(start: Int, end: Int, word: String): Boolean {
        if (end - start != word.length) return false
        for (at in word.indices) if (bytes[start + at].toInt() != word[at].code) return false
        return true
    }

    private fun digits(start: Int, count: Int): Int {
        var number = 0
        for (at in start until start + count) {
            val digit = bytes[at] - '0'.code
            if (digit !in 0..9) refuse("a day")
            number = 10 * number + digit
        }
        return number
    }

    private fun string(start: Int, end: Int): String {
        for (at in start until end) if (bytes[at] < 0 || bytes[at].toInt() == '\\'.code) return worked(start, end)
        return String(bytes, start, end - start, Charsets.ISO_8859_1)
    }

    /** A string with characters beyond ASCII, or with escapes. */
    private fun worked(start: Int, end: Int): String {
        val text = String(bytes, start, end - start, Charsets.UTF_8)
        if ('\\' !in text) return text
        val plain = StringBuilder(text.length)
        var at = 0
        while (at < text.length) {
            val character = text[at++]
            if (character != '\\') {
                plain.append(character)
                continue
            }
            when (val escaped = text[at++]) {
                'b' -> plain.append('\b')
                'f' -> plain.append('\u000c')
                'n' -> plain.append('\n')
                'r' -> plain.append('\r')
                't' -> plain.append('\t')
                'u' -> {
                    plain.append(text.substring(at, at + 4).toInt(16).toChar())
                    at += 4
                }
                else -> plain.append(escaped)
            }
        }
        return plain.toString()
    }

    private fun refuse(expected: String): Nothing =
        error("the library's answer cannot be read: expected $expected at byte $position; the jar and its native library are of two versions")
}
