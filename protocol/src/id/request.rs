//! The key by which a request that is tried again is known: drawn by the client, never kept.
//!
//! What the journal keeps is a hash of it and, where the request gives secrets out, a salt. The secrets follow from key
//! and salt together, so a request tried again is given the same ones though none of them is stored anywhere.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::{Uuid, Variant, Version};

use super::{IdError, SeatId, Token, WorkshopId, secret::hash, text_serde};

/// What a client draws for one request and sends with every try of it: a random UUID. Whoever has it and the request can
/// ask for what the request was given, so it is kept like a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RequestKey(Uuid);

impl RequestKey {
    /// Makes a key from sixteen random bytes drawn by the caller.
    pub fn from_random_bytes(bytes: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }

    /// The key as it is sent.
    pub fn reveal(&self) -> String {
        self.0.to_string()
    }

    /// The workshop that a request with this key makes: where it is made twice, the second time meets the first.
    pub fn workshop(&self) -> WorkshopId {
        let digest = self.digest("workshop", &[]);
        WorkshopId::from_random_bytes(first_bytes(&digest))
    }

    /// A request to make a workshop.
    pub fn making(&self, body: &impl Serialize) -> Request {
        self.request("making", &[], body)
    }

    /// A request for a seat in a workshop.
    pub fn joining(&self, workshop: WorkshopId, body: &impl Serialize) -> Request {
        self.request("joining", workshop.as_bytes(), body)
    }

    /// A request to bring a seat of a workshop to another device.
    pub fn recovering(&self, workshop: WorkshopId, body: &impl Serialize) -> Request {
        self.request("recovering", workshop.as_bytes(), body)
    }

    /// A command that a seat gives.
    pub fn commanding(
        &self,
        workshop: WorkshopId,
        seat: SeatId,
        command: &impl Serialize,
    ) -> Request {
        let place = [*workshop.as_bytes(), *seat.as_bytes()].concat();
        self.request("commanding", &place, command)
    }

    /// A bearer token that the request is given; `whose` tells apart those of one request.
    pub fn token(&self, salt: &Salt, whose: &str) -> Token {
        Token::from_random_bytes(first_bytes(&self.secret(salt, whose)))
    }

    /// Bytes that nobody can tell who has not the key, the same for the same salt and purpose.
    pub fn secret(&self, salt: &Salt, purpose: &str) -> [u8; 32] {
        self.digest(purpose, &salt.0)
    }

    /// The secret of a calendar's address: it follows from the key and the request alone, so the same request tried
    /// again asks for the same address, and opening one that is open changes nothing.
    pub fn calendar(&self, workshop: WorkshopId, seat: SeatId, body: &impl Serialize) -> Token {
        let text = serde_json::to_vec(body).expect("a request's body came as JSON");
        let place = [workshop.as_bytes().as_slice(), seat.as_bytes(), &text].concat();
        Token::from_random_bytes(first_bytes(&self.digest("calendar", &place)))
    }

    fn request(&self, purpose: &str, place: &[u8], body: &impl Serialize) -> Request {
        let text = serde_json::to_vec(body).expect("a request's body came as JSON");
        Request {
            key: RequestHash(self.digest(purpose, place)),
            // With the key in it, so that it gives no short answer away to somebody who guesses.
            body: BodyHash(self.digest("body", &text)),
        }
    }

    /// One use of a key says nothing about another: each has a purpose of its own.
    fn digest(&self, purpose: &str, more: &[u8]) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update("plenary request ");
        digest.update(purpose);
        digest.update([0]);
        digest.update(self.0.as_bytes());
        digest.update(more);
        digest.finalize().into()
    }
}

fn first_bytes<const N: usize>(digest: &[u8; 32]) -> [u8; N] {
    *digest.first_chunk().expect("a digest is longer")
}

impl fmt::Debug for RequestKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RequestKey(…)")
    }
}

impl FromStr for RequestKey {
    type Err = IdError;

