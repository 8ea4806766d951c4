//! The program that writes the Kotlin side of the border from the built library.

fn main() {
    uniffi::uniffi_bindgen_main();
}
