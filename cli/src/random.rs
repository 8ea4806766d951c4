//! Random bytes that nobody can predict: seeded once by the operating system, so that nothing can fail later.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use zeroize::Zeroizing;

use betterwork::seal::RandomSource;

use crate::failure::{Failure, Result};

/// Random bytes for keys, ids and salts.
pub(crate) struct SystemRandom(ChaCha20Rng);

impl SystemRandom {
    /// Asks the operating system for a seed.
    pub(crate) fn seeded() -> Result<Self> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed)
            .map_err(|error| Failure::input_output("no_random", format!("the operating system gives no random bytes: {error}")))?;
        Ok(SystemRandom(ChaCha20Rng::from_seed(*seed)))
    }
}

impl RandomSource for SystemRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}
