//! Join codes and the list of workshops.
//!
//! A code, a stream and the list may lie on different machines of a cluster, so making a workshop takes several steps.
//! A node that dies between them leaves at most a claim, which passes, or a workshop nobody was told of.

use plenary_protocol::{
    id::{JoinCode, SpaceId},
    limits,
};
use redis::cmd;

use super::{RedisJournal, keys, scripts};
use crate::journal::JournalError;

impl RedisJournal {
    pub(super) async fn create_workshop(
        &self,
        workshop: SpaceId,
        code: JoinCode,
        first: Vec<u8>,
    ) -> Result<(), JournalError> {
        let (code_key, holder) = (keys::code(code), workshop.to_string());
        let mut claim = cmd("SET");
        claim.arg(&code_key).arg(&holder).arg("NX");
        claim.arg("EX").arg(limits::REDIS_CLAIM.as_secs());
        let is_claimed_now: bool = self.appending.ask(&claim).await?;
        if !is_claimed_now {
            // The claim of an earlier try whose answer was lost is as good as a new one.
            let claimant: Option<String> = self.appending.ask(cmd("GET").arg(&code_key)).await?;
            if claimant.as_ref() != Some(&holder) {
                return Err(JournalError::CodeTaken);
            }
        }
        let written = self.write_behind(workshop, 0, &[first]).await;
        if is_claimed_now && matches!(written, Err(JournalError::Conflict { .. })) {
            let mut release = scripts::RELEASE.key(&code_key);
            release.arg(&holder);
            self.appending.run::<u8>(&release).await?;
        }
        written?;
        self.register_workshop(workshop, code).await
    }

    /// The last steps of making a workshop, which change nothing where they have been done.
    pub(super) async fn register_workshop(
        &self,
        workshop: SpaceId,
        code: JoinCode,
    ) -> Result<(), JournalError> {
        let (code_key, holder) = (keys::code(code), workshop.to_string());
        let mut confirm = scripts::CONFIRM.key(&code_key);
        confirm.arg(&holder);
        let is_ours: bool = self.appending.run(&confirm).await?;
        if !is_ours {
            return Err(JournalError::CodeTaken);
        }
        let mut register = cmd("SADD");
        register.arg(keys::WORKSHOPS).arg(&holder);
        self.appending.ask::<u8>(&register).await?;
        Ok(())
    }

    pub(super) async fn find_workshop(
        &self,
        code: JoinCode,
    ) -> Result<Option<SpaceId>, JournalError> {
        let holder: Option<String> = self.reading.ask(cmd("GET").arg(keys::code(code))).await?;
        let Some(holder) = holder else {
            return Ok(None);
        };
        let workshop = parse(&holder)?;
        // A claim leads nowhere before the first entry is written.
        let mut exists = cmd("EXISTS");
        exists.arg(keys::journal(workshop));
        let exists: bool = self.reading.ask(&exists).await?;
        Ok(exists.then_some(workshop))
    }

    pub(super) async fn all_workshops(&self) -> Result<Vec<SpaceId>, JournalError> {
        let members: Vec<String> = self
            .reading
            .ask(cmd("SMEMBERS").arg(keys::WORKSHOPS))
            .await?;
        let mut workshops = members
            .iter()
            .map(|member| parse(member))
            .collect::<Result<Vec<_>, _>>()?;
        workshops.sort_unstable();
        Ok(workshops)
    }
}

fn parse(text: &str) -> Result<SpaceId, JournalError> {
    text.parse()
        .map_err(|err| JournalError::Unreadable(format!("a workshop in Redis: {err}")))
}
