//! The Kotlin library: on the JVM from its sources, then as a stranger has it, from the jar and the README.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::proguard;
use crate::package;
use crate::process::{cargo, command, output, root};
use crate::serve;
use crate::setup;
use crate::steps::{Failure, Steps};

const README: &str = "bindings/kotlin/README.md";

/// What the tests verify and follow.
const DEMO: &str = "target/kotlin/demo";

/// What Maven compiled.
const CLASSES: &str = "target/kotlin/maven/classes";

/// The steps that test the library.
pub(super) fn add_to(steps: &mut Steps) {
    package::add_kotlin(steps);
    let demo = ["run", "--package", "betterwork-cli", "--", "demo", "--out", DEMO];
    steps.command("kotlin: an exchange to follow", cargo(&demo).stdout(Stdio::null()));
    steps.command("kotlin: a bundle to open", bundle_of_demo().stdout(Stdio::null()));
    steps.command("kotlin: QR codes to read", qr_codes_of_demo().stdout(Stdio::null()));
    steps.command("kotlin: for Android", &mut cargo(&["check", "--package", "betterwork-kotlin", "--target", setup::ANDROID]));
    package::add_android_check(steps);
    steps.command("kotlin: on the JVM", &mut package::maven(&["test"]));
    package::add_jar(steps);
    status_screen(steps);
    steps.run("kotlin: the layout of the AAR", layout);
    let elf = ["test", "--package", "xtask", "--features", "elf", "--bin", "elf"];
    steps.command("kotlin: what Android refuses in a library", &mut cargo(&elf));
    steps.run("kotlin: the quick start, in a Maven project outside of this one", quick_start);
}

/// Makes a bundle of one of them, as of the day after it was published.
fn bundle_of_demo() -> Command {
    let demo = |name: &str| format!("{DEMO}/{name}");
    let mut bundle = cargo(&["run", "--package", "betterwork-cli", "--", "bundle", &demo("reports/750008.sdjwt")]);
    bundle.args(["--trust", &demo("trust.json"), "--status", &demo("status")]);
    bundle.args(["--at", "2026-01-22T12:00:00Z", "--out", &demo("acme.bundle")]);
    bundle
}

/// Draws the public view of one of them as QR codes.
fn qr_codes_of_demo() -> Command {
    let demo = |name: &str| format!("{DEMO}/{name}");
    cargo(&["run", "--package", "betterwork-cli", "--", "qr", &demo("reports/750008.sdjwt"), "--out", &demo("codes")])
}

/// The example of a status screen, against the jar that users install; its pictures stay in `target/kotlin/pictures`.
fn status_screen(steps: &mut Steps) {
    let pages = root().join("target/kotlin/status-pages");
    steps.command("kotlin: what the status screen shows", &mut serve::pages(pages, Some("2026-06-01T12:00:00Z")));
    let mut tests = command("mvn", &["--batch-mode", "--quiet", "test"]);
    steps.command("kotlin: the status screen", tests.current_dir(root().join("examples/mobile-status")));
}

/// Lays out an AAR of the compiled classes. The bytes of its native library stand for Android's, which needs an NDK.
fn layout() -> Result<String, Failure> {
    let folder = root().join("target/kotlin/aar-layout");
    let bytes = root().join(format!("{CLASSES}/org/betterwork/TrustList.class"));
    let aar = root().join("target/kotlin/layout.aar");
    package::assemble(&folder, &[("arm64-v8a", bytes.clone()), ("x86_64", bytes)], &aar)?;
    let entries = output(command("jar", &["--list", "--file"]).arg(&aar))?;
    let mut files: Vec<&str> = entries.lines().filter(|entry| !entry.ends_with('/')).map(|entry| entry.trim_start_matches("./")).collect();
    files.sort_unstable();
    let jni = ["jni/arm64-v8a/libbetterwork_kotlin.so", "jni/x86_64/libbetterwork_kotlin.so"];
    if files != [&["AndroidManifest.xml", "R.txt", "classes.jar"][..], &jni, &["proguard.txt"]].concat() {
        return Err(Failure::new(format!("the AAR has other files than an AAR has: {}", files.join(", "))));
    }
    let classes = output(command("jar", &["--list", "--file"]).arg(folder.join("classes.jar")))?;
    let (ours, native) = (classes.contains("org/betterwork/Betterwork.class"), classes.contains(".so"));
    if ours && !native { Ok(String::new()) } else { Err(Failure::new("classes.jar of the AAR lacks our classes, or has a native library")) }
}

/// Does what the README says, in an empty folder, with the README's own text as the project.
fn quick_start() -> Result<String, Failure> {
    let project = env::temp_dir().join(format!("betterwork-quick-start-{}", std::process::id()));
    let done = follow(&project);
    fs::remove_dir_all(&project).ok();
    done
}

