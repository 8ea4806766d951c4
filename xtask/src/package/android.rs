//! The AAR for Android: the classes, and the native library of each processor.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::kotlin::failed;
use super::target_folder;
use crate::process::{cargo, command, output, root, run};
use crate::setup;
use crate::steps::{Failure, Steps};

/// The profile of what an application carries.
const PROFILE: &str = "mobile";

/// Android 8.0: the first with `java.time`.
const API: u32 = 26;

/// The standard library is built anew: as it comes, it has 200 KB to print where a panic was, which no phone prints.
const STANDARD_LIBRARY: [&str; 2] = ["-Zbuild-std=std,panic_unwind", "-Zbuild-std-features=optimize_for_size"];

/// With a frame pointer, the tables for unwinding have a third less.
const FRAMES: &str = "-C force-frame-pointers=yes";

/// Segments that devices with pages of 16 KB load, and relocations in a tenth of the space.
const LINKED: [&str; 3] = ["-z", "max-page-size=16384", "--pack-dyn-relocs=android"];

/// What Rust's standard library is linked with on Android.
const SYSTEM_LIBRARIES: [&str; 5] = ["c", "dl", "log", "m", "unwind"];

const LIBRARY: &str = "libbetterwork_kotlin.so";

/// A processor: its folder in the AAR, Rust's target, and what the NDK's compiler for it is called.
struct Processor {
    abi: &'static str,
    target: &'static str,
    compiler: &'static str,
}

const PROCESSORS: [Processor; 3] = [
    Processor { abi: "arm64-v8a", target: setup::ANDROID, compiler: "aarch64-linux-android" },
    Processor { abi: "armeabi-v7a", target: "armv7-linux-androideabi", compiler: "armv7a-linux-androideabi" },
    Processor { abi: "x86_64", target: "x86_64-linux-android", compiler: "x86_64-linux-android" },
];

/// Who links.
#[derive(Clone, Copy)]
enum Linker<'a> {
    /// The compiler of an NDK, with what devices have.
    Ndk(&'a Path),
    /// Rust's own, with nothing: no device loads the library, but it is as large as the real one without the NDK's unwinder.
    Bare,
}

/// The steps from what is compiled to the AAR in `dist/`; without an NDK they say what is missing, and that is no failure.
pub(super) fn add_to(steps: &mut Steps) {
    let Some(ndk) = ndk() else {
        steps.run("kotlin: the libraries for Android", || Ok(format!("{}, without the NDK's unwinder", bare(&PROCESSORS)?)));
        steps
            .run("kotlin: AAR", || Ok("not made: there is no Android NDK; install one, which Android Studio or sdkmanager brings, and set ANDROID_NDK_HOME to its folder".to_owned()));
        return;
    };
    steps.run("kotlin: AAR", || {
        let libraries = libraries(&PROCESSORS, Linker::Ndk(&ndk))?;
        let said = checked(&libraries)?;
        let aar = root().join("dist").join(format!("betterwork-{}.aar", env!("CARGO_PKG_VERSION")));
        assemble(&root().join("target/kotlin/aar"), &libraries, &aar)?;
        Ok(said)
    });
}

/// The step that builds the library of a phone, and checks its form and size.
pub(crate) fn add_check(steps: &mut Steps) {
    let [phone, ..] = &PROCESSORS;
    steps.run("kotlin: the library for a phone", || bare(std::slice::from_ref(phone)));
}

/// Builds libraries without an NDK, and checks them.
fn bare(processors: &[Processor]) -> Result<String, Failure> {
    checked(&libraries(processors, Linker::Bare)?)
}

fn libraries(processors: &[Processor], linker: Linker<'_>) -> Result<Vec<(&'static str, PathBuf)>, Failure> {
    processors.iter().map(|processor| Ok((processor.abi, built(processor, linker)?))).collect()
}

