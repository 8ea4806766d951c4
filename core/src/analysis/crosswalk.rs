//! Crosswalks: which compliance points answer which clauses of a buyer's code of conduct.

use std::collections::HashMap;
use std::sync::Arc;

use super::choices::choices;
use super::document::{check_schema, inconsistent, shortened};
use super::point_id::PointId;
use crate::digest::Digest;
use crate::error::{Result, excerpt};
use crate::json::{self, object};
use crate::report::LanguageMap;
use crate::text::Text;

/// The taxonomy of clusters and points to which this program's crosswalks refer.
pub const TAXONOMY: &str = "https://schemas.betterwork.org/taxonomy/1";

const KIND: &str = "crosswalk";

object! {
    /// A code of conduct, clause by clause, and the compliance points that answer it.
    pub struct CrosswalkDocument {
        /// What kind of document this is, and its version: `https://schemas.betterwork.org/crosswalk/1`.
        required schema: Text,
        /// The crosswalk's own id.
        required id: Text,
        /// The crosswalk's own version.
        required version: Text,
        /// The code of conduct, in words.
        required title: LanguageMap,
        /// Who stands behind the crosswalk, and who does not.
        optional notice: Option<LanguageMap>,
        /// The taxonomy whose points it names: `https://schemas.betterwork.org/taxonomy/1`.
        required taxonomy: Text,
        /// The clauses, in the order of the code.
        required clauses: Vec<Clause>,
    }
}

object! {
    /// A clause of a code of conduct.
    pub struct Clause {
        /// The clause's number or name in the code.
        required id: Text,
        /// What it demands, in words.
        required title: LanguageMap,
        /// The clause of which this one is a part.
        optional part_of: Option<Text>,
        /// How much of the clause the points below answer together; absent exactly where the clause has parts.
        optional coverage: Option<Coverage>,
        /// The points that answer it; none exactly where `coverage` is `none`.
        list mappings: Vec<Mapping>,
        /// Why these points, and what they leave open.
        optional rationale: Option<LanguageMap>,
        /// Which law the points test, and how the clause compares with it.
        optional level_of_law: Option<LanguageMap>,
    }
}

object! {
    /// A compliance point that answers a clause, or some of its questions.
    pub struct Mapping {
        /// The point.
        required compliance_point: PointId,
        /// Only these questions of the national tool.
        list questions: Vec<Text>,
        /// Only questions that map to these global ones.
        list global_questions: Vec<Text>,
    }
}

choices! {
    /// How much of a clause an assessment answers.
    pub enum Coverage {
        /// All of it.
        Full = "full",
        /// A part: the rest must be looked at elsewhere.
        Partial = "partial",
        /// Nothing.
        None = "none",
    }
}

/// A crosswalk that was checked; nothing else makes one.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    document: CrosswalkDocument,
    digest: Digest,
}

impl Crosswalk {
    /// Reads a crosswalk: strict JSON in which a member that nobody knows is an error.
    ///
    /// # Errors
    /// `wrong_document` or `unsupported_version` where `schema` names something else; `malformed` with line and column
    /// for a fault of form, a point that the taxonomy does not have among it; `inconsistent` where a clause is there
    /// twice, maps to nothing without saying so, is part of itself or of no clause, or names a point twice, and where
    /// the crosswalk is for another taxonomy.
    pub fn from_json(json: &str) -> Result<Self> {
        check_schema(json, KIND)?;
        let document: CrosswalkDocument = json::read_closed(&Arc::new(json.to_owned()))?;
        if document.taxonomy != TAXONOMY {
            return Err(inconsistent(format!("the crosswalk is for the taxonomy `{}`, not `{TAXONOMY}`", shortened(&document.taxonomy))));
        }
        check(&document.clauses)?;
        Ok(Crosswalk { document, digest: Digest::of(json.as_bytes()) })
    }

    /// Returns what it says.
    pub fn document(&self) -> &CrosswalkDocument {
        &self.document
    }

    /// Returns the SHA-256 digest of its bytes.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Iterates over the clauses that are judged: those without parts.
    pub fn judged(&self) -> impl Iterator<Item = (&Clause, Coverage)> {
        self.document.clauses.iter().filter_map(|clause| Some((clause, clause.coverage?)))
    }

    /// Returns whether a clause maps the point, as a whole or some of its questions.
    pub(crate) fn mappings(&self) -> impl Iterator<Item = &Mapping> {
        self.document.clauses.iter().flat_map(|clause| &clause.mappings)
    }
}

fn check(clauses: &[Clause]) -> Result<()> {
    let mut parents: HashMap<&str, Option<&str>> = HashMap::new();
    for clause in clauses {
        if parents.insert(&clause.id, clause.part_of.as_deref()).is_some() {
            return Err(inconsistent(format!("clause `{}` is there twice", excerpt(&clause.id))));
        }
    }
    for (index, clause) in clauses.iter().enumerate() {
        check_parents(clause, &parents)?;
        let has_parts = clauses.iter().any(|part| part.part_of.as_ref() == Some(&clause.id));
        check_coverage(clause, has_parts).map_err(|error| error.within(&format!("clauses[{index}]")))?;
    }
    if clauses.is_empty() {
        return Err(inconsistent("the crosswalk has no clause"));
    }
    Ok(())
}

fn check_parents(clause: &Clause, parents: &HashMap<&str, Option<&str>>) -> Result<()> {
    let mut above = clause.part_of.as_deref();
    for _ in 0..parents.len() {
        let Some(id) = above else { return Ok(()) };
        above = match parents.get(id) {
            Some(parent) => *parent,
            None => {
                return Err(inconsistent(format!("clause `{}` is part of `{}`, which is not there", excerpt(&clause.id), excerpt(id))));
            }
        };
    }
    match above {
        None => Ok(()),
        Some(_) => Err(inconsistent(format!("clause `{}` is part of itself", excerpt(&clause.id)))),
    }
}

fn check_coverage(clause: &Clause, has_parts: bool) -> Result<()> {
    let id = excerpt(&clause.id);
    match (clause.coverage, clause.mappings.is_empty()) {
        (None, true) if has_parts => {}
        (_, _) if has_parts => return Err(inconsistent(format!("clause `{id}` has parts, so `coverage` and `mappings` belong to them"))),
        (None, _) => return Err(inconsistent(format!("clause `{id}` does not say its `coverage`"))),
        (Some(Coverage::None), true) => {}
        (Some(Coverage::None), false) => {
            return Err(inconsistent(format!("clause `{id}` has mappings, though its `coverage` is `none`")));
        }
        (Some(_), true) => {
            return Err(inconsistent(format!("clause `{id}` has no mapping; where nothing answers it, its `coverage` is `none`")));
        }
        (Some(_), false) => {}
    }
    for (place, mapping) in clause.mappings.iter().enumerate() {
        let twice = clause.mappings.iter().take(place).any(|before| before.compliance_point == mapping.compliance_point);
        if twice {
            return Err(inconsistent(format!("clause `{id}` names the point `{}` twice", mapping.compliance_point)));
        }
    }
    if clause.coverage.is_some() && clause.rationale.is_none() {
        return Err(inconsistent(format!("clause `{id}` has no `rationale`")));
    }
    Ok(())
}
