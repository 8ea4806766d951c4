//! Blanks the data of a WebAssembly file that no code needs any more, so that `wasm-opt` drops it.
//!
//! The standard library comes compiled, with the texts of its panics and the places in the source: a third of the data. Once
//! panics end without a message, nothing refers to them, but no tool can tell data from data in a finished file. The linker's
//! records (`--emit-relocs`) can: they say which pieces there are, and which of them needs which others.

use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use wasmparser::{
    BinaryReaderError, DataKind, DataSectionReader, DefinedDataSymbol, ElementItems, ElementSectionReader, FunctionBody, KnownCustom,
    Linking, LinkingSectionReader, Operator, Parser, Payload, RelocSectionReader, RelocationType, SymbolInfo,
};

type Error = Box<dyn std::error::Error>;

/// Where the linker's table begins (`--table-base`): above what most numbers in code are, so that one of these is a function.
const TABLE_BASE: u32 = 3001;

/// A piece of data, by address.
type Piece = Range<u32>;

/// Blanks in `optimised` the pieces of data that were in `linked` and are not needed any more.
pub(crate) fn sweep(linked: &[u8], mut optimised: Vec<u8>) -> Result<Vec<u8>, Error> {
    let linked = Linked::read(linked)?;
    let needed = linked.needed(&numbers(&optimised, number)?);
    let constants = numbers(&optimised, constant)?;
    linked.empty_table(&mut optimised, &needed, &constants)?;
    let kept: HashSet<u32> = needed.iter().flat_map(|index| linked.piece(*index)).collect();
    let known: HashSet<u32> = linked.pieces.iter().cloned().flatten().collect();
    for (address, place) in segments(&optimised)? {
        let bytes = optimised.get_mut(place).unwrap_or_default();
        bytes.iter_mut().zip(address..).filter(|(_, at)| known.contains(at) && !kept.contains(at)).for_each(|(byte, _)| *byte = 0);
    }
    Ok(optimised)
}

/// What the linker knows of a file's data.
#[derive(Default)]
struct Linked {
    pieces: Vec<Piece>,
    /// The pieces that an address in the code stands for, where it is not just one within them.
    meant: HashMap<u32, Vec<usize>>,
    /// By where it stands, in the order of the addresses: which piece is needed there.
    needs: Vec<(u32, usize)>,
    /// The functions of the table, in its order.
    table: Vec<u32>,
    /// The functions that code may call by way of the table.
    called: HashSet<u32>,
    /// By where it stands, in the order of the addresses: which function data names, for code that finds it there.
    calls: Vec<(u32, u32)>,
}

/// What a symbol of the linker is.
#[derive(Clone, Copy)]
enum Symbol {
    Piece(usize),
    Function(u32),
    Other,
}

