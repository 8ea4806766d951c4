//! Reading over HTTP from a server that misbehaves in every way that servers do.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use betterwork_exchange::sync::SyncError;
use betterwork_exchange::transport::{Answer, Credential, HttpTransport, Patience, Transport, TransportFault};

use crate::common::count;
use crate::world::World;

/// What the server does with the n-th request for a path.
type Script = dyn Fn(&str, usize, &str, &mut TcpStream, Vec<u8>) -> bool + Send + Sync;

/// What the server does instead of an answer.
type Misbehaviour = dyn Fn(&mut TcpStream, Vec<u8>) + Send + Sync;

/// Serves a folder; the script may do something else instead, and then says so.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

/// A client as the host makes one. Together with the command, which brings TLS, reqwest asks for a provider.
pub(crate) fn client() -> reqwest::blocking::ClientBuilder {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::blocking::Client::builder().no_proxy()
}

impl Server {
    fn start(root: PathBuf, script: Box<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, script) = (Arc::clone(&asked), Arc::new(script));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (root, log, script) = (root.clone(), Arc::clone(&log), Arc::clone(&script));
                thread::spawn(move || serve(stream.unwrap(), &root, &log, &**script));
            }
        });
        Server { address, asked }
    }

    fn transport(&self, credential: Option<Credential>) -> HttpTransport {
        HttpTransport::new(client(), &self.address, credential, patience()).unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

pub(crate) fn patience() -> Patience {
    Patience {
        attempts: 3,
        connect: Duration::from_secs(2),
        answer: Duration::from_millis(700),
        pause: Duration::from_millis(10),
        longest_pause: Duration::from_millis(1_200),
    }
}

fn serve(mut stream: TcpStream, root: &std::path::Path, log: &Mutex<Vec<String>>, script: &Script) {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    loop {
        while !request.windows(4).any(|end| end == b"\r\n\r\n") {
            match stream.read(&mut buffer) {
                Ok(0) | Err(_) => return,
                Ok(count) => request.extend_from_slice(&buffer[..count]),
            }
        }
        let text = String::from_utf8_lossy(&request).into_owned();
        request.clear();
        let path = text.split_whitespace().nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
        let number = {
            let mut asked = log.lock().unwrap();
            asked.push(path.clone());
            asked.iter().filter(|other| **other == path).count()
        };
        let file = std::fs::read(root.join(&path));
        let head = text.to_lowercase();
        if script(&path, number, &head, &mut stream, file.as_deref().unwrap_or_default().to_vec()) {
            return;
        }
        match file {
            Ok(bytes) => answer(&mut stream, "200 OK", "", &bytes),
            Err(_) => answer(&mut stream, "404 Not Found", "", b""),
        }
    }
}

/// The answer of a script, after which the connection ends.
fn reply(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    answer(stream, status, &format!("Connection: close\r\n{headers}"), body);
}

fn answer(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// Misbehaves at the first request for the path, in one way.
fn once(world: &World, path: &'static str, misbehave: impl Fn(&mut TcpStream, Vec<u8>) + Send + Sync + 'static) -> Server {
    Server::start(
        world.exchange(),
        Box::new(move |asked, number, _, stream, bytes| {
            let hit = asked.starts_with(path) && number == 1;
            if hit {
                misbehave(stream, bytes);
            }
            hit
        }),
    )
}

#[test]
fn a_sync_over_http_is_that_of_the_folder() {
    let world = World::with_reports(5);
    let server = Server::start(world.exchange(), Box::new(|_, _, _, _, _| false));
    assert_eq!(world.sync_through(&server.transport(None)).unwrap().imported, 5);
    let second = world.sync_through(&server.transport(None)).unwrap();
    assert_eq!((second.imported, second.requests), (0, 1));
}

#[test]
fn a_passing_fault_of_any_kind_is_overcome() {
    let faults: Vec<(&str, Box<Misbehaviour>)> = vec![
        ("closed before the answer", Box::new(|_, _| ())),
        ("cut in the status line", Box::new(|stream, _| drop(stream.write_all(b"HTTP/1.")))),
        ("cut in the headers", Box::new(|stream, _| drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Le")))),
        ("cut before the body", Box::new(|stream, _| drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")))),
        (
            "cut in the body",
            Box::new(|stream, bytes| {
                let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len());
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes[..bytes.len() / 2]));
            }),
        ),
        (
            "cut in a chunk",
            Box::new(|stream, bytes| {
                let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n";
                let _ = stream.write_all(head).and_then(|()| stream.write_all(&bytes[..8]));
            }),
        ),
        (
            "cut before the last chunk",
            Box::new(|stream, bytes| {
                let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n", bytes.len());
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes)).and_then(|()| stream.write_all(b"\r\n"));
            }),
        ),
        (
            "truncated gzip",
            Box::new(|stream, bytes| {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(&bytes).unwrap();
                let mut zipped = encoder.finish().unwrap();
                zipped.truncate(zipped.len() - 6);
                reply(stream, "200 OK", "Content-Encoding: gzip\r\n", &zipped);
            }),
        ),
        ("not gzip at all", Box::new(|stream, bytes| reply(stream, "200 OK", "Content-Encoding: gzip\r\n", &bytes))),
        ("304 to a question without conditions", Box::new(|stream, _| reply(stream, "304 Not Modified", "", b""))),
        ("429", Box::new(|stream, _| reply(stream, "429 Too Many Requests", "", b""))),
        ("500", Box::new(|stream, _| reply(stream, "500 Internal Server Error", "", b"oops"))),
        ("503", Box::new(|stream, _| reply(stream, "503 Service Unavailable", "Retry-After: 0\r\n", b""))),
        (
            "slow",
            Box::new(|stream, _| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                for _ in 0..20 {
                    thread::sleep(Duration::from_millis(100));
                    let _ = stream.write_all(b"x");
                }
            }),
        ),
    ];
    for (what, misbehave) in faults {
        let misbehave = Arc::new(misbehave);
        for path in [
            "checkpoint",
            "trust.json",
            "status/",
            "subscribers/brand-1/list.json",
            "tile/0",
            "tile/entries",
            "subscribers/brand-1/documents",
        ] {
            if what == "slow" && path != "checkpoint" && path != "subscribers/brand-1/documents" {
                continue;
            }
            let world = World::with_reports(2);
            let misbehave = Arc::clone(&misbehave);
            let server = once(&world, path, move |stream, bytes| misbehave(stream, bytes));
            let summary = world.sync_through(&server.transport(None)).unwrap_or_else(|error| panic!("{what} at {path}: {error}"));
            assert_eq!((summary.imported, summary.faults.len(), summary.quarantined), (2, 0, 0), "{what} at {path}");
            assert_eq!(count(&world.folder, "quarantine"), 0, "{what} at {path}");
        }
    }
}

