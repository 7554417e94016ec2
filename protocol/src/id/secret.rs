//! Secrets: the bearer token of a seat on one device, and the four words that bring a seat to another.
//!
//! Only their hashes are ever kept. `Debug` of a secret never prints it.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{IdError, text_serde};

/// 192 random bits: beyond guessing, so that one fast hash is enough to keep it.
const TOKEN_BYTES: usize = 24;

/// The bearer token of a seat on one device. Shown once, kept only as its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; TOKEN_BYTES]);

impl Token {
    /// Makes a token from random bytes drawn by the caller.
    pub fn from_random_bytes(bytes: [u8; TOKEN_BYTES]) -> Self {
        Self(bytes)
    }

    /// What is kept of the token.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }

    /// The token as its holder writes it. The only way to see it.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

impl FromStr for Token {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        // The text of a wrong token is not repeated: it may be a right one with a slip.
        let refused = || IdError::new("…", "a token");
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| refused())?;
        bytes.try_into().map(Self).map_err(|_| refused())
    }
}

macro_rules! hash {
    ($(#[$doc:meta])* $name:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let refused = || IdError::new(text, $expected);
                let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| refused())?;
                bytes.try_into().map(Self).map_err(|_| refused())
            }
        }

        text_serde!($name);
    };
}

pub(super) use hash;

hash!(
    /// SHA-256 of a token. Looking a token up by its hash tells an attacker's stopwatch nothing about the token.
    TokenHash, "a token hash"
);
hash!(
    /// The slow hash of a seat's recovery words, salted with the workshop.
    RecoveryHash, "a recovery hash"
);

impl RecoveryHash {
    /// Takes the output of the slow hash, which the server computes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// How many words bring a seat back.
const RECOVERY_WORDS: usize = 4;

/// Four plain words that bring a seat to another device.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryWords([String; RECOVERY_WORDS]);

impl RecoveryWords {
    /// Takes four words chosen by the caller from its list.
    pub fn new(words: [&str; RECOVERY_WORDS]) -> Self {
        Self(words.map(str::to_owned))
    }

    /// The words with one space between them, as they are shown and hashed.
    pub fn reveal(&self) -> String {
        self.0.join(" ")
    }
}

impl fmt::Debug for RecoveryWords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RecoveryWords(…)")
    }
}

impl FromStr for RecoveryWords {
    type Err = IdError;

    /// Takes the words as people write them: any case, with spaces, commas or hyphens.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let words: Vec<String> = text
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .take(RECOVERY_WORDS + 1)
            .collect();
        words
            .try_into()
            .map(Self)
            .map_err(|_| IdError::new("…", "a set of four recovery words"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_shows_in_debug_output() {
        let token = Token::from_random_bytes([7; 24]);
        let words = RecoveryWords::new(["apple", "river", "cloud", "stone"]);
        assert_eq!(format!("{token:?} {words:?}"), "Token(…) RecoveryWords(…)");
    }

    #[test]
    fn words_are_read_as_people_write_them() {
        let words: RecoveryWords = "apple river cloud stone".parse().unwrap();
        for spelling in ["Apple River Cloud Stone", " apple, river,cloud - stone\n"] {
            assert_eq!(
                spelling.parse::<RecoveryWords>().unwrap(),
                words,
                "{spelling:?}"
            );
        }
        assert!("apple river cloud".parse::<RecoveryWords>().is_err());
        assert!(
            "apple river cloud stone moss"
                .parse::<RecoveryWords>()
                .is_err()
        );
    }

    #[test]
    fn a_token_round_trips_and_its_hash_does_not_contain_it() {
        let token = Token::from_random_bytes([9; 24]);
        assert_eq!(token.reveal().parse::<Token>().unwrap(), token);
        assert_ne!(token.hash().to_string(), token.reveal());
    }
}
