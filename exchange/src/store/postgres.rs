//! A store in PostgreSQL: a connection with its statements, and what its values are there.

mod connect;
mod copy;
mod password;
mod strangers;
mod types;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

use ::postgres::fallible_iterator::FallibleIterator;
use ::postgres::types::ToSql;
use ::postgres::{Client, Statement};

use super::sql::{Fault, Result, Row, Value};

pub(super) use connect::{Refused, connect};
pub(super) use copy::CopyTable;
pub(super) use types::cell;

/// One program writes at a time: who writes holds this advisory lock until its transaction has ended, so that the
/// changes of a store become visible in the order of their numbers. The second half of the lock is the schema's name.
const LOCK: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(1652847211, hashtext(current_schema()))";

/// A connection and the statements that it has prepared.
pub(super) struct Session {
    client: RefCell<Client>,
    statements: RefCell<HashMap<Box<str>, Statement>>,
}

impl Session {
    fn new(client: Client) -> Self {
        Session { client: RefCell::new(client), statements: RefCell::default() }
    }

    pub(super) fn execute(&self, sql: &str, parameters: &[Value<'_>]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        let parameters: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        Ok(self.client.borrow_mut().execute(&statement, &parameters)?)
    }

    pub(super) fn each<E: From<Fault>>(
        &self,
        sql: &str,
        parameters: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let statement = self.prepare(sql)?;
        let mut client = self.client.borrow_mut();
        let mut rows = client.query_raw(&statement, parameters).map_err(Fault::Postgres)?;
        while let Some(row) = rows.next().map_err(Fault::Postgres)? {
            take(&Row::Postgres(&row))?;
        }
        Ok(())
    }

    pub(super) fn run(&self, sql: &str) -> Result<()> {
        Ok(self.client.borrow_mut().batch_execute(sql)?)
    }

    pub(super) fn begin_to_write(&self) -> Result<()> {
        self.run(LOCK).inspect_err(|_| _ = self.run("ROLLBACK"))
    }

    /// Sets how long a writer waits for another; at least a millisecond, since none means for ever.
    pub(super) fn set_patience(&self, patience: Duration) -> Result<()> {
        self.run(&format!("SET lock_timeout = {}", patience.as_millis().clamp(1, i32::MAX.unsigned_abs().into())))
    }

    /// Sends rows in the binary form of `COPY`.
    fn copy(&self, sql: &str, rows: &[u8]) -> Result<()> {
        use std::io::Write as _;
        const PIECE: usize = 256 * 1024;
        let statement = self.prepare(sql)?;
        let mut client = self.client.borrow_mut();
        let mut copy = client.copy_in(&statement)?;
        // What writing says is what the server says: `finish` says it in full.
        let written = rows.chunks(PIECE).try_for_each(|piece| copy.write_all(piece));
        match (written, copy.finish()) {
            (_, Err(error)) => Err(Fault::Postgres(error)),
            (Err(error), Ok(_)) => Err(Fault::Row(error.to_string())),
            (Ok(()), Ok(_)) => Ok(()),
        }
    }

    fn prepare(&self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.borrow().get(sql) {
            return Ok(statement.clone());
        }
        // Parameters are `?1` in SQLite and `$1` here; no statement of ours has another question mark.
        let statement = self.client.borrow_mut().prepare(&sql.replace('?', "$"))?;
        self.statements.borrow_mut().insert(sql.into(), statement.clone());
        Ok(statement)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}
