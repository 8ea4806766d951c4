//! A PostgreSQL server of the tests' own: in a temporary folder, on a socket there and on loopback, gone when they end.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Where this is set, tests that need a server fail without one; `cargo xtask test` sets it.
pub const REQUIRED: &str = "BETTERWORK_TEST_POSTGRES";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. It stops when this process ends, however it ends: it waits for the end of a pipe from us.
pub struct Server {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    pipe: Option<ChildStdin>,
    keeper: Child,
}

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Returns the address of a new, empty database on a server that the tests of this process share; `None`, and a word
/// about it, where PostgreSQL is not installed.
pub fn database() -> Option<String> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    Some(SERVER.get_or_init(|| Server::start(Durability::None)).as_ref()?.database())
}

/// What a server does for what it was told to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Nothing: for tests, which end before the power does.
    None,
    /// What a server does by itself: for benchmarks.
    Full,
}

impl Server {
    /// Starts a server; `None` where PostgreSQL is not installed.
    pub fn start(durability: Durability) -> Option<Server> {
        let Some(programs) = programs() else {
            assert!(std::env::var_os(REQUIRED).is_none(), "there is no PostgreSQL server: run `cargo xtask setup rust`");
            eprintln!("not tested with PostgreSQL, which is not installed: run `cargo xtask setup rust`");
            return None;
        };
        let folder =
            std::env::temp_dir().join(format!("betterwork-pg-{}-{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed)));
        fs::create_dir_all(&folder).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let data = folder.join("data");
        if is_root() {
            // PostgreSQL refuses to run as root.
            assert!(Command::new("chown").arg("postgres").arg(&folder).status().unwrap().success());
        }
        let mut initdb = as_other(&programs.join("initdb"));
        let made = initdb.arg("-D").arg(&data).args(["-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        let made = made.current_dir("/").output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let sync = if durability == Durability::None { "-c fsync=off -c full_page_writes=off" } else { "" };
        // The shell stops the server and removes the folder once our end of its standard input is closed.
        let script = format!(
            "cd /; {postgres} -D {data} -k {folder} -p {port} -c listen_addresses=127.0.0.1 -c max_connections=200 {sync} \
             -c log_min_messages=fatal > {folder}/log 2>&1 < /dev/null & server=$!; \
             read end; kill -INT $server; wait $server; rm -rf {folder}",
            postgres = programs.join("postgres").display(),
            data = data.display(),
            folder = folder.display(),
        );
        let mut keeper = as_other(Path::new("sh")).arg("-c").arg(script).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let server = Server { programs, folder, port, pipe: keeper.stdin.take(), keeper };
        let began = Instant::now();
        while server.ask("postgres", "SELECT 1").is_none() {
            assert!(began.elapsed() < PATIENCE, "the server does not start: {}", server.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    /// Makes an empty database, and returns its address.
    pub fn database(&self) -> String {
        let name = format!("store_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        self.ask("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0")).unwrap();
        format!("postgres:///{name}?user=tester&host={}&port={}", self.folder.display(), self.port)
    }

    /// Returns the port on loopback.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the folder of the server's socket.
    pub fn socket_folder(&self) -> &Path {
        &self.folder
    }

    /// Asks through `psql`; `None` where the server does not answer.
    pub fn ask(&self, database: &str, sql: &str) -> Option<String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.arg("-h").arg(&self.folder).args(["-p", &self.port.to_string(), "-U", "tester", "-d", database, "-XAtqc", sql]);
        let done = psql.stdin(Stdio::null()).output().ok()?;
        done.status.success().then(|| String::from_utf8_lossy(&done.stdout).trim_end().to_owned())
    }

    fn log(&self) -> String {
        let mut text = String::new();
        let _ = fs::File::open(self.folder.join("log")).and_then(|mut file| file.read_to_string(&mut text));
        text
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut pipe) = self.pipe.take() {
            let _ = pipe.write_all(b"end\n");
        }
        let _ = self.keeper.wait();
    }
}

/// Returns the folder of the newest server's programs.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<_> = debian.filter(|path| path.join("bin/postgres").is_file()).collect();
    found.sort_by_key(|path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
    let on_path = || std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| folder.join("initdb").is_file());
    found.pop().map(|path| path.join("bin")).or_else(on_path)
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|done| done.stdout.trim_ascii() == b"0")
}

/// Makes the command for a program that must not be root.
fn as_other(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]).arg(program);
    command
}
