//! Who is told what changed in a store: web servers and commands.

use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use betterwork_exchange::notify::{Message, NotTaken, NotifyError, Recipient, Secret, Webhook, expect_changes, notify};
use betterwork_exchange::store::Store;
use betterwork_exchange::transport::Patience;
use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::http_client::http_client;

/// The environment variable with the secret that messages are signed with.
const SECRET: &str = "BETTERWORK_WEBHOOK_SECRET";

/// Who is told what changed.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Recipients {
    /// Tell this address what changed: a signed POST (Standard Webhooks; the secret is in BETTERWORK_WEBHOOK_SECRET)
    #[arg(long, value_name = "URL")]
    webhook: Vec<String>,
    /// Run this command when something changed, with the message on its standard input
    #[arg(long, value_name = "CMD")]
    on_change: Vec<String>,
}

/// The recipients, ready to be told.
pub(crate) struct Expecting {
    recipients: Vec<Box<dyn Recipient>>,
}

/// How the recipients were told.
pub(crate) struct Told {
    /// How many changes each was told of.
    changes: Vec<u64>,
    pub(crate) failure: Option<Failure>,
}

impl Recipients {
    /// Checks the options, before anything is done.
    pub(crate) fn resolve(&self) -> Result<Expecting> {
        let secret = match env::var(SECRET).ok().filter(|secret| !secret.trim().is_empty()) {
            Some(text) => Some(Secret::parse(&text).map_err(|error| {
                Failure::usage(format!("the environment variable `{SECRET}` has no secret: {error}")).advise(HOW_TO_MAKE)
            })?),
            None => None,
        };
        let mut recipients: Vec<Box<dyn Recipient>> = Vec::new();
        for address in &self.webhook {
            let missing = || Failure::usage(format!("a webhook needs the environment variable `{SECRET}`: messages are signed"));
            let secret = secret.clone().ok_or_else(|| missing().advise(HOW_TO_MAKE))?;
            recipients.push(Box::new(
                Webhook::new(http_client(), address, secret, Patience::default())
                    .map_err(|error| Failure::usage(format!("`--webhook`: {}", error.reason)))?,
            ));
        }
        let commands = self.on_change.iter().map(|line| OnChange { line: line.clone(), secret: secret.clone() });
        recipients.extend(commands.map(|command| Box::new(command) as Box<dyn Recipient>));
        Ok(Expecting { recipients })
    }
}

const HOW_TO_MAKE: &str = "make one with `echo whsec_$(openssl rand -base64 32)`, and give it to the recipient too";

impl Expecting {
    /// Counts what changes from now on for those who are new.
    pub(crate) fn begin(&self, store: &Store) -> Result<()> {
        self.recipients.iter().try_for_each(|recipient| expect_changes(store, &**recipient)).map_err(Failure::from)
    }

    /// Tells everybody; one who cannot be told keeps nobody else waiting.
    pub(crate) fn tell(&self, store: &Store) -> Told {
        let mut told = Told { changes: Vec::new(), failure: None };
        for recipient in &self.recipients {
            match notify(store, &**recipient) {
                Ok(count) => told.changes.push(count),
                Err(error) => _ = told.failure.get_or_insert(failure(error)),
            }
        }
        told
    }
}

impl Told {
    /// Returns how many recipients were told of something.
    pub(crate) fn recipients(&self) -> u64 {
        self.changes.iter().filter(|count| **count > 0).count() as u64
    }

    /// Returns it as it stands in `--json` output; nothing where nobody was to be told.
    pub(crate) fn to_json(&self) -> Option<Value> {
        let error = self.failure.as_ref().map(Failure::to_json);
        let is_asked = !self.changes.is_empty() || error.is_some();
        is_asked.then(|| json!({"changes": self.changes, "error": error}))
    }
}

fn failure(error: NotifyError) -> Failure {
    match error {
        NotifyError::Store(error) => error.into(),
        error => Failure::input_output("not_told", format!("the store is written, but a recipient was not told: {error}"))
            .advise("the same message, with the same id, is sent by the next sync"),
    }
}

/// A command that is run with each message.
struct OnChange {
    line: String,
    secret: Option<Secret>,
}

/// The command line may hold what is nobody's business.
impl std::fmt::Debug for OnChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OnChange(…)")
    }
}

impl Recipient for OnChange {
    fn identity(&self) -> &str {
        &self.line
    }

    fn tell(&self, message: &Message) -> Result<(), NotTaken> {
        let cannot = |error: io::Error| NotTaken::Other(format!("`--on-change` cannot be run: {}", crate::failure::plain(&error)));
        let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
        let mut command = Command::new(shell);
        // What it prints is not our answer.
        command.arg(option).arg(&self.line).stdin(Stdio::piped()).stdout(Stdio::from(io::stderr()));
        command.env_remove(SECRET).env("WEBHOOK_ID", &message.id);
        if let Some(secret) = &self.secret {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
            let signed = secret.sign(message, now);
            command.env("WEBHOOK_TIMESTAMP", signed.timestamp).env("WEBHOOK_SIGNATURE", signed.signature);
        }
        let mut child = command.spawn().map_err(cannot)?;
        if let Some(mut input) = child.stdin.take() {
            // A command that does not read is free to: its exit code is its answer.
            let _ = input.write_all(message.body.as_bytes());
        }
        let status = child.wait().map_err(cannot)?;
        if status.success() { Ok(()) } else { Err(NotTaken::Other(format!("`--on-change` ended with {status}"))) }
    }
}
