// What is left of a panic in the native library.
package org.betterwork

import org.betterwork.internal.InternalException

/**
 * The library failed: a defect of it, whatever the document is. Nothing was verified by the call; the library, and every handle,
 * can be used on.
 */
public class DefectException internal constructor(panic: InternalException) :
    RuntimeException("a defect of betterwork, and nothing was verified; please report it with this text: ${panic.message}", panic)
