//! A web server for the demo: the files of a folder on the loopback address, a subscriber's only with its token.

use std::fs;
use std::io::Cursor;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use betterwork::Digest;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::failure::{Failure, Result};

/// Serves until it is dropped.
pub(super) struct LoopbackServer {
    server: Arc<Server>,
    worker: Option<JoinHandle<()>>,
    address: SocketAddr,
}

impl LoopbackServer {
    /// Serves the files below `root`; those below `subscribers/` only to whoever has the token.
    pub(super) fn start(root: &Path, token: &str) -> Result<Self> {
        let cannot =
            |why: &dyn std::fmt::Display| Failure::input_output("loopback", format!("cannot serve on the loopback address: {why}"));
        let server = Arc::new(Server::http("127.0.0.1:0").map_err(|error| cannot(&error))?);
        let address = server.server_addr().to_ip().ok_or_else(|| cannot(&"it has no address"))?;
        let (listener, root, expected) = (Arc::clone(&server), root.to_owned(), format!("Bearer {token}"));
        let worker = thread::spawn(move || {
            for request in listener.incoming_requests() {
                let response = answer(&request, &root, &expected);
                // Whoever asked may have gone.
                let _ = request.respond(response);
            }
        });
        Ok(LoopbackServer { server, worker: Some(worker), address })
    }

    /// Returns the address of the folder.
    pub(super) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

impl Drop for LoopbackServer {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}

type Answer = Response<Cursor<Vec<u8>>>;

fn answer(request: &Request, root: &Path, expected: &str) -> Answer {
    let refuse = |status: u16| Response::from_data(Vec::new()).with_status_code(StatusCode(status));
    if *request.method() != Method::Get {
        return refuse(405);
    }
    let path = PathBuf::from(request.url().trim_start_matches('/'));
    if !path.components().all(|component| matches!(component, Component::Normal(_))) {
        return refuse(404);
    }
    let header = |name: &'static str| request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str());
    if path.starts_with("subscribers") && header("Authorization") != Some(expected) {
        return refuse(401);
    }
    let Ok(bytes) = fs::read(root.join(&path)) else { return refuse(404) };
    let tag = format!("\"{}\"", Digest::of(&bytes));
    if header("If-None-Match") == Some(&*tag) {
        return refuse(304);
    }
    let mut response = Response::from_data(bytes);
    if let Ok(tag) = Header::from_bytes("ETag", tag) {
        response.add_header(tag);
    }
    response
}
