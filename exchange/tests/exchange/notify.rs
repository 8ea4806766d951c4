//! Who is told of changes gets each of them at least once, signed, with an id that stays.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

use betterwork_exchange::notify::{Message, NotTaken, NotifyError, Recipient, Secret, Webhook, expect_changes, notify};
use betterwork_exchange::transport::TransportFault;

use crate::http::{client, patience};
use crate::world::{World, digest};

/// Writes down what it is told, and takes it or not.
#[derive(Debug, Default)]
struct Notebook {
    told: RefCell<Vec<Message>>,
    refuses: RefCell<u32>,
}

impl Recipient for Notebook {
    fn identity(&self) -> &str {
        "a notebook"
    }

    fn tell(&self, message: &Message) -> Result<(), NotTaken> {
        self.told.borrow_mut().push(message.clone());
        let mut left = self.refuses.borrow_mut();
        if *left == 0 {
            return Ok(());
        }
        *left -= 1;
        Err(NotTaken::Other("no".to_owned()))
    }
}

fn changes(message: &Message) -> Vec<(i64, String)> {
    let body: serde_json::Value = serde_json::from_str(&message.body).unwrap();
    let changes = body["data"]["changes"].as_array().unwrap().clone();
    changes.iter().map(|change| (change["change_id"].as_i64().unwrap(), change["kind"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn who_is_new_is_told_of_what_comes_after() {
    let world = World::with_reports(1);
    world.sync().unwrap();
    let (store, notebook) = (world.store(), Notebook::default());
    expect_changes(&store, &notebook).unwrap();
    assert_eq!(notify(&store, &notebook).unwrap(), 0);
    let token = world.token(2);
    world.add_and_share(std::slice::from_ref(&token));
    world.sync().unwrap();
    assert_eq!(notify(&store, &notebook).unwrap(), 1);
    let told = notebook.told.borrow();
    assert_eq!(changes(&told[0]), [(2, "imported".to_owned())]);
    assert!(told[0].body.contains(&digest(&token).to_string()) && told[0].body.contains("\"type\":\"store.changed\""));
    assert_eq!(notify(&store, &notebook).unwrap(), 0);
}

#[test]
fn what_was_not_taken_is_sent_again_as_it_was() {
    let world = World::with_reports(1);
    let (store, notebook) = (world.store(), Notebook::default());
    expect_changes(&store, &notebook).unwrap();
    world.sync().unwrap();
    *notebook.refuses.borrow_mut() = 2;
    assert!(matches!(notify(&store, &notebook), Err(NotifyError::NotTaken(_))));
    // More happens before the next attempt: it goes into a message of its own.
    world.add_and_share(&[world.token(2)]);
    world.sync().unwrap();
    assert!(notify(&store, &notebook).is_err());
    assert_eq!(notify(&store, &notebook).unwrap(), 2);
    let told = notebook.told.borrow();
    let ids: Vec<_> = told.iter().map(|message| &message.id).collect();
    assert!(ids[0] == ids[1] && ids[1] == ids[2] && ids[2] != ids[3], "{ids:?}");
    assert!(told[0] == told[2] && told.len() == 4);
    assert_eq!((changes(&told[2]).len(), changes(&told[3])), (1, vec![(2, "imported".to_owned())]));
}

#[test]
fn many_changes_are_several_messages() {
    let world = World::new();
    let (mut store, notebook) = (world.store(), Notebook::default());
    expect_changes(&store, &notebook).unwrap();
    let junk: Vec<(String, String)> = (0..1_100).map(|number| (format!("{number}"), format!("junk {number}"))).collect();
    let sources = junk.iter().map(|(name, bytes)| (name, bytes.as_bytes()));
    store.import(sources, &world.trust(), &Default::default(), crate::world::at()).unwrap();
    assert_eq!(notify(&store, &notebook).unwrap(), 1_100);
    let lengths: Vec<_> = notebook.told.borrow().iter().map(|message| changes(message).len()).collect();
    assert_eq!(lengths, [500, 500, 100]);
}

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Answers each POST with the next of these statuses, and hands on headers and body.
fn receiver(statuses: &'static [&'static str]) -> (String, mpsc::Receiver<(Vec<String>, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hooks/a-secret-path?key=also", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for status in statuses {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let head: Vec<String> = reader.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
            let length = head.iter().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok()).unwrap();
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            sender.send((head, String::from_utf8(body).unwrap())).unwrap();
            write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nRetry-After: 0\r\nConnection: close\r\n\r\n").unwrap();
        }
    });
    (address, receiver)
}

fn message() -> Message {
    Message { id: "msg_1_2_3".to_owned(), body: "{}".to_owned() }
}

#[test]
fn a_webhook_is_signed_and_sent_again_until_it_is_taken() {
    let (address, received) = receiver(&["503 Service Unavailable", "429 Too Many Requests", "204 No Content"]);
    let secret = Secret::parse(SECRET).unwrap();
    let webhook = Webhook::new(client(), &address, secret.clone(), patience()).unwrap();
    webhook.tell(&message()).unwrap();
    for (head, body) in received.iter().take(3) {
        let header = |name: &str| head.iter().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_default().to_owned();
        let at = header("webhook-timestamp").parse().unwrap();
        assert_eq!((header("webhook-id"), header("webhook-signature")), ("msg_1_2_3".to_owned(), secret.sign(&message(), at).signature));
        assert_eq!((body.as_str(), header("content-type").as_str()), ("{}", "application/json"));
    }
}

#[test]
fn a_webhook_that_refuses_is_not_asked_again_and_its_path_is_not_told() {
    for (status, kind) in [
        (&["401 Unauthorized"], TransportFault::Forbidden),
        (&["410 Gone"], TransportFault::NotFound),
        (&["302 Found"], TransportFault::Redirected),
    ] {
        let (address, received) = receiver(status);
        let webhook = Webhook::new(client(), &address, Secret::parse(SECRET).unwrap(), patience()).unwrap();
        let Err(NotTaken::Web(error)) = webhook.tell(&message()) else { panic!("{status:?}") };
        assert_eq!((error.kind, received.iter().count()), (kind, 1), "{error}");
        assert!(!error.to_string().contains("secret") && error.to_string().contains("127.0.0.1"), "{error}");
    }
}

#[test]
fn a_webhook_in_the_clear_is_refused() {
    for address in ["http://erp.example/hook", "ftp://erp.example/hook", "not an address"] {
        let error = Webhook::new(client(), address, Secret::parse(SECRET).unwrap(), patience()).unwrap_err();
        assert_eq!(error.kind, TransportFault::BadAddress, "{error}");
    }
}
