//! A public Ed25519 key as data (RFC 8037 §2).

use crate::json::object;
use crate::text::Text;

object! {
    /// A public Ed25519 key as a JSON Web Key: `kty` `OKP`, `crv` `Ed25519`, and no other member needed.
    pub struct Jwk {
        /// Key type, `OKP`.
        required kty: Text,
        /// Curve, `Ed25519`.
        required crv: Text,
        /// The key, 32 bytes in base64url.
        required x: Text,
    }
}
