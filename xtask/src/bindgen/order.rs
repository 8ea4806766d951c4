//! Names the functions of a WebAssembly file so that those which are alike stand together in the order of the names: `wasm-opt` sorts
//! by name, and brotli finds more in what is near.

use wasm_encoder::{Module, NameMap, NameSection, RawSection};
use wasmparser::{Parser, Payload, TypeRef};

type Error = Box<dyn std::error::Error>;

/// How many bytes of a function tell what it is like.
const BYTES: usize = 80;

/// Returns the file with other names: a function's type, and its bytes from the last one on.
pub(crate) fn by_likeness(file: &[u8]) -> Result<Vec<u8>, Error> {
    let (mut named, mut names) = (Module::new(), NameMap::new());
    let (mut next, mut types) = (0, Vec::new().into_iter());
    for payload in Parser::new(0).parse_all(file) {
        let payload = payload?;
        let section = payload.as_section();
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    next += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(functions) => types = functions.into_iter().collect::<Result<Vec<u32>, _>>()?.into_iter(),
            Payload::CodeSectionEntry(body) => {
                let kind = types.next().ok_or("a function has no type")?;
                let end: String = body.as_bytes().iter().rev().take(BYTES).map(|byte| format!("{byte:02x}")).collect();
                names.append(next, &format!("{kind:08x}{end}"));
                next += 1;
            }
            Payload::CustomSection(section) if section.name() == "name" => continue,
            _ => {}
        }
        if let Some((id, range)) = section {
            named.section(&RawSection { id, data: file.get(range).ok_or("a section has no end")? });
        }
    }
    let mut section = NameSection::new();
    section.functions(&names);
    named.section(&section);
    Ok(named.finish())
}