#[test]
fn a_fault_that_stays_ends_the_sync_and_the_next_one_finishes() {
    let world = World::with_reports(4);
    let broken = world.document(&world.token(3)).file_name().unwrap().to_string_lossy().into_owned();
    let server = Server::start(
        world.exchange(),
        Box::new(move |path, _, _, stream, _| {
            let hit = path.ends_with(&broken);
            if hit {
                reply(stream, "500 Internal Server Error", "", b"");
            }
            hit
        }),
    );
    let error = world.sync_through(&server.transport(None)).unwrap_err();
    assert!(matches!(&error, SyncError::Transport(error) if error.kind == TransportFault::ServerFault), "{error}");
    let healthy = Server::start(world.exchange(), Box::new(|_, _, _, _, _| false));
    world.sync_through(&healthy.transport(None)).unwrap();
    assert_eq!(count(&world.folder, "reports"), 4);
}

#[test]
fn retry_after_is_waited_for() {
    let world = World::with_reports(1);
    let server = once(&world, "checkpoint", |stream, _| reply(stream, "503 Service Unavailable", "Retry-After: 1\r\n", b""));
    let began = Instant::now();
    world.sync_through(&server.transport(None)).unwrap();
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[test]
fn endless_and_oversized_answers_are_cut() {
    let world = World::with_reports(1);
    let server = Server::start(
        world.exchange(),
        Box::new(|path, _, _, stream, _| {
            let hit = path == "checkpoint";
            if hit {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
                while stream.write_all(&[b'x'; 4096]).is_ok() {}
            }
            hit
        }),
    );
    let error = server.transport(None).get("checkpoint", 16 * 1024, None).unwrap_err();
    assert_eq!(error.kind, TransportFault::TooLarge, "{error}");
}

#[test]
fn a_token_goes_to_its_host_and_to_no_other() {
    let world = World::with_reports(1);
    let stolen = Arc::new(AtomicUsize::new(0));
    let thief = Arc::clone(&stolen);
    let elsewhere = Server::start(
        world.exchange(),
        Box::new(move |_, _, head, _, _| {
            thief.fetch_add(usize::from(head.contains("s3cret")), Ordering::SeqCst);
            false
        }),
    );
    let target = elsewhere.address.clone();
    let server = Server::start(
        world.exchange(),
        Box::new(move |path, _, head, stream, _| {
            let refused = path.starts_with("subscribers") && !head.contains("authorization: bearer s3cret");
            if refused {
                reply(stream, "401 Unauthorized", "", b"");
            } else if path == "trust.json" {
                reply(stream, "302 Found", &format!("Location: {target}trust.json\r\n"), b"");
            } else {
                return false;
            }
            true
        }),
    );
    let credential = Credential::bearer("s3cret").unwrap();
    assert!(!format!("{credential:?}").contains("s3cret"));
    let transport = server.transport(Some(credential));
    assert!(!format!("{transport:?}").contains("s3cret"));
    let error = world.sync_through(&transport).unwrap_err();
    assert!(matches!(&error, SyncError::Transport(error) if error.kind == TransportFault::Redirected), "{error}");
    assert_eq!((stolen.load(Ordering::SeqCst), elsewhere.asked().len()), (0, 0));
}

#[test]
fn a_wrong_token_is_said_with_the_document_and_what_to_do() {
    let world = World::with_reports(1);
    for (status, code) in [("401 Unauthorized", "401"), ("403 Forbidden", "403")] {
        let server = Server::start(
            world.exchange(),
            Box::new(move |path, _, _, stream, _| {
                let hit = path.starts_with("subscribers");
                if hit {
                    reply(stream, status, "", b"");
                }
                hit
            }),
        );
        let error = world.sync_through(&server.transport(None)).unwrap_err().to_string();
        for word in [code, "list.json", "token"] {
            assert!(error.contains(word), "{error}");
        }
        assert_eq!(server.asked().iter().filter(|path| path.starts_with("subscribers")).count(), 1);
    }
}

#[test]
fn a_redirect_within_the_host_is_followed_and_an_etag_spares_the_body() {
    let world = World::with_reports(1);
    let server = Server::start(
        world.exchange(),
        Box::new(|path, _, head, stream, bytes| {
            if path == "trust.json" {
                reply(stream, "301 Moved Permanently", "Location: /trust/1.json\r\n", b"");
            } else if path == "checkpoint" && head.contains("if-none-match: \"7\"") {
                reply(stream, "304 Not Modified", "", b"");
            } else if path == "checkpoint" {
                reply(stream, "200 OK", "ETag: \"7\"\r\n", &bytes);
            } else {
                return false;
            }
            true
        }),
    );
    let transport = server.transport(None);
    assert_eq!(world.sync_through(&transport).unwrap().imported, 1);
    let Answer::File { version, .. } = transport.get("checkpoint", 9_000, None).unwrap() else { unreachable!() };
    assert_eq!(version.as_deref(), Some("\"7\""));
    assert_eq!(transport.get("checkpoint", 9_000, version.as_deref()).unwrap(), Answer::Unchanged);
}

#[test]
fn addresses_that_are_none_are_refused_before_anything_is_sent() {
    let make = |address: &str, credential| HttpTransport::new(client(), address, credential, patience());
    for address in ["ftp://exchange.example/", "not an address", "http://user:secret@exchange.example/", "http://exchange.example/?x=1"] {
        let error = make(address, None).unwrap_err();
        assert!(error.kind == TransportFault::BadAddress && !error.to_string().contains("secret"), "{error}");
    }
    let in_the_clear = make("http://exchange.example/", Credential::bearer("t").ok()).unwrap_err();
    assert!(in_the_clear.to_string().contains("https"), "{in_the_clear}");
    let nobody = make("http://127.0.0.1:9/", None).unwrap().get("checkpoint", 100, None).unwrap_err();
    assert_eq!(nobody.kind, TransportFault::Unreachable);
}
