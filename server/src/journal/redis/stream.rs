//! What stands in a workshop's stream: entries that each name the one before, so that a history checks itself.

use redis::Value;

use super::places::{Place, Run};

/// The fields of one entry of a stream: the tag of the entry before it, and the bytes.
pub(super) const PREVIOUS: &str = "p";
pub(super) const BYTES: &str = "e";

/// One entry as it stands in the stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) place: Place,
    pub(super) previous: u64,
    pub(super) bytes: Vec<u8>,
}

/// Something in a stream that Plenary did not write.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Garbage;

/// An entry that does not follow the one before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) behind: u64,
    pub(super) found: u64,
}

/// The entries in an answer to XRANGE.
pub(super) fn entries(answer: Value) -> Result<Vec<Standing>, Garbage> {
    list(answer)?.into_iter().map(entry).collect()
}

/// The entries in an answer to XREAD, with the name of the stream they stand in; none where the wait was in vain.
pub(super) fn streams(answer: Value) -> Result<Vec<(Vec<u8>, Value)>, Garbage> {
    if matches!(answer, Value::Nil) {
        return Ok(Vec::new());
    }
    list(answer)?
        .into_iter()
        .map(|stream| {
            let [name, entries] = parts(stream)?;
            Ok((text(name)?, entries))
        })
        .collect()
}

fn entry(value: Value) -> Result<Standing, Garbage> {
    let [id, fields] = parts(value)?;
    let place = Place::parse(&text(id)?).ok_or(Garbage)?;
    let [previous_name, previous, bytes_name, bytes] = parts(fields)?;
    let is_ours =
        text(previous_name)? == PREVIOUS.as_bytes() && text(bytes_name)? == BYTES.as_bytes();
    let previous = String::from_utf8(text(previous)?).map_err(|_| Garbage)?;
    let previous = previous.parse().map_err(|_| Garbage)?;
    is_ours
        .then_some(Standing {
            place,
            previous,
            bytes: text(bytes)?,
        })
        .ok_or(Garbage)
}

fn list(value: Value) -> Result<Vec<Value>, Garbage> {
    match value {
        Value::Array(items) => Ok(items),
        _ => Err(Garbage),
    }
}

fn parts<const N: usize>(value: Value) -> Result<[Value; N], Garbage> {
    list(value)?.try_into().map_err(|_| Garbage)
}

fn text(value: Value) -> Result<Vec<u8>, Garbage> {
    match value {
        Value::BulkString(bytes) => Ok(bytes),
        Value::SimpleString(text) => Ok(text.into_bytes()),
        _ => Err(Garbage),
    }
}

/// Follows entries one by one, and sees where a history does not continue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    at: Place,
    run: Option<Run>,
}

impl Chain {
    pub(super) fn behind(at: Place) -> Self {
        Self { at, run: None }
    }

    /// The next entry, if it continues what came before.
    pub(super) fn next(&mut self, entry: &Standing) -> Result<(), Broken> {
        let place = entry.place;
        if place.seq != self.at.seq + 1 || entry.previous != self.at.tag {
            return Err(Broken {
                behind: self.at.seq,
                found: place.seq,
            });
        }
        let same = self.run.filter(|run| run.tag == place.tag);
        self.run = Some(Run {
            from: same.map_or(place.seq, |run| run.from),
            to: place.seq,
            tag: place.tag,
        });
        self.at = place;
        Ok(())
    }

    /// Where the chain has come to.
    pub(super) fn at(&self) -> Place {
        self.at
    }

    /// The last append that was followed, as far as it was; `None` where nothing was.
    pub(super) fn run(&self) -> Option<Run> {
        self.run
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(seq: u64, tag: u64, previous: u64) -> Standing {
        Standing {
            place: Place { seq, tag },
            previous,
            bytes: Vec::new(),
        }
    }

    #[test]
    fn a_chain_breaks_at_a_gap_and_at_another_history() {
        let mut chain = Chain::behind(Place { seq: 4, tag: 7 });
        assert_eq!(chain.next(&standing(5, 8, 7)), Ok(()));
        assert_eq!(chain.next(&standing(6, 8, 8)), Ok(()));
        let run = Run {
            from: 5,
            to: 6,
            tag: 8,
        };
        assert_eq!(chain.run(), Some(run));
        let broken = |found| Err(Broken { behind: 6, found });
        assert_eq!(chain.clone().next(&standing(7, 9, 7)), broken(7));
        assert_eq!(chain.clone().next(&standing(8, 9, 8)), broken(8));
        assert_eq!(chain.next(&standing(6, 9, 8)), broken(6));
        assert_eq!(chain.at(), Place { seq: 6, tag: 8 });
    }

    #[test]
    fn what_plenary_did_not_write_is_garbage() {
        let text = |text: &str| Value::BulkString(text.as_bytes().to_vec());
        let entry = |id: &str, fields: &[&str]| {
            let fields = fields.iter().map(|field| text(field)).collect();
            Value::Array(vec![Value::Array(vec![text(id), Value::Array(fields)])])
        };
        let read = entries(entry("5-9", &["p", "8", "e", "bytes"]));
        assert_eq!(read.unwrap()[0].place, Place { seq: 5, tag: 9 });
        for (id, fields) in [
            ("5", &["p", "8", "e", "bytes"][..]),
            ("5-9", &["p", "8", "e"]),
            ("5-9", &["x", "8", "e", "bytes"]),
            ("5-9", &["p", "x", "e", "bytes"]),
            ("5-9", &["name", "value"]),
        ] {
            assert_eq!(entries(entry(id, fields)), Err(Garbage), "{id} {fields:?}");
        }
        assert_eq!(entries(Value::Nil), Err(Garbage));
    }
}