fn follow(project: &Path) -> Result<String, Failure> {
    let (readme, front) = (read(&root().join(README))?, read(&root().join("README.md"))?);
    write(project, "pom.xml", &only(&readme, "xml")?)?;
    write(project, "src/main/kotlin/Status.kt", &first(&readme, "kotlin")?)?;
    write(project, "src/main/java/Status.java", &first(&readme, "java")?)?;
    write(project, "src/main/kotlin/Front.kt", &first(&front, "kotlin")?)?;
    let mut commands = readme.lines().filter(|line| line.starts_with("mvn ")).map(bare);
    let (Some(install), Some(start)) = (commands.next(), commands.next()) else {
        return Err(Failure::new(format!("{README} no longer says how to install the jar and start the program: two lines with `mvn`")));
    };
    if !front.contains(&install) {
        return Err(Failure::new(format!("README.md installs the jar in another way than {README}")));
    }
    maven(&install, &root())?;

    let demo = root().join(DEMO);
    let start = start.replace("../betterwork-demo", &demo.to_string_lossy());
    let said = maven(&start, project)?;
    let reports = fs::read_dir(demo.join("reports")).map_err(|error| Failure::new(error.to_string()))?.count();
    let (valid, points) = (lines(&said, ": valid, as of "), lines(&said, " public findings"));
    if reports == 0 || valid + lines(&said, ": superseded, as of ") != reports || points < reports {
        return Err(Failure::new(format!("the quick start in Kotlin said something else than {reports} reports:\n{said}")));
    }
    // Maven puts colours around what the program says.
    let shrunk = proguard::shrunk(project, &demo)?;
    if lines(&shrunk, " public findings") != points || !said.contains(&shrunk) {
        return Err(Failure::new("the quick start in Kotlin says something else once ProGuard has shrunk it"));
    }
    let said = maven(&start.replace("StatusKt", "Status"), project)?;
    if lines(&said, "bad_signature: ") != 1 {
        return Err(Failure::new(format!("the quick start in Java did not refuse the forgery:\n{said}")));
    }
    let arguments = format!("{},{}", demo.join("public-view.sdjwt").display(), demo.join("trust.json").display());
    let front = start.replace("StatusKt", "FrontKt").replace(&*demo.to_string_lossy(), &arguments);
    let said = maven(&front, project)?;
    if lines(&said, " days old") != 1 {
        return Err(Failure::new(format!("the quick start of README.md said something else than one report:\n{said}")));
    }
    Ok(format!("{reports} reports"))
}

/// Runs a command of the README, with a Maven repository of the tests: the user's own is not ours to fill.
pub(super) fn maven(line: &str, folder: &Path) -> Result<String, Failure> {
    let repository: PathBuf = root().join("target/kotlin/repository");
    let mut words = line.split_whitespace();
    let mut run = command(words.next().unwrap_or_default(), &["--batch-mode", "--quiet"]);
    run.args(words).current_dir(folder).env("MAVEN_OPTS", format!("-Dmaven.repo.local={}", repository.display()));
    let done = run.output().map_err(|error| Failure::new(format!("cannot start Maven: {error}")))?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    // Maven says on stdout what is wrong.
    if done.status.success() { Ok(said) } else { Err(Failure::new(format!("{}: {line}\n{said}", done.status))) }
}

/// A command without the remark behind it.
fn bare(line: &str) -> String {
    line.split(" #").next().unwrap_or(line).trim().to_owned()
}

fn lines(said: &str, with: &str) -> usize {
    said.lines().filter(|line| line.contains(with)).count()
}

/// Returns the first block of code in this language.
fn first(page: &str, language: &str) -> Result<String, Failure> {
    let block = page.split_once(&format!("\n```{language}\n")).and_then(|(_, rest)| rest.split_once("\n```"));
    block.map(|(code, _)| format!("{code}\n")).ok_or_else(|| Failure::new(format!("the README has no block of {language} any more")))
}

/// Returns the one block of code in this language.
fn only(page: &str, language: &str) -> Result<String, Failure> {
    match page.matches(&format!("\n```{language}\n")).count() {
        1 => first(page, language),
        count => Err(Failure::new(format!("the README has {count} blocks of {language}, and the quick start needs one"))),
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))
}

pub(super) fn write(project: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let file = project.join(name);
    let written = fs::create_dir_all(file.parent().unwrap_or(project)).and_then(|()| fs::write(&file, text));
    written.map_err(|error| Failure::new(format!("cannot write {}: {error}", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_cut_out_by_its_language() {
        let page = "a\n```java\nno\n```\n```kotlin\nfun main() {}\n```\n";
        assert_eq!(first(page, "kotlin").map_err(|failure| failure.what), Ok("fun main() {}\n".to_owned()));
        assert!(first(page, "xml").is_err());
    }

    #[test]
    fn a_command_loses_its_remark() {
        assert_eq!(bare("mvn compile -Dx=#1   # the class"), "mvn compile -Dx=#1");
    }
}
