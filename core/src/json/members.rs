//! The members of an object: which belong to it, where each is read to, what is done about the others.
//!
//! One function for all objects: what differs from one to the next is a table and a list of places.

use std::borrow::Cow;
use std::ops::Range;

use super::{Apart, Names, ReadJson, Reader, Type, Unknown, missing};
use crate::error::{Error, ErrorKind, Result, excerpt, words};

/// The most members of an object, as far as it is known here: a bit each.
const MOST_KNOWN_MEMBERS: usize = 32;

/// What an object is made of.
pub(crate) struct Shape {
    /// What it is called here.
    pub(crate) object: &'static str,
    /// The members that it may have.
    pub(crate) members: &'static [Member],
    /// Those that must be there, a bit each.
    required: u32,
    withholdable: usize,
    /// Whether no version of the format adds a member.
    closed: bool,
}

/// A member that an object may have.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) value: Type,
}

/// How a member stands in its object.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// It must be there.
    Required,
    /// It may be there.
    Optional,
    /// It stands apart from a signed object, and may be withheld.
    Withheld,
}

impl Member {
    /// Names a member that must be there.
    pub(crate) const fn required<T: ReadJson>(name: &'static str) -> Self {
        Member { name, kind: Kind::Required, value: T::TYPE }
    }

    /// Names a member that may be there.
    pub(crate) const fn optional<T: ReadJson>(name: &'static str) -> Self {
        Member { name, kind: Kind::Optional, value: T::TYPE }
    }
}

impl Shape {
    /// Names an object and its members.
    ///
    /// # Panics
    /// While it is compiled, where there are too many.
    pub(crate) const fn new(object: &'static str, members: &'static [Member]) -> Self {
        assert!(members.len() <= MOST_KNOWN_MEMBERS);
        let (mut required, mut withholdable, mut place) = (0, 0, 0);
        let mut rest = members;
        while let [member, others @ ..] = rest {
            match member.kind {
                Kind::Required => required |= 1 << place,
                Kind::Withheld => withholdable += 1,
                Kind::Optional => {}
            }
            place += 1;
            rest = others;
        }
        Shape { object, members, required, withholdable, closed: false }
    }

    /// Names an object that never has another member.
    pub(crate) const fn closed(object: &'static str, members: &'static [Member]) -> Self {
        Shape { closed: true, ..Shape::new(object, members) }
    }
}

/// The place of a member, to be filled once.
pub(crate) trait Slot {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<()>;
}

impl<T: ReadJson> Slot for Option<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let before = self.replace(T::read(reader)?);
        debug_assert!(before.is_none(), "a slot is filled once");
        // To drop what is not there takes a tenth of a web page's verifier.
        std::mem::forget(before);
        Ok(())
    }
}

/// Where the members of an object are read to.
enum Slots<'s, 'v> {
    /// Each into its own, in the order of the shape.
    Each(&'s mut [&'v mut dyn Slot]),
    /// Those at these places; the others are checked and not kept.
    Wanted(&'s mut [(usize, &'v mut dyn Slot)]),
}

