//! The AAR for Android: the classes, and the native library of each processor.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::kotlin::{failed, library_name};
use super::target_folder;
use crate::process::{cargo, command, output, root, run};
use crate::setup;
use crate::steps::{Failure, Steps};

/// The profile of what an application carries.
const PROFILE: &str = "mobile";

/// Android 8.0: the first with `java.time`.
const API: u32 = 26;

/// Segments that devices with pages of 16 KB load.
const PAGES: &str = "-C link-arg=-Wl,-z,max-page-size=16384";

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

/// The steps from what is compiled to the AAR in `dist/`; without an NDK they say what is missing, and that is no failure.
pub(super) fn add_to(steps: &mut Steps) {
    steps.run("kotlin: the size of the library in the profile for Android", || {
        let library = built(&["build", "--profile", PROFILE, "--package", "betterwork-kotlin"], None)?;
        let size = fs::metadata(&library).map_err(failed)?.len();
        let judged = if size < 1_000_000 { "under 1 MB" } else { "not under 1 MB" };
        Ok(format!("{} KB for this machine, {judged}", size.div_ceil(1024)))
    });
    let Some(ndk) = ndk() else {
        steps
            .run("kotlin: AAR", || Ok("not made: there is no Android NDK; install one, which Android Studio or sdkmanager brings, and set ANDROID_NDK_HOME to its folder".to_owned()));
        return;
    };
    for processor in &PROCESSORS {
        steps.run(&format!("setup: rust target {}", processor.target), || setup::target(processor.target));
    }
    steps.run("kotlin: AAR", || {
        let made = PROCESSORS.iter().map(|processor| Ok((processor.abi, compiled(processor, &ndk)?)));
        let libraries = made.collect::<Result<Vec<_>, Failure>>()?;
        let said = checked(&libraries)?;
        let aar = root().join("dist").join(format!("betterwork-{}.aar", env!("CARGO_PKG_VERSION")));
        assemble(&root().join("target/kotlin/aar"), &libraries, &aar)?;
        Ok(said.replace('\n', ", "))
    });
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
        fs::copy(library, place.join("libbetterwork_kotlin.so")).map_err(failed)?;
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

/// Checks the libraries; what it says has a line for each.
pub(crate) fn checked(libraries: &[(&str, PathBuf)]) -> Result<String, Failure> {
    let mut check = cargo(&["run", "--package", "xtask", "--features", "elf", "--bin", "elf", "--"]);
    output(check.args(libraries.iter().map(|(abi, library)| format!("{abi}={}", library.display()))))
}

fn compiled(processor: &Processor, ndk: &Path) -> Result<PathBuf, Failure> {
    let tools = ndk.join("toolchains/llvm/prebuilt");
    let here = fs::read_dir(&tools).ok().and_then(|mut hosts| hosts.next()?.ok());
    let here = here.ok_or_else(|| Failure::new(format!("{} has no compilers: it is no NDK", ndk.display())))?;
    let compiler = here.path().join("bin").join(format!("{}{API}-clang", processor.compiler));
    let linker = (format!("CARGO_TARGET_{}_LINKER", processor.target.to_uppercase().replace('-', "_")), compiler);
    built(
        &["build", "--profile", PROFILE, "--package", "betterwork-kotlin", "--target", processor.target],
        Some((processor.target, linker)),
    )
}

/// Builds the library, and returns where it is.
fn built(arguments: &[&str], android: Option<(&str, (String, PathBuf))>) -> Result<PathBuf, Failure> {
    let mut build = cargo(arguments);
    let mut folder = target_folder()?;
    let mut name = library_name();
    if let Some((target, (variable, linker))) = android {
        build.env(variable, linker).env(format!("CARGO_TARGET_{}_RUSTFLAGS", target.to_uppercase().replace('-', "_")), PAGES);
        folder = folder.join(target);
        "libbetterwork_kotlin.so".clone_into(&mut name);
    }
    run(&mut build)?;
    Ok(folder.join(PROFILE).join(name))
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
