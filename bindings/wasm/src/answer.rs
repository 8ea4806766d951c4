//! What crosses the border back: JSON text of a result, or the exception for an error.

use wasm_bindgen::prelude::*;

/// An answer for JavaScript: a value, or an exception.
pub(crate) type Answer<T> = Result<T, JsValue>;

#[wasm_bindgen(module = "#errors")]
extern "C" {
    /// Makes a `VerificationError`.
    fn refusal(code: &str, message: &str, path: &str) -> JsValue;
}

/// Turns core's error into the exception: the one place where this happens.
pub(crate) fn refused(error: betterwork::Error) -> JsValue {
    let message = if cfg!(feature = "words") { error.to_string() } else { String::new() };
    refusal(error.kind().code(), &message, error.path())
}
