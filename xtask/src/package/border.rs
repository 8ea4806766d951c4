//! The generated Kotlin side of the border, without what a first call pays for and nobody uses.
//!
//! JNA looks up every function of the border before the first call, and makes a proxy class for each annotation that it reads.
//! UniFFI writes 50 functions for asynchronous calls, of which this library has none.

use crate::steps::Failure;

const ANNOTATION: &str = "@Structure.FieldOrder(";

/// The structures of every call; those of asynchronous calls are never loaded.
const STRUCTURES: [&str; 3] =
    ["open class RustBuffer : Structure() {", "class ForeignBytes : Structure() {", "class UniffiRustCallStatus : Structure() {"];

/// Makes the first call of the generated source quicker. The source is otherwise as it was.
///
/// # Errors
///
/// When it is not the source that UniFFI 0.32 writes.
pub(super) fn without_ballast(source: &str) -> Result<String, Failure> {
    if source.contains("uniffiRustCallAsync") {
        return Err(Failure::new("the library has an asynchronous function now: keep the functions that UniFFI needs for it"));
    }
    let mut kept = String::with_capacity(source.len());
    let (mut order, mut is_future, mut structures) = (None, false, 0);
    for line in source.lines() {
        // A declaration goes on until the line with its result.
        is_future |= line.contains("external fun ffi_") && line.contains("_rust_future_");
        if is_future {
            is_future = !line.trim_start().starts_with("):");
            continue;
        }
        if let Some(annotation) = line.strip_prefix(ANNOTATION) {
            order = annotation.strip_suffix(')');
        }
        kept.push_str(line);
        kept.push('\n');
        if STRUCTURES.iter().any(|structure| line.ends_with(structure)) {
            let names =
                order.take().ok_or_else(|| Failure::new(format!("UniFFI no longer gives the order of the fields before `{line}`")))?;
            kept.push_str(&format!("    override fun getFieldOrder(): List<String> = listOf({names})\n"));
            structures += 1;
        }
    }
    if structures != STRUCTURES.len() {
        return Err(Failure::new(format!("UniFFI wrote {structures} of the {} structures of a call", STRUCTURES.len())));
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
@Structure.FieldOrder(\"capacity\", \"len\", \"data\")
open class RustBuffer : Structure() {
}
@Structure.FieldOrder(\"len\", \"data\")
internal open class ForeignBytes : Structure() {
}
@Structure.FieldOrder(\"code\", \"error_buf\")
internal open class UniffiRustCallStatus : Structure() {
}
    external fun ffi_betterwork_kotlin_rust_future_free_u8(`handle`: Long,
    ): Unit
    external fun uniffi_betterwork_kotlin_fn_func_verify(`at`: Long,
    ): Long
";

    #[test]
    fn functions_for_asynchronous_calls_go_and_the_others_stay() {
        let kept = without_ballast(SOURCE).map_err(|failure| failure.what);
        assert!(
            kept.as_ref().is_ok_and(|kept| !kept.contains("rust_future") && kept.contains("fn_func_verify(`at`: Long,\n    ): Long")),
            "{kept:?}"
        );
    }

    #[test]
    fn a_structure_names_its_fields_without_an_annotation_being_read() {
        let kept = without_ballast(SOURCE).map_err(|failure| failure.what);
        assert!(kept.is_ok_and(|kept| kept.contains("    override fun getFieldOrder(): List<String> = listOf(\"len\", \"data\")\n}")));
    }

    #[test]
    fn another_source_is_refused() {
        assert!(without_ballast("object UniffiLib").is_err());
        assert!(without_ballast(&format!("{SOURCE}uniffiRustCallAsync(")).is_err());
    }
}
