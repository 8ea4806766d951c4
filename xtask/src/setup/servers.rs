//! Programs that the tests start for themselves, as Debian has them: PostgreSQL, nginx, Chromium and Java; and fonts.

use std::env;
use std::fs;
use std::path::Path;

use super::THERE;
use crate::process::{command, output, run};
use crate::steps::Failure;

/// A program and its package.
pub(super) struct Server {
    pub(super) name: &'static str,
    package: &'static str,
    elsewhere: &'static str,
    is_there: fn() -> bool,
}

/// Every server that the tests start.
pub(super) const SERVERS: [Server; 2] = [
    Server { name: "PostgreSQL", package: "postgresql", elsewhere: "brew install postgresql", is_there: postgres_is_there },
    Server { name: "nginx", package: "nginx-light", elsewhere: "brew install nginx", is_there: || is_program("nginx") },
];

/// The browser that the tests of the npm package run in.
pub(super) const CHROMIUM: Server =
    Server { name: "Chromium", package: "chromium", elsewhere: "brew install chromium", is_there: || is_program("chromium") };

/// What Spark runs on, and what Kotlin is compiled for.
pub(super) const JAVA: Server =
    Server { name: "Java", package: "openjdk-17-jdk-headless", elsewhere: "brew install openjdk@17", is_there: || is_program("javac") };

/// Says whether a server's programs are there; where Debian has them, or on the path.
pub(crate) fn postgres_is_there() -> bool {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    debian.into_iter().any(|version| version.path().join("bin/postgres").is_file()) || is_program("initdb")
}

/// What builds the Kotlin library.
pub(super) const MAVEN: Server =
    Server { name: "Maven", package: "maven", elsewhere: "brew install maven", is_there: || is_program("mvn") };

/// What the status screen is drawn with: the writings of its languages, and the library that Compose draws by.
pub(super) const DRAWING: [Server; 2] = [
    Server { name: "fonts", package: "fonts-noto-core", elsewhere: "brew install --cask font-noto-sans-khmer", is_there: khmer_is_there },
    Server { name: "OpenGL", package: "libgl1", elsewhere: "every desktop has it", is_there: gl_is_there },
];

fn khmer_is_there() -> bool {
    Path::new("/usr/share/fonts/truetype/noto/NotoSansKhmer-Regular.ttf").is_file()
        || output(&mut command("fc-list", &[":lang=km"])).is_ok_and(|fonts| !fonts.is_empty())
}

fn gl_is_there() -> bool {
    !cfg!(target_os = "linux") || output(&mut command("/sbin/ldconfig", &["-p"])).is_ok_and(|libraries| libraries.contains("libGL.so.1"))
}

impl Server {
    /// Installs the package where that is possible; says the command where it is not.
    pub(super) fn install(&self) -> Result<String, Failure> {
        if (self.is_there)() {
            return Ok(THERE.to_owned());
        }
        let by_hand = format!("apt-get install --no-install-recommends {}    ({}), as root", self.package, self.elsewhere);
        let missing = || Failure::new(format!("{} is not installed", self.name)).advise(&by_hand);
        if !is_program("apt-get") || output(&mut command("id", &["-u"])).is_ok_and(|user| user != "0") {
            return Err(missing());
        }
        let install = || {
            let arguments = ["install", "--yes", "--quiet", "--no-install-recommends", self.package];
            run(command("apt-get", &arguments).env("DEBIAN_FRONTEND", "noninteractive"))
        };
        // The lists of packages may be old, or not there at all.
        install().or_else(|_| run(&mut command("apt-get", &["update", "--quiet"])).and_then(|()| install())).map_err(|_| missing())?;
        if (self.is_there)() { Ok("installed".to_owned()) } else { Err(missing()) }
    }
}

fn is_program(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    // Debian keeps servers where users do not look for programs.
    env::split_paths(&path).chain([Path::new("/usr/sbin").to_owned()]).any(|folder| folder.join(name).is_file())
}
