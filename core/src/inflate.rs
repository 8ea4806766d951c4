//! Inflating ZLIB data (RFC 1950, RFC 1951): small, strict, and never beyond a limit.
//!
//! It goes bit by bit. A status list is short, and on the web a faster way costs more to load than it saves.

/// Why data cannot be inflated.
#[derive(Debug, PartialEq)]
pub(crate) enum Fault {
    /// It is not ZLIB data, or was damaged.
    Malformed,
    /// It holds more than the limit.
    TooLarge,
}

/// The most bits of a code.
const MAX_BITS: usize = 15;

/// Lengths of literals, lengths and distances that RFC 1951 §3.2.6 fixes stand for; two literals never occur.
const FIXED: [(u8, usize); 4] = [(8, 144), (9, 112), (7, 24), (8, 8)];

/// The order in which RFC 1951 §3.2.7 gives the lengths of the code for lengths.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Inflates ZLIB data to at most `limit` bytes; what stands after it is passed over.
pub(crate) fn inflate(data: &[u8], limit: usize) -> Result<Vec<u8>, Fault> {
    let [method, flags, rest @ ..] = data else { return Err(Fault::Malformed) };
    let header = u16::from_be_bytes([*method, *flags]);
    // Deflate with a window of at most 32 KiB, and no dictionary agreed on beforehand.
    if method & 0x0f != 8 || method >> 4 > 7 || flags & 0x20 != 0 || header % 31 != 0 {
        return Err(Fault::Malformed);
    }
    let mut inflater = Inflater { bits: Bits { rest, held: 0, count: 0 }, out: Vec::new(), limit };
    while !inflater.block()? {}
    let checksum = inflater.bits.bytes::<4>().ok_or(Fault::Malformed)?;
    if u32::from_be_bytes(checksum) == adler(&inflater.out) { Ok(inflater.out) } else { Err(Fault::Malformed) }
}

struct Inflater<'a> {
    bits: Bits<'a>,
    out: Vec<u8>,
    limit: usize,
}

impl Inflater<'_> {
    /// Inflates one block; returns whether it was the last.
    fn block(&mut self) -> Result<bool, Fault> {
        let last = self.bits.take(1).ok_or(Fault::Malformed)? == 1;
        match self.bits.take(2).ok_or(Fault::Malformed)? {
            0 => self.stored()?,
            1 => {
                let mut lengths = Vec::new();
                FIXED.iter().for_each(|(length, count)| lengths.extend(std::iter::repeat_n(*length, *count)));
                self.coded(Code::of(&lengths), Code::of(&[5; 32]))?;
            }
            2 => {
                let (literals, distances) = self.codes().ok_or(Fault::Malformed)?;
                self.coded(literals, distances)?;
            }
            _ => return Err(Fault::Malformed),
        }
        Ok(last)
    }

    fn stored(&mut self) -> Result<(), Fault> {
        let [low, high, not_low, not_high] = self.bits.bytes::<4>().ok_or(Fault::Malformed)?;
        let length = u16::from_le_bytes([low, high]);
        if length != !u16::from_le_bytes([not_low, not_high]) {
            return Err(Fault::Malformed);
        }
        let (bytes, rest) = self.bits.rest.split_at_checked(length.into()).ok_or(Fault::Malformed)?;
        self.bits.rest = rest;
        self.make_room(bytes.len())?;
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    /// Reads the codes of a block (RFC 1951 §3.2.7).
    fn codes(&mut self) -> Option<(Option<Code>, Option<Code>)> {
        let (literals, distances) = (self.bits.take(5)? + 257, self.bits.take(5)? + 1);
        let mut lengths = [0; ORDER.len()];
        for place in ORDER.iter().take(self.bits.take(4)? + 4) {
            *lengths.get_mut(*place)? = u8::try_from(self.bits.take(3)?).ok()?;
        }
        let code = Code::of(&lengths)?;
        let mut lengths: Vec<u8> = Vec::new();
        while lengths.len() < literals + distances {
            let (length, times) = match code.next(&mut self.bits)? {
                16 => (*lengths.last()?, 3 + self.bits.take(2)?),
                17 => (0, 3 + self.bits.take(3)?),
                18 => (0, 11 + self.bits.take(7)?),
                length => (u8::try_from(length).ok()?, 1),
            };
            lengths.extend(std::iter::repeat_n(length, times));
        }
        let (of_literals, of_distances) = lengths.get(..literals + distances)?.split_at_checked(literals)?;
        let fits = lengths.len() == literals + distances && literals <= 286 && distances <= 30;
        fits.then(|| (Code::of(of_literals), Code::of(of_distances)))
    }

    fn coded(&mut self, literals: Option<Code>, distances: Option<Code>) -> Result<(), Fault> {
        let (literals, distances) = literals.zip(distances).ok_or(Fault::Malformed)?;
        loop {
            let symbol = literals.next(&mut self.bits).ok_or(Fault::Malformed)?;
            if let Ok(byte) = u8::try_from(symbol) {
                self.make_room(1)?;
                self.out.push(byte);
            } else if symbol == 256 {
                return Ok(());
            } else {
                let (length, distance) = self.copied(symbol - 257, &distances).ok_or(Fault::Malformed)?;
                self.make_room(length)?;
                let start = self.out.len().checked_sub(distance).ok_or(Fault::Malformed)?;
                for at in start..start + length {
                    let byte = self.out.get(at).copied().ok_or(Fault::Malformed)?;
                    self.out.push(byte);
                }
            }
        }
    }

    /// Reads how many bytes are copied, and from how far back (RFC 1951 §3.2.5).
    fn copied(&mut self, length: usize, distances: &Code) -> Option<(usize, usize)> {
        let length = match length {
            0..8 => length + 3,
            8..28 => self.scaled(length - 4, 2)? + 3,
            28 => 258,
            _ => return None,
        };
        let distance = match distances.next(&mut self.bits)? {
            near @ 0..4 => near + 1,
            far @ 4..30 => self.scaled(far - 2, 1)? + 1,
            _ => return None,
        };
        Some((length, distance))
    }

    /// Reads the further bits of a number: of each doubling there are 2 to the power of `steps` symbols.
    fn scaled(&mut self, symbol: usize, steps: u32) -> Option<usize> {
        let bits = u32::try_from(symbol >> steps).ok()?;
        let leading = (1 << steps) + (symbol & ((1 << steps) - 1));
        Some((leading << bits) + self.bits.take(bits)?)
    }

    fn make_room(&self, bytes: usize) -> Result<(), Fault> {
        if self.out.len() + bytes > self.limit { Err(Fault::TooLarge) } else { Ok(()) }
    }
}

