//! What must hold after the program was ended: what was acknowledged is there once, nothing is
//! there that was not sent, nothing is there by half, and every record goes on from what a witness
//! saw before.

use crate::act::{Act, Fate, What};
use crate::talks::{Talks, opened};
use anyhow::{Context, Result, ensure};
use disclosure::Audience;
use proceedings::{Deed, Dispatch, Event, EventId, Message, Parcel};
use record::{Edge, KeyKind, KeyName, SignerKey, TreeHead, Witness};
use std::collections::{BTreeMap, BTreeSet};
use store::{Head, Registry};
use zeroize::Zeroizing;

/// What was sent over one store, and what has been seen in it so far.
pub(crate) struct Ledger {
    acts: BTreeMap<u128, Entry>,
    seen: BTreeMap<Audience, Seen>,
    /// Copies that the team has sent, by target and id, and whether they have arrived.
    copies: BTreeMap<(Audience, EventId), bool>,
    /// How many drafts were issued, by the team's log.
    issued: usize,
    witness: Witness,
    key: SignerKey,
}

/// An act that was sent.
struct Entry {
    act: Act,
    is_acknowledged: bool,
    /// How often it was seen.
    times: usize,
}

/// How far a log was seen.
#[derive(Default)]
struct Seen {
    head: Option<Head>,
    edge: Edge,
}

impl Ledger {
    /// Nothing was sent yet.
    pub(crate) fn new() -> Result<Self> {
        let name = KeyName::new("trial.example/witness").context("naming a witness")?;
        let seed = Zeroizing::new([7; SignerKey::SEED_LENGTH]);
        Ok(Self {
            acts: BTreeMap::new(),
            seen: BTreeMap::new(),
            copies: BTreeMap::new(),
            issued: 0,
            witness: Witness::default(),
            key: SignerKey::of_seed(name, KeyKind::Witness, &seed),
        })
    }

    /// Takes down that an act was sent, and what came of it.
    pub(crate) fn sent(&mut self, act: Act, fate: Fate) {
        let entry = self.acts.entry(act.id).or_insert(Entry {
            act,
            is_acknowledged: false,
            times: 0,
        });
        entry.is_acknowledged |= fate == Fate::Done;
    }

    /// What was sent and not acknowledged: it is sent again.
    pub(crate) fn unacknowledged(&self) -> impl Iterator<Item = &Act> {
        let open = self.acts.values().filter(|entry| !entry.is_acknowledged);
        open.map(|entry| &entry.act)
    }

    /// How many acts were sent.
    pub(crate) fn len(&self) -> usize {
        self.acts.len()
    }

    /// How many acts were acknowledged.
    pub(crate) fn acknowledged(&self) -> usize {
        let done = self.acts.values().filter(|entry| entry.is_acknowledged);
        done.count()
    }

    /// How often an act was seen.
    pub(crate) fn times(&self, id: u128) -> usize {
        self.acts.get(&id).map_or(0, |entry| entry.times)
    }

    /// Reads on in every log, and holds it to its record and to what was sent.
    pub(crate) async fn check(&mut self, talks: &Talks, store: &str) -> Result<()> {
        let kept = opened(store).await?;
        let registry = kept.case(&talks.case).await?;
        for audience in talks.ring.audiences() {
            let events = self.read_on(talks, &registry, audience).await;
            let events = events.with_context(|| format!("the log of `{audience}`"))?;
            for event in &events {
                self.see(audience, event)
                    .with_context(|| format!("event {} of `{audience}`", event.id))?;
            }
        }
        drop(registry);
        kept.close().await;
        self.nothing_is_missing()
    }

    /// The events behind what was seen, once the record was found to go on from it.
    async fn read_on(
        &mut self,
        talks: &Talks,
        registry: &Registry,
        audience: &Audience,
    ) -> Result<Vec<Event>> {
        let seen = self.seen.entry(audience.clone()).or_default();
        let after = seen.head.unwrap_or(Head::EMPTY);
        let events = registry.events(audience, &talks.ring, after).await?;
        let edge = std::mem::take(&mut seen.edge);
        let edge = registry.audited(audience, &talks.ring, edge).await?;
        let count = u64::try_from(events.len()).unwrap_or(u64::MAX);
        seen.head = Some(after.after(count));
        seen.edge = edge.clone();
        let keys = registry.log_keys(audience, &talks.ring).await?;
        let key = keys.log.first().context("a log without a key")?;
        let before = self.witness.seen(key.name());
        if before.is_none() {
            ensure!(after == Head::EMPTY, "the log has another key than before");
            self.witness.watch(key.clone(), None);
        }
        let size = before.map_or(0, |head| head.size);
        let request = registry
            .witness_request(audience, &talks.ring, size)
            .await?;
        // The witness knows the first key, what it has seen, and nothing of the store.
        self.witness
            .add(&request, &self.key, 1_700_000_000)
            .context("the witness does not cosign")?;
        let told = self.witness.seen(key.name());
        let here = TreeHead {
            size: edge.size(),
            root: edge.root(),
        };
        ensure!(
            told == Some(here),
            "the checkpoint is not that of the events"
        );
        Ok(events)
    }

