// Trust lists and status lists: opened once, asked by every verification.
package org.betterwork

import java.time.Instant
import org.betterwork.internal.StatusList as NativeStatusList
import org.betterwork.internal.StatusLists as NativeStatusLists
import org.betterwork.internal.TrustList as NativeTrustList

/** A trust list that its root signed. */
public class TrustList internal constructor(native: NativeTrustList) : AutoCloseable {
    internal val handle = Handle(native)

    /** The number of this version; remember the highest. */
    public val version: Long get() = handle.use { it.version() }

    /** SHA-256 over the list's base64url payload, in lower-case hex. */
    public val digest: String get() = handle.use { it.digest() }

    /** The fingerprint of the root, for people to compare. */
    public val rootFingerprint: String? get() = handle.use { it.rootFingerprint() }

    /** When the list expires. */
    public val expiresAt: Instant get() = Instant.ofEpochSecond(handle.use { it.expiresAt() })

    /** Whether this is a test list: what it signs is test data, and must be shown as such. */
    public val isTest: Boolean get() = handle.use { it.isTest() }

    /** The root as JSON: the pin for the list after this one. */
    public val root: String get() = handle.use { it.root() }

    /** Takes the next trust list. */
    @JvmOverloads
    public fun update(bytes: ByteArray, at: Instant = Instant.now()): TrustList = asking { TrustList(handle.use { it.update(direct(bytes), at.epochSecond) }) }

    override fun close(): Unit = handle.close()

    public companion object {
        /**
         * Opens a first trust list.
         *
         * @param pin the pinned root as JSON; without it the list's own counts, as for a file that the user chose
         * @param rememberedVersion the highest version that the host has seen, from 0; an older list is `trust_rollback`
         */
        @JvmStatic
        @JvmOverloads
        public fun open(bytes: ByteArray, pin: String? = null, rememberedVersion: Long? = null): TrustList {
            require(rememberedVersion == null || rememberedVersion >= 0) {
                "`rememberedVersion` is $rememberedVersion: versions count from 0; pass null where none is remembered"
            }
            return asking { TrustList(NativeTrustList.open(direct(bytes), pin, rememberedVersion?.toULong())) }
        }
    }
}

/** A status list that an issuer signed. */
public class StatusList internal constructor(native: NativeStatusList) : AutoCloseable {
    internal val handle = Handle(native)

    /** The address that the list speaks for. */
    public val uri: String get() = handle.use { it.uri() }

    /** Who signed it. */
    public val issuer: String get() = handle.use { it.issuer() }

    /** When it was signed: what it says was so then. Remember the newest. */
    public val asOfAt: Instant get() = Instant.ofEpochSecond(handle.use { it.asOfAt() })

    /** From when on it says nothing any more. */
    public val expiresAt: Instant get() = Instant.ofEpochSecond(handle.use { it.expiresAt() })

    /** How many entries it has. */
    public val length: Long get() = handle.use { it.length() }

    /** The entry at [index] as its code, or null beyond the end. */
    public fun value(index: Long): String? = handle.use { it.value(index) }

    override fun close(): Unit = handle.close()

    public companion object {
        /** Opens a list; [uri] is the address it came from, [remembered] the newest instant of it that the host has seen. */
        @JvmStatic
        @JvmOverloads
        public fun open(
            bytes: ByteArray,
            trust: TrustList,
            uri: String? = null,
            remembered: Instant? = null,
            at: Instant = Instant.now(),
        ): StatusList = asking { trust.handle.use { StatusList(NativeStatusList.open(direct(bytes), it, uri, remembered?.epochSecond, at.epochSecond)) } }
    }
}

/** The status lists of one question. */
public class StatusLists private constructor(native: NativeStatusLists) : AutoCloseable {
    internal val handle = Handle(native)

    /** Gives back its memory; that of [NONE] stays. */
    override fun close() {
        if (this !== NONE) handle.close()
    }

    public companion object {
        /** No status list: whether a report still stands is unknown. */
        @JvmField public val NONE: StatusLists = StatusLists(NativeStatusLists.of(emptyList()))

        /** Holds these lists; there may be none. */
        @JvmStatic
        public fun of(vararg lists: StatusList): StatusLists = of(lists.asList())

        /** Holds these lists; there may be none. */
        @JvmStatic
        public fun of(lists: List<StatusList>): StatusLists = StatusLists(lists.map { it.handle }.useAll(NativeStatusLists::of))

        /** Opens these tokens; one that cannot be opened answers why a standing is unknown. */
        @JvmStatic
        @JvmOverloads
        public fun openEach(tokens: List<ByteArray>, trust: TrustList, at: Instant = Instant.now()): StatusLists =
            asking {
                val lengths = tokens.map { cutLength(it).toUInt() }
                trust.handle.use { StatusLists(NativeStatusLists.openEach(direct(tokens), lengths, it, at.epochSecond)) }
            }
    }
}
