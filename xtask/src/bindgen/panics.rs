//! Lets every panic end at once: on the web nobody reads its message, which is written nowhere, and which takes room.

use std::collections::HashSet;

use walrus::ir::{Instr, InstrSeq, Unreachable, VisitorMut, dfs_pre_order_mut};
use walrus::{FunctionId, FunctionKind, Module};

/// The functions of Rust's own library that say why a program panics, as they begin once their names are read.
const PANICS: [&str; 10] = [
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
];

/// What else only such messages need: nothing that crosses the border to JavaScript is written with `Debug`, and what is said of
/// a signature are our own words.
const DEBUG: [&str; 4] = [
    " as core::fmt::Debug::fmt",
    "core::fmt::builders::",
    "char::escape_debug_ext",
    "ed25519_dalek::errors::InternalError as core::fmt::Display",
];

/// Ends every panic where it begins.
pub(crate) fn end(module: &mut Module) {
    let says = |name: &Option<String>| name.as_deref().is_some_and(says_panic);
    let mut panics = Panics(module.funcs.iter().filter(|function| says(&function.name)).map(|function| function.id()).collect());
    for function in module.funcs.iter_mut() {
        let said = panics.0.contains(&function.id());
        if let FunctionKind::Local(local) = &mut function.kind {
            let entry = local.entry_block();
            if said {
                local.block_mut(entry).instrs.clear();
                local.builder_mut().func_body().unreachable();
            } else {
                dfs_pre_order_mut(&mut panics, local, entry);
            }
        }
    }
}

/// The functions that say why a program panics.
struct Panics(HashSet<FunctionId>);

impl VisitorMut for Panics {
    /// Cuts off what only puts a message together.
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let instructions = &mut sequence.instrs;
        let panics = |instruction: &Instr| matches!(instruction, Instr::Call(call) if self.0.contains(&call.func));
        let Some(end) = instructions.iter().position(|(instruction, _)| panics(instruction)) else { return };
        let start = instructions.iter().take(end).rposition(|(instruction, _)| !prepares(instruction)).map_or(0, |last| last + 1);
        instructions.truncate(start);
        instructions.push((Unreachable {}.into(), Default::default()));
    }
}

/// Returns whether an instruction does nothing that is seen after a trap.
fn prepares(instruction: &Instr) -> bool {
    use Instr::{Binop, Const, GlobalGet, GlobalSet, Load, LocalGet, LocalSet, LocalTee, Select, Store, Unop};
    matches!(
        instruction,
        Binop(_)
            | Const(_)
            | GlobalGet(_)
            | GlobalSet(_)
            | Load(_)
            | LocalGet(_)
            | LocalSet(_)
            | LocalTee(_)
            | Select(_)
            | Store(_)
            | Unop(_)
    )
}

/// Returns whether a function says why a program panics: `<core[1f]::panicking>::panic_fmt` is `core::panicking::panic_fmt`.
fn says_panic(name: &str) -> bool {
    let mut plain = String::new();
    let mut inside = false;
    for character in name.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            '<' | '>' => {}
            other if !inside => plain.push(other),
            _ => {}
        }
    }
    PANICS.iter().any(|panic| plain.starts_with(panic)) || DEBUG.iter().any(|debug| plain.contains(debug))
}