/// Bits of bytes, the lowest first.
struct Bits<'a> {
    rest: &'a [u8],
    held: usize,
    count: u32,
}

impl Bits<'_> {
    /// Takes a number of at most 13 bits.
    fn take(&mut self, bits: u32) -> Option<usize> {
        while self.count < bits {
            let (first, rest) = self.rest.split_first()?;
            self.held |= usize::from(*first) << self.count;
            (self.rest, self.count) = (rest, self.count + 8);
        }
        let number = self.held & ((1 << bits) - 1);
        (self.held, self.count) = (self.held >> bits, self.count - bits);
        Some(number)
    }

    /// Takes whole bytes, after the end of one: fewer bits than a byte are held.
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        (self.held, self.count) = (0, 0);
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*bytes)
    }
}

/// A Huffman code: how many symbols have each length, and the symbols in the order of their codes.
struct Code {
    counts: [usize; MAX_BITS + 1],
    symbols: Vec<usize>,
}

impl Code {
    /// Makes the code of these lengths (RFC 1951 §3.2.2); `None` where they are those of no code.
    fn of(lengths: &[u8]) -> Option<Self> {
        let mut counts = [0; MAX_BITS + 1];
        let mut symbols = Vec::new();
        // Codes of `length` bits that are still free.
        let mut free = 1_usize;
        for (length, count) in counts.iter_mut().enumerate().skip(1) {
            let before = symbols.len();
            symbols.extend(lengths.iter().enumerate().filter(|(_, held)| usize::from(**held) == length).map(|(symbol, _)| symbol));
            *count = symbols.len() - before;
            free = (free << 1).checked_sub(*count)?;
        }
        // A lone symbol has a code of one bit, and no symbol none: then the rest stays free.
        (free == 0 || symbols.len() <= 1).then_some(Code { counts, symbols })
    }

    fn next(&self, bits: &mut Bits<'_>) -> Option<usize> {
        let (mut code, mut first, mut index) = (0, 0, 0);
        for count in self.counts.iter().skip(1) {
            code |= bits.take(1)?;
            if code < first + count {
                return self.symbols.get(index + code - first).copied();
            }
            index += count;
            (first, code) = ((first + count) << 1, code << 1);
        }
        None
    }
}

/// The checksum of RFC 1950 §8.2.
fn adler(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::*;

    /// Bytes without a pattern, and then with one.
    fn sample(length: usize, values: u32) -> Vec<u8> {
        let mut state = 7_u32;
        let mut next = move |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 16) % values) as u8
        };
        let noise: Vec<u8> = (0..length / 2).map(&mut next).collect();
        noise.iter().chain(&noise).copied().collect()
    }

    #[test]
    fn what_was_deflated_comes_back() {
        for level in 0..=10 {
            for (length, values) in [(0, 1), (1, 2), (2, 256), (100, 4), (70_000, 2), (70_000, 256), (300_000, 16)] {
                let bytes = sample(length, values);
                assert_eq!(inflate(&compress_to_vec_zlib(&bytes, level), bytes.len()).as_ref(), Ok(&bytes));
            }
        }
    }

    #[test]
    fn a_limit_is_a_limit() {
        let data = compress_to_vec_zlib(&[0x55; 1000], 9);
        assert_eq!(inflate(&data, 999), Err(Fault::TooLarge));
        assert_eq!(inflate(&data, 1000).map(|bytes| bytes.len()), Ok(1000));
    }

    #[test]
    fn damaged_data_is_refused_and_so_says_another_reader() {
        let data = compress_to_vec_zlib(&sample(300, 200), 6);
        for place in 0..data.len() {
            assert_eq!(inflate(&data[..place], 400), Err(Fault::Malformed), "cut at {place}");
            for bit in 0..8 {
                let mut damaged = data.clone();
                damaged[place] ^= 1 << bit;
                let ours = inflate(&damaged, 1 << 20).ok();
                assert_eq!(ours, miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&damaged, 1 << 20).ok(), "{place}, {bit}");
            }
        }
    }
}