/// Lays out an AAR (developer.android.com, "Create an Android library: anatomy of an AAR file") of the compiled classes and of
/// these libraries, by their ABI.
pub(crate) fn assemble(folder: &Path, libraries: &[(&str, PathBuf)], aar: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)?;
    let classes = root().join("target/kotlin/maven/classes");
    // Without the folder of the native library of this machine.
    let parts = ["-C", &classes.to_string_lossy(), "org", "-C", &classes.to_string_lossy(), "META-INF"];
    archive(&folder.join("classes.jar"), &parts)?;
    for name in ["AndroidManifest.xml", "proguard.txt"] {
        fs::copy(root().join("bindings/kotlin/android").join(name), folder.join(name)).map_err(failed)?;
    }
    // No resources, said in the way that the format asks for.
    fs::write(folder.join("R.txt"), "").map_err(failed)?;
    for (abi, library) in libraries {
        let place = folder.join("jni").join(abi);
        fs::create_dir_all(&place).map_err(failed)?;
        fs::copy(library, place.join(LIBRARY)).map_err(failed)?;
    }
    archive(aar, &["-C", &folder.to_string_lossy(), "."])
}

/// Makes an archive with the JDK's `jar`.
fn archive(file: &Path, parts: &[&str]) -> Result<(), Failure> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut jar = command("jar", &["--create", "--no-manifest", "--file"]);
    run(jar.arg(file).args(parts))
}

/// Checks the libraries, and says how large each is.
fn checked(libraries: &[(&str, PathBuf)]) -> Result<String, Failure> {
    let mut check = cargo(&["run", "--package", "xtask", "--features", "elf", "--bin", "elf", "--"]);
    let said = output(check.args(libraries.iter().map(|(abi, library)| format!("{abi}={}", library.display()))))?;
    Ok(said.trim().replace('\n', ", "))
}

/// Builds the library for a processor, and returns where it is.
fn built(processor: &Processor, linker: Linker<'_>) -> Result<PathBuf, Failure> {
    let (program, flags) = match linker {
        Linker::Ndk(ndk) => (compiler(processor, ndk)?, format!("-C link-arg=-Wl,{}", LINKED.join(","))),
        Linker::Bare => {
            let links = LINKED.map(|argument| format!("-C link-arg={argument}")).join(" ");
            ("rust-lld".into(), format!("-L {} {links}", nothing_to_link_with()?.display()))
        }
    };
    let variable = processor.target.to_uppercase().replace('-', "_");
    let mut build = cargo(&["build", "--profile", PROFILE, "--package", "betterwork-kotlin", "--target", processor.target]);
    // Cargo keeps it for nightly as long as its flags may change. The compiler is the same as for all else here.
    build.args(STANDARD_LIBRARY).env("RUSTC_BOOTSTRAP", "1");
    build.env(format!("CARGO_TARGET_{variable}_LINKER"), program);
    build.env(format!("CARGO_TARGET_{variable}_RUSTFLAGS"), format!("{FRAMES} {flags}"));
    run(&mut build)?;
    Ok(target_folder()?.join(processor.target).join(PROFILE).join(LIBRARY))
}

/// Finds the NDK's compiler for a processor.
fn compiler(processor: &Processor, ndk: &Path) -> Result<PathBuf, Failure> {
    let tools = ndk.join("toolchains/llvm/prebuilt");
    let here = fs::read_dir(&tools).ok().and_then(|mut hosts| hosts.next()?.ok());
    let here = here.ok_or_else(|| Failure::new(format!("{} has no compilers: it is no NDK", ndk.display())))?;
    Ok(here.path().join("bin").join(format!("{}{API}-clang", processor.compiler)))
}

/// Makes a folder of libraries that have nothing: what is not found in a library is looked for where it is loaded.
fn nothing_to_link_with() -> Result<PathBuf, Failure> {
    let folder = root().join("target/kotlin/nothing");
    fs::create_dir_all(&folder).map_err(failed)?;
    for name in SYSTEM_LIBRARIES {
        fs::write(folder.join(format!("lib{name}.a")), "!<arch>\n").map_err(failed)?;
    }
    Ok(folder)
}

/// Finds the NDK: where the environment says, or the newest of the Android SDK.
fn ndk() -> Option<PathBuf> {
    let named = ["ANDROID_NDK_HOME", "ANDROID_NDK_ROOT"].into_iter().find_map(env::var_os).map(PathBuf::from);
    let newest = || {
        let sdk = ["ANDROID_HOME", "ANDROID_SDK_ROOT"].into_iter().find_map(env::var_os)?;
        let versions = fs::read_dir(Path::new(&sdk).join("ndk")).ok()?.filter_map(Result::ok).map(|version| version.path());
        versions.max_by_key(|version| major(version))
    };
    named.or_else(newest).filter(|ndk| ndk.is_dir())
}

/// The first number of a version: `27` of `27.2.12479018`.
fn major(version: &Path) -> u32 {
    let name = version.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
