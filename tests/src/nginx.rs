//! An nginx of the tests' own that serves a folder as `examples/hosting/nginx.conf` says, on loopback, gone when they end.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Where this is set, tests that need nginx fail without it; `cargo xtask test` sets it.
pub const REQUIRED: &str = "BETTERWORK_TEST_NGINX";

const SITE: &str = include_str!("../../examples/hosting/nginx.conf");

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

static SERVERS: AtomicU32 = AtomicU32::new(0);

/// A running server. It stops when this process ends, however it ends: it waits for the end of a pipe from us.
pub struct Nginx {
    folder: PathBuf,
    port: u16,
    pipe: Option<ChildStdin>,
    keeper: Child,
}

/// What a server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// HTTP, which only loopback is for.
    Http,
    /// HTTPS, with a certificate for 127.0.0.1 of an authority of its own: see [`Nginx::authority`].
    Https,
}

impl Nginx {
    /// Serves a folder to whoever has a token for a subscriber's part of it (token and name each); `None`, and a word about
    /// it, where nginx is not installed.
    pub fn start(root: &Path, tokens: &[(&str, &str)], speaks: Speaks) -> Option<Self> {
        if Command::new(program()).arg("-v").stderr(Stdio::null()).status().is_err() {
            assert!(std::env::var_os(REQUIRED).is_none(), "there is no nginx: run `cargo xtask setup rust`");
            eprintln!("not tested with nginx, which is not installed: run `cargo xtask setup rust`");
            return None;
        }
        let name = format!("betterwork-nginx-{}-{}", std::process::id(), SERVERS.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let lines: String = tokens.iter().map(|(token, subscriber)| format!("\"Bearer {token}\" {subscriber};\n")).collect();
        fs::write(folder.join("tokens.conf"), lines).unwrap();
        if speaks == Speaks::Https {
            make_certificate(&folder);
        }
        fs::write(folder.join("site.conf"), site(&folder, root, port, speaks)).unwrap();
        fs::write(folder.join("nginx.conf"), main_conf(&folder)).unwrap();
        // The shell stops the server and removes the folder once our end of its standard input is closed.
        let script = format!(
            "{program} -c {folder}/nginx.conf -e {folder}/errors > /dev/null 2>&1 < /dev/null & server=$!; \
             read end; kill -QUIT $server; wait $server; rm -rf {folder}",
            program = program(),
            folder = folder.display(),
        );
        let mut keeper = Command::new("sh").arg("-c").arg(script).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let server = Nginx { folder, port, pipe: keeper.stdin.take(), keeper };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < PATIENCE, "nginx does not start: {}", server.read("errors"));
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    /// Returns the port on loopback.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the certificate of the authority that signed that of the server.
    pub fn authority(&self) -> PathBuf {
        self.folder.join("authority.pem")
    }

    /// Returns a line for each request so far: status, bytes of the body, path.
    pub fn requests(&self) -> Vec<String> {
        self.read("access").lines().map(str::to_owned).collect()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        if let Some(mut pipe) = self.pipe.take() {
            let _ = pipe.write_all(b"end\n");
        }
        let _ = self.keeper.wait();
    }
}

/// Debian keeps it where only root looks.
fn program() -> &'static str {
    if Path::new("/usr/sbin/nginx").is_file() { "/usr/sbin/nginx" } else { "nginx" }
}

/// The example's file, with the lines set that its reader has to set.
fn site(folder: &Path, root: &Path, port: u16, speaks: Speaks) -> String {
    let mut site = SITE.to_owned();
    let mut set = |line: &str, value: String| {
        assert_eq!(site.matches(line).count(), 1, "{line}");
        site = site.replace(line, &value);
    };
    let path = |name: &str| folder.join(name).display().to_string();
    let (tls, https) = if speaks == Speaks::Https { (" ssl", true) } else { ("", false) };
    set("listen 443 ssl;", format!("listen 127.0.0.1:{port}{tls};"));
    set("/etc/nginx/betterwork-tokens.conf", path("tokens.conf"));
    set("root /srv/exchange;", format!("root {};", root.display()));
    let of_tls = |line: String| if https { line } else { String::new() };
    set("ssl_certificate /etc/nginx/exchange.example.pem;", of_tls(format!("ssl_certificate {};", path("certificate.pem"))));
    set("ssl_certificate_key /etc/nginx/exchange.example.key;", of_tls(format!("ssl_certificate_key {};", path("key.pem"))));
    site
}

/// What Debian's own `nginx.conf` holds around the sites, in our folder and in the foreground.
fn main_conf(folder: &Path) -> String {
    let folder = folder.display();
    // As root it would read our files as somebody who may not.
    let user = if fs::metadata("/root").is_ok() && Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n") {
        "user root;"
    } else {
        ""
    };
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|name| format!("    {name}_temp_path {folder}/temporary;\n"))
        .collect();
    format!(
        "daemon off; {user} worker_processes 1; pid {folder}/pid; error_log {folder}/errors;\nevents {{ worker_connections 256; }}\nhttp {{\n\
         {temporary}    log_format plain '$status $body_bytes_sent $request_uri';\n    access_log {folder}/access plain;\n    \
         include {folder}/site.conf;\n}}\n"
    )
}

fn make_certificate(folder: &Path) {
    let openssl = |line: &str| {
        let done = Command::new("openssl").args(line.split(' ')).current_dir(folder).output().expect("there is no `openssl`");
        assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
    };
    let new = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(&format!("req -x509 {new} -keyout authority.key -out authority.pem -days 2 -subj /CN=tests"));
    openssl(&format!("req {new} -keyout key.pem -out request.pem -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"));
    openssl(
        "x509 -req -in request.pem -CA authority.pem -CAkey authority.key -CAcreateserial -copy_extensions copy -days 2 -out certificate.pem",
    );
}
