//! What Android asks of a native library, and what we ask: pages, machine, relocations, the libraries it needs, size.

use goblin::elf::header::{EM_AARCH64, EM_ARM, EM_X86_64};
use goblin::elf::program_header::PT_LOAD;
use goblin::elf::{Elf, dynamic};

/// The largest page of an Android device. A segment that begins elsewhere is not loaded there
/// (developer.android.com, "Support 16 KB page sizes").
const PAGE_BYTES: u64 = 16 * 1024;

/// The most bytes of one ABI's library.
pub(crate) const MAX_BYTES: usize = 1_000_000;

/// What every Android device has (developer.android.com, "Android NDK Native APIs").
const SYSTEM_LIBRARIES: [&str; 4] = ["libc.so", "libdl.so", "libm.so", "liblog.so"];

/// A processor that Android runs on, by its folder in an AAR.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abi {
    Arm64,
    Arm,
    X86,
}

impl Abi {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "arm64-v8a" => Some(Self::Arm64),
            "armeabi-v7a" => Some(Self::Arm),
            "x86_64" => Some(Self::X86),
            _ => None,
        }
    }

    fn machine(self) -> u16 {
        match self {
            Self::Arm64 => EM_AARCH64,
            Self::Arm => EM_ARM,
            Self::X86 => EM_X86_64,
        }
    }
}

/// Returns everything that is wrong with a library for this ABI.
pub(crate) fn check(bytes: &[u8], abi: Abi) -> Vec<String> {
    let elf = match Elf::parse(bytes) {
        Ok(elf) => elf,
        Err(error) => return vec![format!("it is no ELF file: {error}")],
    };
    let mut faults = Vec::new();
    if elf.header.e_machine != abi.machine() {
        faults.push(format!("it is for another processor: machine {} instead of {}", elf.header.e_machine, abi.machine()));
    }
    let segments: Vec<_> = elf.program_headers.iter().filter(|segment| segment.p_type == PT_LOAD).collect();
    if segments.is_empty() {
        faults.push("it has no segment to load".to_owned());
    }
    for segment in segments {
        let is_congruent = segment.p_vaddr % PAGE_BYTES == segment.p_offset % PAGE_BYTES;
        if segment.p_align < PAGE_BYTES || segment.p_align % PAGE_BYTES != 0 || !is_congruent {
            let (at, align) = (segment.p_vaddr, segment.p_align);
            faults.push(format!("the segment at {at:#x} is aligned to {align} bytes: link with -Wl,-z,max-page-size={PAGE_BYTES}"));
        }
    }
    let entries = elf.dynamic.as_ref().map_or(&[][..], |dynamic| &dynamic.dyns);
    let has_flag = |entry: &dynamic::Dyn| entry.d_tag == dynamic::DT_FLAGS && entry.d_val & dynamic::DF_TEXTREL != 0;
    if entries.iter().any(|entry| entry.d_tag == dynamic::DT_TEXTREL || has_flag(entry)) {
        faults.push("it has relocations in its code, which Android refuses".to_owned());
    }
    let unknown = elf.libraries.iter().filter(|library| !SYSTEM_LIBRARIES.contains(library));
    faults.extend(unknown.map(|library| format!("it needs {library}, which is not on every device")));
    if bytes.len() >= MAX_BYTES {
        faults.push(format!("it has {} bytes; less than {MAX_BYTES} are allowed", bytes.len()));
    }
    faults
}

#[cfg(test)]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;

    const ALIGNED: &str = "-Wl,-z,max-page-size=16384";
    const CODE: &str = "int counted = 1; int count(void) { return counted++; }";

    /// Links a library for this machine, with the linker that Rust uses here.
    fn linked(name: &str, code: &str, flags: &[&str]) -> Vec<u8> {
        let folder = std::env::temp_dir().join(format!("betterwork-elf-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (source, library): (PathBuf, PathBuf) = (folder.join("a.c"), folder.join("a.so"));
        std::fs::write(&source, code).unwrap();
        let done = Command::new("cc").args(["-shared", "-o"]).arg(&library).arg(&source).args(flags).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let bytes = std::fs::read(&library).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        bytes
    }

    fn aligned(name: &str, code: &str, flags: &[&str]) -> Vec<u8> {
        linked(name, code, &[&["-nostdlib", "-fPIC", ALIGNED], flags].concat())
    }

    #[test]
    fn a_library_for_large_pages_passes() {
        assert_eq!(check(&aligned("good", CODE, &[]), Abi::X86), Vec::<String>::new());
    }

    #[test]
    fn a_library_for_small_pages_does_not() {
        let faults = check(&linked("small", CODE, &["-nostdlib", "-fPIC", "-Wl,-z,max-page-size=4096"]), Abi::X86);
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.contains("is aligned to 4096 bytes")), "{faults:?}");
    }

    #[test]
    fn the_library_of_another_processor_is_refused() {
        assert_eq!(check(&aligned("other", CODE, &[]), Abi::Arm64), ["it is for another processor: machine 62 instead of 183"]);
    }

    #[test]
    fn a_library_that_no_device_has_is_not_needed() {
        let faults = check(&linked("needs", CODE, &["-fPIC", ALIGNED, "-Wl,--no-as-needed"]), Abi::X86);
        assert_eq!(faults, ["it needs libc.so.6, which is not on every device"]);
    }

    #[test]
    fn relocations_in_the_code_are_refused() {
        let faults = check(&linked("text", CODE, &["-nostdlib", "-fno-pic", "-mcmodel=large", "-Wl,-z,notext", ALIGNED]), Abi::X86);
        assert_eq!(faults, ["it has relocations in its code, which Android refuses"]);
    }

    #[test]
    fn a_library_that_is_too_large_is_refused() {
        let code = "char large[1000000] = {1}; char *of(void) { return large; }";
        let faults = check(&aligned("large", code, &[]), Abi::X86);
        assert!(matches!(&faults[..], [fault] if fault.ends_with("less than 1000000 are allowed")), "{faults:?}");
    }

    #[test]
    fn what_is_no_library_is_refused() {
        assert!(matches!(&check(b"PK", Abi::Arm)[..], [fault] if fault.starts_with("it is no ELF file")));
        let good = aligned("cut", CODE, &[]);
        assert!(!check(&good[..good.len() / 2], Abi::X86).is_empty());
    }
}