    /// Takes the UUID bare, or quoted as a structured header has it.
    fn from_str(text: &str) -> Result<Self, IdError> {
        // A key is a secret, so a wrong one is not repeated.
        let refused = || IdError::new("…", "a random UUID (version 4)");
        let bare = match text.strip_prefix('"') {
            Some(rest) => rest.strip_suffix('"').ok_or_else(refused)?,
            None => text,
        };
        let key = Uuid::try_parse(bare).map_err(|_| refused())?;
        let is_hyphenated = bare.len() == uuid::fmt::Hyphenated::LENGTH;
        let is_random = key.get_version() == Some(Version::Random);
        match is_hyphenated && is_random && key.get_variant() == Variant::RFC4122 {
            true => Ok(Self(key)),
            false => Err(refused()),
        }
    }
}

hash!(
    /// By this a request is known again, in one place and for one purpose.
    RequestHash, "a request hash"
);
hash!(
    /// By this another request is told apart that came with the same key.
    BodyHash, "the hash of a request's body"
);

/// Random bytes that stand in the journal beside a request that was given secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Salt {
    /// Makes a salt from random bytes drawn by the caller.
    pub fn from_random_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl FromStr for Salt {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let refused = || IdError::new(text, "a salt");
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| refused())?;
        bytes.try_into().map(Self).map_err(|_| refused())
    }
}

text_serde!(Salt);

/// A request that came with a key, as it is known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its key, in its place.
    pub key: RequestHash,
    /// What it asked for.
    pub body: BodyHash,
}

/// A request that came with a key and was given secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaltedRequest {
    /// The request.
    #[serde(flatten)]
    pub request: Request,
    /// From this and the key follow the secrets.
    pub salt: Salt,
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "8e03978e-40d5-43e8-bc93-6894a57f9324";

    fn key() -> RequestKey {
        KEY.parse().expect("a UUID of version 4")
    }

    #[test]
    fn ri2_a_key_is_taken_bare_or_quoted_and_in_no_other_form() {
        for text in [KEY.to_owned(), format!("\"{KEY}\""), KEY.to_uppercase()] {
            assert_eq!(text.parse::<RequestKey>().unwrap(), key(), "{text}");
        }
        let simple = KEY.replace('-', "");
        let first = KEY.replace("-43e8", "-13e8");
        let foreign = KEY.replace("-bc93", "-cc93");
        for text in [
            "",
            "\"\"",
            "\"",
            "7",
            &KEY[..35],
            &format!("\"{KEY}"),
            &format!("{KEY}\""),
            &format!("{{{KEY}}}"),
            &format!("urn:uuid:{KEY}"),
            &format!(" {KEY}"),
            &simple,
            &first,
            &foreign,
            "00000000-0000-0000-0000-000000000000",
        ] {
            assert!(text.parse::<RequestKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_key_is_shown_only_where_it_is_sent() {
        assert_eq!(format!("{:?}", key()), "RequestKey(…)");
        assert_eq!(key().reveal(), KEY);
        let refused = "not a key".parse::<RequestKey>().unwrap_err();
        assert!(!refused.to_string().contains("not a key"), "{refused}");
    }

    #[test]
    fn what_follows_from_a_key_is_the_same_each_time_and_another_for_each_purpose_and_place() {
        let salt = |byte| Salt::from_random_bytes([byte; 16]);
        assert_eq!(key().token(&salt(1), "seat"), key().token(&salt(1), "seat"));
        assert_ne!(key().token(&salt(1), "seat"), key().token(&salt(2), "seat"));
        assert_ne!(
            key().token(&salt(1), "seat"),
            key().token(&salt(1), "screen")
        );
        let other = RequestKey::from_random_bytes([3; 16]);
        assert_ne!(key().token(&salt(1), "seat"), other.token(&salt(1), "seat"));
        assert_eq!(key().workshop(), key().workshop());
        assert_ne!(key().workshop(), other.workshop());

        let (here, there) = (key().workshop(), other.workshop());
        let seat = SeatId::from_random_bytes([5; 16]);
        let known = [
            key().making(&"x"),
            key().joining(here, &"x"),
            key().joining(there, &"x"),
            key().recovering(here, &"x"),
            key().commanding(here, seat, &"x"),
            other.making(&"x"),
        ];
        for (place, one) in known.iter().enumerate() {
            for later in &known[place + 1..] {
                assert_ne!(one.key, later.key);
            }
        }
        assert_eq!(key().joining(here, &"y").key, key().joining(here, &"x").key);
        assert_ne!(
            key().joining(here, &"y").body,
            key().joining(here, &"x").body
        );
    }
}
