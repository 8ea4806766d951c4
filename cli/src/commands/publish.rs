//! `publish`: an exchange of static files, and what happens in it.

mod arguments;
mod print;

use std::path::PathBuf;

use betterwork::Digest;
use betterwork_exchange::publish::{Added, Grant, Publisher, StandingChange, check, open_place};

use self::arguments::{Signing, read_all};
use crate::clock::Instant;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io;
use crate::output::Voice;
use crate::trusted;

/// Publish reports as static files that any web server or object store carries
///
/// An exchange is a folder: put it on a web server as it is. Or it is a bucket of an object store, `s3://BUCKET/PREFIX`,
/// with credentials from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL). Every change is announced in a log that nobody can rewrite
/// unseen. The checkpoint is written last, so that readers never find half of a change; after a failure or a kill, the
/// same command finishes the work.
#[derive(clap::Subcommand, Debug)]
#[command(after_help = "\
Example, from nothing to an exchange with one subscriber:
  betterwork publish init exchange/ --origin exchange.example/log --trust trust.json \\
      --status signed/status/2026-1 --feed-key feed.pem --status-key status.pem
  betterwork publish add exchange/ signed/*.sdjwt --feed-key feed.pem --status-key status.pem
  betterwork publish share exchange/ signed/acme.sdjwt --subscriber brand-1 --consent consent.jwt \\
      --feed-key feed.pem --status-key status.pem
  betterwork publish check exchange/

In a bucket:
  AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_REGION=eu-central-1 betterwork publish add s3://exchange/programme \\
      signed/*.sdjwt --feed-key feed.pem --status-key status.pem")]
pub(crate) enum Publish {
    Init(Init),
    Add(Add),
    Supersede(Supersede),
    Suspend(Suspend),
    Reinstate(Reinstate),
    Revoke(Revoke),
    Share(Share),
    Unshare(Unshare),
    Refresh(Refresh),
    Check(Check),
}

/// Begin an exchange in a new folder, or in a bucket
///
/// The trust list names its log: `trust add --use feed --feed-origin NAME --feed-url URL`.
#[derive(clap::Args, Debug)]
pub(crate) struct Init {
    /// What becomes the exchange: a folder, or `s3://BUCKET/PREFIX`
    #[arg(value_name = "DIR|ADDRESS")]
    exchange: PathBuf,
    /// The name of its log, as the trust list has it
    #[arg(long, value_name = "NAME")]
    origin: String,
    /// The trust list that readers start from
    #[arg(long, value_name = "FILE")]
    trust: PathBuf,
    /// A status list, as it was signed last. May be given several times
    #[arg(long, value_name = "FILE", required = true)]
    status: Vec<PathBuf>,
    #[command(flatten)]
    signing: Signing,
}

/// Announce reports, progress reports and statements
///
/// Reports get their index in the status list, and their public view where they may be shown publicly. Statements go to
/// every subscriber who has the report that they are about. What was announced before is left as it is.
#[derive(clap::Args, Debug)]
pub(crate) struct Add {
    /// The exchange: a folder, or `s3://BUCKET/PREFIX`
    #[arg(value_name = "DIR|ADDRESS")]
    exchange: PathBuf,
    /// Signed documents
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// Share them with this subscriber too, on the programme's word. May be given several times
    #[arg(long, value_name = "NAME", requires = "because")]
    share: Vec<String>,
    /// Why the programme may share them, for the record
    #[arg(long, value_name = "WORDS", requires = "share")]
    because: Option<String>,
    #[command(flatten)]
    signing: Signing,
}

/// Announce a report that takes the place of an older one
#[derive(clap::Args, Debug)]
pub(crate) struct Supersede {
    /// The exchange: a folder, or `s3://BUCKET/PREFIX`
    #[arg(value_name = "DIR|ADDRESS")]
    exchange: PathBuf,
    /// The older report
    report: PathBuf,
    /// The report that takes its place
    #[arg(long, value_name = "FILE")]
    with: PathBuf,
    #[command(flatten)]
    signing: Signing,
}

/// Say that reports are not to be relied on for now
#[derive(clap::Args, Debug)]
pub(crate) struct Suspend {
    #[command(flatten)]
    change: Change,
}

/// Say that suspended reports stand again
#[derive(clap::Args, Debug)]
pub(crate) struct Reinstate {
    #[command(flatten)]
    change: Change,
}

/// Take reports back, for good
#[derive(clap::Args, Debug)]
pub(crate) struct Revoke {
    #[command(flatten)]
    change: Change,
}

/// Reports whose standing changes.
#[derive(clap::Args, Debug)]
struct Change {
    /// The exchange: a folder, or `s3://BUCKET/PREFIX`
    #[arg(value_name = "DIR|ADDRESS")]
    exchange: PathBuf,
    /// The signed reports
    #[arg(required = true)]
    reports: Vec<PathBuf>,
    #[command(flatten)]
    signing: Signing,
}

/// Give a subscriber copies of documents that were announced
///
/// A subscriber is a buyer, the factory itself, a union or a labour authority; who may fetch its folder is for the web
/// server to say. Sharing rests on the factory's signed consent, or on the programme's word, which is recorded.
#[derive(clap::Args, Debug)]
pub(crate) struct Share {
    /// The exchange: a folder, or `s3://BUCKET/PREFIX`
    #[arg(value_name = "DIR|ADDRESS")]
    exchange: PathBuf,
    /// Signed documents; of reports, the full ones
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// The subscriber
    #[arg(long, value_name = "NAME")]
    subscriber: String,
    /// The factory's consent, which is for one report (`statement issue --kind consent`)
    #[arg(long, value_name = "FILE", required_unless_present = "because", conflicts_with = "because")]
    consent: Option<PathBuf>,
    /// Why the programme may share them, for the record
    #[arg(long, value_name = "WORDS")]
    because: Option<String>,
    #[command(flatten)]
    signing: Signing,
}

/// Take documents off a subscriber's list and out of its folder
///
/// New fetches end; copies that were fetched cannot be recalled.
#[derive(clap::Args, Debug)]
pub(crate) struct Unshare {
    /// The exchange: a folder, or `s3://BUCKET/PREFIX`
    #[arg(value_name = "DIR|ADDRESS")]
    exchange: PathBuf,
    /// Signed documents, or their digests
    #[arg(required = true)]
    documents: Vec<String>,
    /// The subscriber
    #[arg(long, value_name = "NAME")]
    subscriber: String,
    #[command(flatten)]
    signing: Signing,
}

/// Sign status lists and checkpoint again, add public views whose day has come
///
/// Status lists live 14 days at most: run this every day.
#[derive(clap::Args, Debug)]
pub(crate) struct Refresh {
    /// The exchange: a folder, or `s3://BUCKET/PREFIX`
    #[arg(value_name = "DIR|ADDRESS")]
    exchange: PathBuf,
    /// The next version of the trust list
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    #[command(flatten)]
    signing: Signing,
}

/// Read a whole exchange again, and prove that everything in it fits together
#[derive(clap::Args, Debug)]
pub(crate) struct Check {
    /// The exchange: a folder, or `s3://BUCKET/PREFIX`
    #[arg(value_name = "DIR|ADDRESS")]
    exchange: PathBuf,
    /// A trust list from which that of the exchange must follow [default: what the exchange has]
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    #[command(flatten)]
    instant: Instant,
}

impl Publish {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        match self {
            Publish::Init(init) => init.run(voice),
            Publish::Add(add) => add.run(voice),
            Publish::Supersede(supersede) => supersede.run(voice),
            Publish::Suspend(suspend) => suspend.change.run(StandingChange::Suspend, "suspended", voice),
            Publish::Reinstate(reinstate) => reinstate.change.run(StandingChange::Reinstate, "reinstated", voice),
            Publish::Revoke(revoke) => revoke.change.run(StandingChange::Revoke, "revoked", voice),
            Publish::Share(share) => share.run(voice),
            Publish::Unshare(unshare) => unshare.run(voice),
            Publish::Refresh(refresh) => refresh.run(voice),
            Publish::Check(check) => check.run(voice),
        }
    }
}

impl Init {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let trust = io::read(&self.trust, betterwork::trust::MAX_TRUST_LIST_BYTES)?;
        let status = read_all(&self.status)?.into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>();
        let (keys, at) = self.signing.open()?;
        let mut publisher = Publisher::init(open_place(&self.exchange)?, &self.origin, &trust, &status, keys, at)?;
        print::published(&self.exchange, "began", &[], &publisher.commit()?, voice)
    }
}

impl Add {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let documents = read_all(&self.documents)?;
        let mut publisher = self.signing.publisher(&self.exchange)?;
        let mut added = Vec::new();
        // A statement may stand before its report in the folder: those that others are about come first.
        for (name, bytes) in arguments::reports_first(&documents) {
            added.push((name, publisher.add(name, bytes)?));
        }
        for subscriber in &self.share {
            let grant = Grant::Programme(self.because.clone().unwrap_or_default());
            for (name, bytes) in &documents {
                publisher.share(name, bytes, subscriber, &grant)?;
            }
        }
        print::published(&self.exchange, "added", &added, &publisher.commit()?, voice)
    }
}

impl Supersede {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let read = |path: &PathBuf| io::read(path, io::MAX_DOCUMENT_BYTES);
        let (old, new) = (read(&self.report)?, read(&self.with)?);
        let mut publisher = self.signing.publisher(&self.exchange)?;
        let (old_name, new_name) = (self.report.display().to_string(), self.with.display().to_string());
        if betterwork::identify(&old)?.digest == betterwork::identify(&new)?.digest {
            return Err(Failure::usage(format!("`{old_name}` and `{new_name}` are the same report")));
        }
        let added = vec![
            (&*new_name, publisher.add(&new_name, &new)?),
            (&*old_name, publisher.change_standing(&old_name, &old, StandingChange::Supersede)?),
        ];
        print::published(&self.exchange, "superseded", &added, &publisher.commit()?, voice)
    }
}

impl Change {
    fn run(&self, change: StandingChange, verb: &str, voice: Voice) -> Result<Exit> {
        let reports = read_all(&self.reports)?;
        let mut publisher = self.signing.publisher(&self.exchange)?;
        let changed = reports.iter().map(|(name, bytes)| Ok((&**name, publisher.change_standing(name, bytes, change)?)));
        let changed: Vec<(&str, Added)> = changed.collect::<Result<_>>()?;
        print::published(&self.exchange, verb, &changed, &publisher.commit()?, voice)
    }
}

impl Share {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let documents = read_all(&self.documents)?;
        let grant = match (&self.consent, &self.because) {
            (Some(consent), _) => Grant::Consent(io::read(consent, betterwork::MAX_STATEMENT_BYTES)?),
            (None, words) => Grant::Programme(words.clone().unwrap_or_default()),
        };
        let mut publisher = self.signing.publisher(&self.exchange)?;
        let mut shared = Vec::new();
        for (name, bytes) in arguments::reports_first(&documents) {
            shared.push((name, publisher.share(name, bytes, &self.subscriber, &grant)?));
        }
        print::published(&self.exchange, "shared", &shared, &publisher.commit()?, voice)
    }
}

impl Unshare {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let mut publisher = self.signing.publisher(&self.exchange)?;
        let mut gone = 0;
        for document in &self.documents {
            let digest = match Digest::parse(document) {
                Ok(digest) => digest,
                Err(_) => betterwork::identify(&io::read(&PathBuf::from(document), io::MAX_DOCUMENT_BYTES)?)?.digest,
            };
            if !publisher.unshare(digest, &self.subscriber)? {
                let message = format!("`{}` does not have the document {digest}", self.subscriber);
                return Err(Failure::input_output("not_found", message).advise("`publish check` reads what each subscriber has"));
            }
            gone += 1;
        }
        print::unshared(&self.exchange, &self.subscriber, gone, &publisher.commit()?, voice)
    }
}

impl Refresh {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let mut publisher = self.signing.publisher(&self.exchange)?;
        if let Some(trust) = &self.trust {
            publisher.take_trust(&io::read(trust, betterwork::trust::MAX_TRUST_LIST_BYTES)?)?;
        }
        let views = publisher.add_due_views()?;
        print::refreshed(&self.exchange, views, &publisher.commit()?, voice)
    }
}

impl Check {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let pinned = self.trust.as_deref().map(|path| trusted::open_trust(path, None)).transpose()?;
        let place = open_place(&self.exchange)?;
        print::checked(&self.exchange, &check(&*place, pinned.as_ref(), self.instant.resolve()?)?, voice)
    }
}
