//! An S3 server of the tests' own: PyPI's moto on loopback, out of `target/venv`, gone when they end.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Where this is set, tests that need a server fail without one; `cargo xtask test` sets it.
pub const REQUIRED: &str = "BETTERWORK_TEST_MOTO";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

static BUCKETS: AtomicU32 = AtomicU32::new(0);

/// A running server. It stops when this process ends, however it ends: it waits for the end of a pipe from us.
struct Server {
    port: u16,
    _keeper: Child,
}

/// A bucket on a server that the tests of this process share. Everybody may read its objects, nobody else write them.
#[derive(Clone, Debug)]
pub struct Bucket {
    name: String,
    port: u16,
}

/// What the server says to somebody without credentials.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers, in small letters: `name: value`.
    pub headers: Vec<String>,
    /// The body as it came.
    pub body: Vec<u8>,
}

/// Makes an empty bucket; `None`, and a word about it, where moto is not installed.
pub fn bucket() -> Option<Bucket> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let port = SERVER.get_or_init(Server::start).as_ref()?.port;
    let bucket = Bucket { name: format!("exchange-{}", BUCKETS.fetch_add(1, Ordering::Relaxed)), port };
    assert_eq!(bucket.ask("PUT", "", b"").status, 200);
    let resource = format!("arn:aws:s3:::{}/*", bucket.name);
    bucket.set_policy(&format!(r#"{{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"{resource}"}}"#));
    Some(bucket)
}

impl Server {
    fn start() -> Option<Server> {
        let Some(python) = python() else {
            assert!(std::env::var_os(REQUIRED).is_none(), "there is no moto server: run `cargo xtask setup rust`");
            eprintln!("not tested with a bucket, moto is not installed: run `cargo xtask setup rust`");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        // The shell stops the server once our end of its standard input is closed.
        let script = format!(
            "{python} -m moto.server -H 127.0.0.1 -p {port} > /dev/null 2>&1 < /dev/null & server=$!; \
             read end; kill -TERM $server; wait $server",
            python = python.display(),
        );
        let keeper = Command::new("sh").arg("-c").arg(script).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < PATIENCE, "moto does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(Server { port, _keeper: keeper })
    }
}

impl Bucket {
    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the address of the bucket for anybody who reads it as a web site; it ends in a slash.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.name)
    }

    /// Returns what the environment of a publisher holds.
    pub fn settings(&self) -> Vec<(String, String)> {
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        let settings = [
            ("AWS_ACCESS_KEY_ID", "AKIDSYNTHETIC"),
            ("AWS_SECRET_ACCESS_KEY", "synthetic-secret"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", &endpoint),
        ];
        settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    /// Reads an object without credentials.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", &format!("/{path}"), b"")
    }

    /// Sets the one rule of the bucket's policy, a JSON object.
    pub fn set_policy(&self, rule: &str) {
        let policy = format!(r#"{{"Version":"2012-10-17","Statement":[{rule}]}}"#);
        let status = self.ask("PUT", "?policy", policy.as_bytes()).status;
        assert!(matches!(status, 200 | 204), "{status}");
    }

    /// Forbids everybody everything that is done to objects.
    pub fn forbid_all(&self) {
        let resource = format!("arn:aws:s3:::{}/*", self.name);
        self.set_policy(&format!(r#"{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"{resource}"}}"#));
    }

    fn ask(&self, method: &str, rest: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let (name, port, length) = (&self.name, self.port, body.len());
        let head =
            format!("{method} /{name}{rest} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let body = answer.split_off(end + 4);
        let head = String::from_utf8(answer).unwrap();
        let mut lines = head.lines().map(str::to_ascii_lowercase);
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap();
        Answer { status, headers: lines.filter(|line| !line.is_empty()).collect(), body }
    }
}

impl Answer {
    /// Returns the value of a header, named in small letters; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find_map(|line| line.split_once(": ").filter(|(found, _)| *found == name)).map_or("", |(_, value)| value)
    }
}

/// Returns the interpreter that has moto.
fn python() -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("target/venv");
    let python = venv.join("bin/python");
    let has_moto = || Command::new(&python).args(["-c", "import moto.server"]).output().is_ok_and(|done| done.status.success());
    (python.is_file() && has_moto()).then_some(python)
}