impl Slots<'_, '_> {
    fn fill(&mut self, place: usize, member: &Member, reader: &mut Reader<'_>) -> Result<()> {
        let slot = match self {
            Slots::Each(slots) => slots.get_mut(place),
            Slots::Wanted(slots) => slots.iter_mut().find(|(wanted, _)| *wanted == place).map(|(_, slot)| slot),
        };
        match slot {
            Some(slot) => slot.fill(reader),
            None => reader.check(&member.value),
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads an object into its slots, as many as it has members; returns the members that are none of them.
    ///
    /// After it, the slot of every required member is filled.
    pub(crate) fn members(&mut self, shape: &Shape, slots: &mut [&mut dyn Slot]) -> Result<Unknown> {
        debug_assert_eq!(slots.len(), shape.members.len(), "{} has a slot for each member", shape.object);
        self.members_into(shape, &mut Slots::Each(slots))
    }

    /// Reads an object of which the members at these places are wanted; the others are checked.
    pub(crate) fn pick(&mut self, shape: &Shape, wanted: &mut [(usize, &mut dyn Slot)]) -> Result<()> {
        self.members_into(shape, &mut Slots::Wanted(wanted)).map(drop)
    }

    fn members_into(&mut self, shape: &Shape, slots: &mut Slots<'_, '_>) -> Result<Unknown> {
        let (mut unknown, mut names) = (Unknown::default(), Names::default());
        let (mut filled, mut next) = (0, 0);
        let apart = self.apart().filter(|_| shape.withholdable > 0);
        if let Some(apart) = apart {
            apart.begin(shape.object);
        }
        let mut digests = None;
        self.each_member(|reader| {
            let (place, member) = match reader.expected_name(shape, next) {
                Some(known) => known,
                None => {
                    let name = reader.name()?;
                    reader.expect(b':', "expected `:`")?;
                    match shape.find(&name) {
                        Some(known) => known,
                        None if apart.is_some() && *name == *"_sd" => return put_digests(&mut digests, reader, name.quoted().start),
                        None => {
                            refuse_where_closed(reader, shape, &name)?;
                            return unknown.read(reader, &mut names, name);
                        }
                    }
                }
            };
            next = place + 1;
            if member.kind == Kind::Withheld {
                refuse_clear(reader, member.name);
            }
            let bit = 1 << place;
            if filled & bit != 0 {
                return Err(reader.repeated().within(member.name));
            }
            filled |= bit;
            slots.fill(place, member, reader).map_err(|error| error.within(member.name))
        })?;
        if let Some(apart) = apart {
            let Digests { written, list } = digests.unwrap_or_default();
            check_count(apart, shape.object, list.len(), shape.withholdable);
            apart.stand_for(written);
            for digest in list {
                let read = self.member_apart(apart, &digest, (shape, slots, &mut filled), &mut unknown, &mut names);
                read.unwrap_or_else(|error| apart.defer(error));
            }
        }
        let absent = shape.required & !filled;
        match shape.members.get(absent.trailing_zeros() as usize) {
            Some(member) => Err(missing(member.name)),
            None => Ok(unknown),
        }
    }

    /// Reads the name of one of the next members of a shape, with its colon, as they are mostly written: without escapes or blanks, in
    /// the order of the format. Where it is written in another way, or another name, nothing but white space is passed.
    fn expected_name(&mut self, shape: &Shape, mut next: usize) -> Option<(usize, &'static Member)> {
        self.peek();
        let Some([b'"', rest @ ..]) = self.text.as_bytes().get(self.at..) else { return None };
        loop {
            let member = shape.members.get(next)?;
            if rest.strip_prefix(member.name.as_bytes()).is_some_and(|rest| rest.starts_with(b"\":")) {
                self.at += member.name.len() + 3;
                return Some((next, member));
            }
            next += 1;
        }
    }

    /// Reads a member that stands apart, where it is disclosed.
    fn member_apart(
        &self,
        apart: &dyn Apart,
        digest: &str,
        (shape, slots, filled): (&Shape, &mut Slots<'_, '_>, &mut u32),
        unknown: &mut Unknown,
        names: &mut Names<'a>,
    ) -> Result<()> {
        let Some(part) = apart.claim(digest)? else { return Ok(()) };
        let fault = |message: String| Error::new(ErrorKind::BadDisclosure, message);
        self.elsewhere(part).disclosure(|reader, name| {
            apart.found(digest, shape.object, &name);
            let (quoted, begins) = (name.quoted(), reader.next());
            if ["_sd", "...", "_sd_alg"].contains(&&*name) {
                return Err(fault(words!("a disclosure is named `{}`", &*name)));
            }
            match shape.find(&name) {
                Some((_, Member { kind: Kind::Required | Kind::Optional, .. })) => {
                    Err(fault(words!("`{}` is disclosed, though it always stands in the clear", &*name)))
                }
                Some((place, _)) if *filled & 1 << place != 0 => Err(fault(words!("`{}` is there twice", &*name))),
                Some((place, member)) => {
                    *filled |= 1 << place;
                    slots.fill(place, member, reader).map_err(|error| error.within(&name))
                }
                None => unknown.read_disclosed(reader, names, name, shape.object),
            }?;
            apart.disclosed(quoted, begins..reader.at);
            Ok(())
        })
    }
}

impl Shape {
    /// Finds a member and its place.
    fn find(&self, name: &str) -> Option<(usize, &'static Member)> {
        (0..).zip(self.members).find(|(_, known)| known.name == name)
    }

    /// Returns the place of a member.
    ///
    /// # Panics
    /// While it is compiled, where there is none of that name.
    pub(crate) const fn place(&self, name: &str) -> usize {
        let (mut place, mut rest) = (0, self.members);
        while let [member, others @ ..] = rest
            && !is_same(member.name.as_bytes(), name.as_bytes())
        {
            place += 1;
            rest = others;
        }
        assert!(place < self.members.len(), "an object has no member of this name");
        place
    }

    fn names(&self) -> Vec<&'static str> {
        self.members.iter().map(|member| member.name).collect()
    }
}

/// Compares names while it is compiled.
const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, rest @ ..], [first_of_other, rest_of_other @ ..]) = (one, other) {
        if *first != *first_of_other {
            return false;
        }
        (one, other) = (rest, rest_of_other);
    }
    one.is_empty() && other.is_empty()
}

