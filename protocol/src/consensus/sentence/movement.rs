//! How a domain moved since an earlier round, what the stop rule advises, and the gap to what is needed.

use crate::{
    consensus::{Advice, Gap, Movement},
    id::RoundId,
    labels::{Labelled as _, labels},
};

/// Up to this chance a change of agreement is said to be one, with "perhaps" unless it holds for all domains together:
/// looking at ten of them finds a rare one by chance.
const NAMED_UP_TO_P: f64 = 0.10;

/// What changed among the people who marked both rounds.
pub(super) fn since(round: RoundId, movement: &Movement, domain_count: usize) -> String {
    let Movement { n, up, down, .. } = movement;
    let number = round.number();
    let moved = movement.moved();
    if moved == 0 {
        return format!("Since round {number} none of the {n} who marked both has moved.");
    }
    let verb = if moved == 1 { "has" } else { "have" };
    let is_named = movement.consensus_change_p <= NAMED_UP_TO_P;
    let is_firm = movement.consensus_change_p * domain_count as f64 <= NAMED_UP_TO_P;
    let perhaps = if is_firm { "" } else { "perhaps " };
    let trends = &labels().trend;
    let trend = if is_named && 0.0 < movement.consensus_change {
        format!("{perhaps}{}", trends.closer.in_sentence)
    } else if is_named && movement.consensus_change < 0.0 {
        format!("{perhaps}{}", trends.apart.in_sentence)
    } else {
        trends.none.in_sentence.clone()
    };
    format!(
        "Since round {number}, {moved} of the {n} who marked both {verb} moved, {up} up and {down} down; {trend}."
    )
}

/// What to do next, where there is something to say.
pub(super) fn advice(advice: Advice) -> Option<String> {
    let word = &advice.label().word;
    (!word.is_empty()).then(|| word.clone())
}

/// Needed against now, with both medians and the people behind them.
pub(super) fn gap(gap: &Gap) -> String {
    let Gap {
        n,
        higher,
        lower,
        now,
        needed,
        ..
    } = gap;
    let verb = if *higher == 1 { "needs" } else { "need" };
    let also_lower = match lower {
        0 => String::new(),
        some => format!(" and {some} a lower one"),
    };
    format!(
        "{higher} of {n} {verb} a higher level than now{also_lower}: the middle is {now:.1} now and {needed:.1} needed."
    )
}
