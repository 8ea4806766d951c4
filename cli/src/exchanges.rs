//! How an exchange is reached: a folder, or an address with a token from the environment.

use std::env;

use betterwork_exchange::transport::{self, Credential, Transport};

use crate::failure::{Failure, Result};
use crate::http_client::http_client;

/// The environment variable that holds the token, unless another is named.
const TOKEN: &str = "BETTERWORK_TOKEN";

/// The token for a subscriber's folder, from the environment.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Token {
    /// Environment variable with the bearer token [default: BETTERWORK_TOKEN, where it is set]
    #[arg(long, value_name = "VARIABLE")]
    token_env: Option<String>,
    /// Header in which the token goes, instead of `Authorization: Bearer`
    #[arg(long, value_name = "NAME")]
    token_header: Option<String>,
}

impl Token {
    fn read(&self) -> Result<Option<Credential>> {
        let name = self.token_env.as_deref().unwrap_or(TOKEN);
        let token = match env::var(name) {
            Ok(token) if !token.trim().is_empty() => token,
            _ if self.token_env.is_some() || self.token_header.is_some() => {
                return Err(Failure::usage(format!("the environment variable `{name}` has no token")));
            }
            _ => return Ok(None),
        };
        let credential = match &self.token_header {
            Some(header) => Credential::header(header, &token),
            None => Credential::bearer(&token),
        };
        credential.map(Some).map_err(Failure::usage)
    }
}

/// Reaches an exchange: `https://…`, `file://…`, or a folder.
pub(crate) fn reach(exchange: &str, token: &Token) -> Result<Box<dyn Transport>> {
    Ok(transport::reach(exchange, http_client, token.read()?)?)
}