/// Reads an object of which the members with the names of these variables are wanted, each into its variable.
macro_rules! pick {
    ($reader:ident, $shape:expr, $($member:ident),+) => {
        $reader.pick($shape, &mut [$((const { $shape.place(stringify!($member)) }, &mut $member)),+])
    };
}

pub(crate) use pick;

/// Refuses a member that is none of the shape's, where that is a mistake.
fn refuse_where_closed(reader: &Reader<'_>, shape: &Shape, name: &str) -> Result<()> {
    if shape.closed {
        return Err(Error::new(ErrorKind::Malformed, words!("`{}` is not a member of {}", excerpt(name), shape.object)));
    }
    reader.closed().map_or(Ok(()), |stray| Err(stray(reader, name, &shape.names())))
}

/// Records that a withholdable member stands in the clear of a signed document.
fn refuse_clear(reader: &Reader<'_>, name: &str) {
    if let Some(apart) = reader.apart() {
        apart.defer(Error::new(ErrorKind::BadDisclosure, words!("`{name}` stands in the clear, though it is withholdable")));
    }
}

/// The `_sd` member of an object: where it stands, and the digests in it.
#[derive(Default)]
struct Digests<'a> {
    written: Range<usize>,
    list: Vec<Cow<'a, str>>,
}

/// Reads the `_sd` member of an object.
fn put_digests<'a>(digests: &mut Option<Digests<'a>>, reader: &mut Reader<'a>, begins: usize) -> Result<()> {
    if digests.is_some() {
        return Err(reader.fault("`_sd` occurs twice"));
    }
    let mut list = Vec::with_capacity(4);
    reader.array(&mut |reader, _| {
        list.push(reader.str()?);
        Ok(())
    })?;
    *digests = Some(Digests { written: begins..reader.at, list });
    Ok(())
}

/// Records that an object has too few digests, or more than this version knows of.
fn check_count(apart: &dyn Apart, object: &'static str, count: usize, withholdable: usize) {
    let fault = || Error::new(ErrorKind::BadDisclosure, words!("{count} digests where {withholdable} belong")).within(object);
    match count.cmp(&withholdable) {
        std::cmp::Ordering::Less => apart.defer(fault()),
        std::cmp::Ordering::Greater => apart.defer_unless_newer(fault()),
        std::cmp::Ordering::Equal => {}
    }
}
