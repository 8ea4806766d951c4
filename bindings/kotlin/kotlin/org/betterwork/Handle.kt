// Native objects, held safely: what is closed is never used, and what is used is never closed under the hands of its user.
package org.betterwork

import java.util.concurrent.atomic.AtomicInteger
import org.betterwork.internal.InternalException

/**
 * Holds a native object until it is closed and nobody uses it any more.
 *
 * The generated code guards the object whose method is called, but not those that are passed as arguments; this guards both.
 */
internal class Handle<out N : AutoCloseable>(val native: N) {
    /** How many use it, and one more until it is closed. */
    private val users = AtomicInteger(1)

    @Volatile private var isClosed = false

    inline fun <T> use(question: (N) -> T): T {
        enter()
        try {
            return question(native)
        } catch (panic: InternalException) {
            throw DefectException(panic)
        } finally {
            leave()
        }
    }

    fun close() {
        synchronized(this) {
            if (isClosed) return
            isClosed = true
        }
        leave()
    }

    fun enter() {
        do {
            val now = users.get()
            check(!isClosed && now > 0) { "it is closed: ask before `close`" }
        } while (!users.compareAndSet(now, now + 1))
    }

    fun leave() {
        if (users.decrementAndGet() == 0) native.close()
    }
}

/** Uses all of them at once. */
internal fun <N : AutoCloseable, T> List<Handle<N>>.useAll(question: (List<N>) -> T): T {
    var entered = 0
    try {
        forEach {
            it.enter()
            entered++
        }
        return question(map { it.native })
    } catch (panic: InternalException) {
        throw DefectException(panic)
    } finally {
        take(entered).forEach(Handle<N>::leave)
    }
}