impl Linked {
    fn read(file: &[u8]) -> Result<Self, Error> {
        let (mut linked, mut sections, mut segments) = (Linked::default(), Vec::new(), Vec::new());
        let mut symbols = Vec::new();
        for payload in Parser::new(0).parse_all(file) {
            let payload = payload?;
            sections.extend(payload.as_section().map(|(kind, range)| (kind, range.start)));
            match payload {
                Payload::ElementSection(elements) => linked.table = table(elements)?.into_iter().map(|(function, _)| function).collect(),
                Payload::DataSection(data) => segments = places(data)?,
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => symbols = linked.read_symbols(linking, &segments)?,
                    KnownCustom::Reloc(reloc) => linked.read_needs(reloc, &sections, &segments, &symbols)?,
                    _ => {}
                },
                _ => {}
            }
        }
        linked.needs.sort_unstable();
        linked.calls.sort_unstable();
        if linked.needs.is_empty() { Err("the linker left no records".into()) } else { Ok(linked) }
    }

    fn read_symbols(&mut self, linking: LinkingSectionReader<'_>, segments: &[(u32, Range<usize>)]) -> Result<Vec<Symbol>, Error> {
        let mut symbols = Vec::new();
        for subsection in linking.subsections() {
            let Linking::SymbolTable(table) = subsection? else { continue };
            for symbol in table {
                symbols.push(match symbol? {
                    SymbolInfo::Func { index, .. } => Symbol::Function(index),
                    SymbolInfo::Data { symbol: Some(DefinedDataSymbol { index, offset, size }), .. } => {
                        let (address, _) = segments.get(index as usize).ok_or("a symbol of no segment")?;
                        self.pieces.push(address + offset..address + offset + size);
                        Symbol::Piece(self.pieces.len() - 1)
                    }
                    _ => Symbol::Other,
                });
            }
        }
        Ok(symbols)
    }

    fn read_needs(
        &mut self,
        reloc: RelocSectionReader<'_>,
        sections: &[(u8, usize)],
        segments: &[(u32, Range<usize>)],
        symbols: &[Symbol],
    ) -> Result<(), Error> {
        const DATA: u8 = 11;
        let (kind, start) = *sections.get(reloc.section_index() as usize).ok_or("records of no section")?;
        let at = |offset: u32| -> Result<u32, Error> {
            let place = start + offset as usize;
            let (address, segment) = segments.iter().find(|(_, held)| held.contains(&place)).ok_or("a record of no segment")?;
            Ok(address + u32::try_from(place - segment.start)?)
        };
        for entry in reloc.entries() {
            use RelocationType::{MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32, TableIndexSleb};
            let entry = entry?;
            match (entry.ty, symbols.get(entry.index as usize)) {
                (MemoryAddrI32, Some(Symbol::Piece(piece))) if kind == DATA => self.needs.push((at(entry.offset)?, *piece)),
                (MemoryAddrLeb | MemoryAddrSleb, Some(Symbol::Piece(piece))) => {
                    let meant = self.piece(*piece).start.wrapping_add_signed(i32::try_from(entry.addend)?);
                    self.meant.entry(meant).or_default().push(*piece);
                }
                (TableIndexI32, Some(Symbol::Function(function))) if kind == DATA => self.calls.push((at(entry.offset)?, *function)),
                (TableIndexSleb, Some(Symbol::Function(function))) => {
                    self.called.insert(*function);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts the file's first function, an import, in the place of those in the table that no code can find any more.
    fn empty_table(&self, optimised: &mut [u8], needed: &HashSet<usize>, constants: &HashSet<u32>) -> Result<(), Error> {
        let found = needed.iter().flat_map(|index| {
            let piece = self.piece(*index);
            let first = self.calls.partition_point(|(at, _)| *at < piece.start);
            self.calls.iter().skip(first).take_while(move |(at, _)| *at < piece.end).map(|(_, function)| *function)
        });
        let places = self.table.iter().zip(TABLE_BASE..);
        let named =
            places.filter(|(function, place)| self.called.contains(function) && constants.contains(place)).map(|(function, _)| *function);
        let called: HashSet<u32> = named.chain(found).collect();
        let mut held = Vec::new();
        for payload in Parser::new(0).parse_all(optimised) {
            if let Payload::ElementSection(elements) = payload? {
                held = table(elements)?;
            }
        }
        for (index, (_, place)) in held.into_iter().enumerate() {
            // What is beyond the linker's table was put there by wasm-bindgen.
            if self.table.get(index).is_some_and(|function| !called.contains(function))
                && let Some([first @ .., last]) = optimised.get_mut(place)
            {
                // Zero in LEB128, as long as that which stands there.
                first.fill(0x80);
                *last = 0;
            }
        }
        Ok(())
    }

    fn piece(&self, index: usize) -> Piece {
        self.pieces.get(index).cloned().unwrap_or_default()
    }

    /// Returns the pieces that a file with these numbers in its code needs: any number may be an address.
    fn needed(&self, numbers: &HashSet<u32>) -> HashSet<usize> {
        let mut wanted = Vec::new();
        for number in numbers {
            match self.meant.get(number) {
                Some(pieces) => wanted.extend(pieces),
                // Where `wasm-opt` did the sum, or by chance; a loop may stop at the end of a piece.
                None => wanted
                    .extend(self.pieces.iter().enumerate().filter(|(_, piece)| inclusive(piece).contains(number)).map(|(index, _)| index)),
            }
        }
        let mut needed = HashSet::new();
        while let Some(index) = wanted.pop() {
            if needed.insert(index) {
                let piece = self.piece(index);
                let first = self.needs.partition_point(|(at, _)| *at < piece.start);
                wanted.extend(self.needs.iter().skip(first).take_while(|(at, _)| *at < piece.end).map(|(_, other)| *other));
            }
        }
        needed
    }
}

/// A piece with its end, where a loop may stop.
fn inclusive(piece: &Piece) -> RangeInclusive<u32> {
    piece.start..=piece.end
}

/// Returns the numbers in the code and in the first values of globals.
fn numbers(file: &[u8], number: fn(&Operator<'_>) -> Option<u32>) -> Result<HashSet<u32>, Error> {
    let mut numbers = HashSet::new();
    for payload in Parser::new(0).parse_all(file) {
        match payload? {
            Payload::CodeSectionEntry(body) => numbers.extend(read_numbers(&body, number)?),
            Payload::GlobalSection(globals) => {
                for global in globals {
                    for operator in global?.init_expr.get_operators_reader() {
                        numbers.extend(number(&operator?));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(numbers)
}

fn read_numbers(body: &FunctionBody<'_>, number: fn(&Operator<'_>) -> Option<u32>) -> Result<Vec<u32>, BinaryReaderError> {
    let operators = body.get_operators_reader()?;
    operators.into_iter().filter_map(|operator| operator.map(|operator| number(&operator)).transpose()).collect()
}

/// Returns the number in an instruction that may be a function of the table.
fn constant(operator: &Operator<'_>) -> Option<u32> {
    match operator {
        Operator::I32Const { value } => Some(value.cast_unsigned()),
        _ => None,
    }
}

/// Returns the number in an instruction that may be an address: a constant, or the offset of what it loads or stores.
fn number(operator: &Operator<'_>) -> Option<u32> {
    macro_rules! offsets {
        ($($load:ident)*) => {
            match operator {
                $( Operator::$load { memarg, .. } => u32::try_from(memarg.offset).ok(), )*
                other => constant(other),
            }
        };
    }
    offsets! {
        I32Load I64Load F32Load F64Load I32Load8S I32Load8U I32Load16S I32Load16U I64Load8S I64Load8U I64Load16S I64Load16U I64Load32S
        I64Load32U I32Store I64Store F32Store F64Store I32Store8 I32Store16 I64Store8 I64Store16 I64Store32
        V128Load V128Load8x8S V128Load8x8U V128Load16x4S V128Load16x4U V128Load32x2S V128Load32x2U V128Load8Splat V128Load16Splat
        V128Load32Splat V128Load64Splat V128Load32Zero V128Load64Zero V128Store V128Load8Lane V128Load16Lane V128Load32Lane V128Load64Lane
        V128Store8Lane V128Store16Lane V128Store32Lane V128Store64Lane
    }
}

/// Returns the address and the place of every piece that the data consists of in the file.
fn segments(file: &[u8]) -> Result<Vec<(u32, Range<usize>)>, Error> {
    for payload in Parser::new(0).parse_all(file) {
        if let Payload::DataSection(data) = payload? {
            return places(data);
        }
    }
    Ok(Vec::new())
}

/// Returns the functions of the table, and where their numbers stand.
fn table(elements: ElementSectionReader<'_>) -> Result<Vec<(u32, Range<usize>)>, Error> {
    let mut table = Vec::new();
    for element in elements {
        let element = element?;
        let ElementItems::Functions(functions) = element.items else { return Err("a table holds something else than functions".into()) };
        let mut numbers = functions.into_iter_with_offsets().collect::<Result<Vec<_>, _>>()?;
        numbers.push((element.range.end, 0));
        table.extend(numbers.windows(2).filter_map(|pair| match pair {
            [(place, function), (end, _)] => Some((*function, *place..*end)),
            _ => None,
        }));
    }
    Ok(table)
}

fn places(data: DataSectionReader<'_>) -> Result<Vec<(u32, Range<usize>)>, Error> {
    let mut places = Vec::new();
    for segment in data {
        let segment = segment?;
        let DataKind::Active { offset_expr, .. } = segment.kind else { return Err("a segment has no address".into()) };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            return Err("a segment has no constant address".into());
        };
        places.push((value.cast_unsigned(), segment.range.end - segment.data.len()..segment.range.end));
    }
    Ok(places)
}