    fn see(&mut self, audience: &Audience, event: &Event) -> Result<()> {
        if let Deed::Said(message) = &event.deed {
            return self.said(audience, event.id, message);
        }
        if let Deed::Dispatched(dispatch) = &event.deed {
            return self.dispatched(dispatch);
        }
        // The rest is what the case was opened with, and the policy that was set at the beginning.
        match matches!(event.deed, Deed::Carried(_) | Deed::Issued(_)) {
            true => self.arrived(audience, event.id),
            false => Ok(()),
        }
    }

    fn said(&mut self, audience: &Audience, id: EventId, message: &Message) -> Result<()> {
        let number = u128::from_str_radix(&id.to_string(), 16).context("reading an id")?;
        let entry = self.acts.get_mut(&number).context("nobody has said it")?;
        entry.times += 1;
        let is_it = matches!(&entry.act.what, What::Say(to) if to == audience);
        let words = message.words.as_str();
        ensure!(
            is_it && words == entry.act.words,
            "other words, or elsewhere"
        );
        Ok(())
    }

    fn dispatched(&mut self, dispatch: &Dispatch) -> Result<()> {
        for copy in &dispatch.copies {
            // It may have been met before, where the room's log was read before the team's.
            let kept = self.copies.entry((copy.to.clone(), copy.id));
            kept.or_insert(false);
        }
        if matches!(dispatch.parcel, Parcel::Issue(_)) {
            self.issued += 1;
            return Ok(());
        }
        let Parcel::Message { message, .. } = &dispatch.parcel else {
            anyhow::bail!("nobody has sent anything of this kind");
        };
        let words = message.words.as_str();
        let number = words.rsplit("number ").next().unwrap_or_default();
        let number = u128::from_str_radix(number.trim_end_matches('.'), 16);
        let number = number.context("a message of nobody")?;
        let entry = self.acts.get_mut(&number).context("nobody has sent it")?;
        entry.times += 1;
        ensure!(words == entry.act.words, "other words than were sent");
        Ok(())
    }

    fn arrived(&mut self, audience: &Audience, id: EventId) -> Result<()> {
        let kept = self.copies.entry((audience.clone(), id)).or_insert(false);
        ensure!(!std::mem::replace(kept, true), "it arrived twice");
        Ok(())
    }

    /// What was acknowledged is there once; what the team sent has arrived everywhere.
    fn nothing_is_missing(&self) -> Result<()> {
        let is_issue = |entry: &&Entry| matches!(entry.act.what, What::Issue);
        let (issues, others): (Vec<&Entry>, Vec<&Entry>) = self.acts.values().partition(is_issue);
        for entry in others {
            let (times, act) = (entry.times, &entry.act);
            ensure!(times <= 1, "`{}` is there {times} times", act.words);
            let is_lost = entry.is_acknowledged && times == 0;
            ensure!(!is_lost, "`{}` was acknowledged and is lost", act.words);
        }
        let least = issues.iter().filter(|entry| entry.is_acknowledged).count();
        ensure!(
            (least..=issues.len()).contains(&self.issued),
            "{} drafts were issued, {least} acknowledged, {} sent",
            self.issued,
            issues.len()
        );
        let late = self.copies.iter().find(|(_, has_arrived)| !**has_arrived);
        if let Some(((to, id), _)) = late {
            anyhow::bail!("the copy {id} has not arrived in `{to}`");
        }
        Ok(())
    }

    /// What a seat is shown by the program: each act that was acknowledged in front of it, once.
    pub(crate) fn is_shown(&self, shown: &[(EventId, String)], to: &[Audience]) -> Result<()> {
        let ids: BTreeSet<EventId> = shown.iter().map(|(id, _)| *id).collect();
        ensure!(ids.len() == shown.len(), "something is shown twice");
        for entry in self.acts.values().filter(|entry| entry.is_acknowledged) {
            let What::Say(audience) = &entry.act.what else {
                continue;
            };
            let (act, is_seen) = (&entry.act, to.contains(audience));
            let words = shown.iter().find(|(id, _)| *id == EventId::new(act.id));
            ensure!(
                !is_seen || words.is_some_and(|(_, words)| *words == act.words),
                "`{}` was acknowledged and is not shown",
                act.words
            );
        }
        Ok(())
    }
}
