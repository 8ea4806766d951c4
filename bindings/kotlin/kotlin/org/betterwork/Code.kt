// Codes: words of the format. A later version of the format may have more of them.
package org.betterwork

/**
 * A word from a list that may grow: one that this version does not know survives as it is.
 *
 * Two codes are equal where their words are; known ones are also the same object.
 *
 * @property code the word, as the format writes it
 */
public abstract class Code internal constructor(public val code: String) {
    final override fun equals(other: Any?): Boolean = this === other || other is Code && javaClass == other.javaClass && code == other.code

    final override fun hashCode(): Int = code.hashCode()

    final override fun toString(): String = code
}

/** The codes of a list. */
public abstract class Codes<T : Code> internal constructor() {
    /** Those that this version knows, in the order of the format. */
    public abstract val known: List<T>

    /** Returns the code of a word, also where this version does not know it. */
    public fun of(code: String): T = known.find { it.code == code } ?: unknown(code)

    internal abstract fun unknown(code: String): T
}
