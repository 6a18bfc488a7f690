//! The working text: amended, set, renumbered, issued.

use super::{Bench, Decided, bounded};
use crate::delivery::has_arrived;
use crate::drafting::{is_clean, issue, issues};
use crate::ledger::TextStep;
use crate::{Amended, Deed, EventId, Form, InRoom, Issue, Issued, Parcel, PassedOver, Refusal};
use disclosure::Audience;
use std::collections::BTreeSet;
use text::{Amendment, Change, DraftNo, History, Offer, Place, Proposal, Revision, Text};

/// The most points that a text may have.
const POINTS_MAX: usize = 2_000;

impl Bench<'_> {
    fn history(&self) -> Result<&History, Refusal> {
        self.team()?;
        self.proceedings.history().ok_or(Refusal::NotHere)
    }

    /// What comes of an amendment: it is taken, or kept beside the text that has overtaken it.
    pub(super) fn amend(&self, amendment: &Amendment) -> Decided {
        self.amended(amendment, None, None)
    }

    fn amended(
        &self,
        amendment: &Amendment,
        takes: Option<InRoom>,
        takes_back: Option<EventId>,
    ) -> Decided {
        let deed = match self.history()?.offer(amendment)? {
            Offer::Fits { amendment, text } => {
                self.settled_alike(&amendment.proposal, &text)?;
                bounded("points", text.points().len(), POINTS_MAX)?;
                Deed::Amended(Amended {
                    amendment,
                    takes,
                    takes_back,
                })
            }
            Offer::Done => return Err(Refusal::SaysSo),
            Offer::Stale(_) if takes_back.is_some() => return Err(Refusal::ReliedUpon),
            Offer::Stale(_) => Deed::SetAside(amendment.clone()),
        };
        Ok((Audience::Team, deed))
    }

    /// That another text in the place of this one settles no bracket which a party reads otherwise
    /// than the others.
    fn set_alike(&self, was: &Text, text: &Text) -> Result<(), Refusal> {
        let taken = |text: &Text, id| {
            let (_, bracket) = text.bracket(id)?;
            Some(bracket.settled()?.id().clone())
        };
        let brackets = text.points().iter().flat_map(|point| point.brackets());
        let mut settled = brackets.filter(|bracket| {
            let now = bracket.settled().map(|choice| choice.id());
            now.is_some() && taken(was, bracket.id()).as_ref() != now
        });
        let differs = settled.any(|bracket| {
            let place = Place::Bracket(bracket.id().clone());
            !is_clean(self.proceedings, &place, text)
        });
        if differs {
            return Err(Refusal::ReadDifferently);
        }
        Ok(())
    }

    /// That no bracket is settled which a party reads otherwise than the others, in the text as it
    /// would be then: words that it leaves out excuse nothing.
    fn settled_alike(&self, proposal: &Proposal, text: &Text) -> Result<(), Refusal> {
        let changes = match proposal {
            Proposal::Change { changes, .. } => changes,
            Proposal::Add { .. } | Proposal::Drop { .. } | Proposal::Move { .. } => return Ok(()),
        };
        let settles = |change: &Change| match change {
            Change::Settled {
                bracket,
                now: Some(_),
                ..
            } => !is_clean(self.proceedings, &Place::Bracket(bracket.clone()), text),
            Change::Settled { now: None, .. }
            | Change::Number { .. }
            | Change::Line { .. }
            | Change::Words { .. }
            | Change::BracketOpened(_)
            | Change::BracketDropped(_)
            | Change::ChoiceAdded { .. }
            | Change::ChoiceDropped { .. } => false,
        };
        if changes.iter().any(settles) {
            return Err(Refusal::ReadDifferently);
        }
        Ok(())
    }

    /// The amendment that takes another back, where that fits the text as it is now.
    pub(super) fn take_back(&self, id: EventId) -> Option<Decided> {
        let team = self.team().ok()?;
        let step = team.get(&team.text, id)?;
        if let TextStep::Amended(amended) = &step.what {
            let against = amended.amendment.against.next();
            let proposal = amended.amendment.proposal.taken_back();
            let amendment = Amendment { against, proposal };
            return Some(self.amended(&amendment, None, Some(id)));
        }
        Some(self.put_back(id))
    }

    /// The text before the last step, where that step put another in its place.
    fn put_back(&self, id: EventId) -> Decided {
        let team = self.team()?;
        if team.text.last().is_none_or(|last| last.id != id) {
            return Err(Refusal::ReliedUpon);
        }
        let history = self.history()?;
        let before = history.revision().amendments().checked_sub(1);
        let before = before.and_then(|before| history.at(text::Revision::new(before)));
        let text = before.ok_or(Refusal::NotUndoable)?.clone();
        Ok((Audience::Team, Deed::TextSet(Box::new(text))))
    }

    pub(super) fn take_up(&self, proposal: InRoom) -> Decided {
        self.team()?;
        let (_, room) = self.room(&proposal.room)?;
        let proposed = room
            .get(&room.proposed, proposal.id)
            .ok_or(Refusal::NotHere)?;
        self.is_undecided(&proposal)?;
        let issue = issue(self.proceedings, proposed.what.against).ok_or(Refusal::NotHere)?;
        let amendment = Amendment {
            against: issue.revision,
            proposal: proposed.what.proposal.clone(),
        };
        self.amended(&amendment, Some(proposal), None)
    }

    pub(super) fn pass_over(&self, passed: PassedOver) -> Decided {
        self.team()?;
        let (_, room) = self.room(&passed.proposal.room)?;
        room.get(&room.proposed, passed.proposal.id)
            .ok_or(Refusal::NotHere)?;
        self.is_undecided(&passed.proposal)?;
        Ok((Audience::Team, Deed::PassedOver(passed)))
    }

    /// That a proposal was neither taken up nor passed over.
    fn is_undecided(&self, proposal: &InRoom) -> Result<(), Refusal> {
        let team = self.team()?;
        let is_passed = team
            .passed_over
            .iter()
            .any(|kept| kept.what.proposal == *proposal);
        if is_passed || team.taken_up(proposal).is_some() {
            return Err(Refusal::AlreadyDone);
        }
        Ok(())
    }

    pub(super) fn deal_with(&self, id: EventId) -> Decided {
        let team = self.team()?;
        team.get(&team.set_aside, id).ok_or(Refusal::NotHere)?;
        if team.upon(&team.dealt_with, id).next().is_some() {
            return Err(Refusal::AlreadyDone);
        }
        Ok((Audience::Team, Deed::DealtWith(id)))
    }

    pub(super) fn set_text(&self, against: Revision, text: Box<Text>) -> Decided {
        let history = self.history()?;
        bounded("points", text.points().len(), POINTS_MAX)?;
        if history.text() == &*text {
            return Err(Refusal::SaysSo);
        }
        // A change that came in between would be lost in it, and nobody would be told.
        if history.revision() != against {
            return Err(Refusal::TextMoved);
        }
        self.set_alike(history.text(), &text)?;
        Ok((Audience::Team, Deed::TextSet(text)))
    }

    pub(super) fn renumber(&self) -> Decided {
        let text = self.history()?.text();
        if text.renumbered() == *text {
            return Err(Refusal::SaysSo);
        }
        Ok((Audience::Team, Deed::Renumbered))
    }

    pub(super) fn issue(&self, form: Form, to: BTreeSet<Audience>) -> Decided {
        let history = self.history()?;
        let text = history.text().clone();
        if form == Form::Clean {
            let brackets = text.points().iter().flat_map(|point| point.brackets());
            let open = brackets
                .filter(|bracket| bracket.settled().is_none())
                .count();
            if open > 0 {
                return Err(Refusal::OpenBrackets(open));
            }
            self.read_alike(&text)?;
        }
        let last = issues(self.proceedings).map(|(_, issue)| issue.issued.number.number());
        let number = DraftNo::new(last.max().unwrap_or(0).saturating_add(1));
        let revision = history.revision();
        let issued = Issued { number, form, text };
        self.send_issue(Issue { issued, revision }, to)
    }

    pub(super) fn issue_again(&self, number: DraftNo, to: BTreeSet<Audience>) -> Decided {
        self.team()?;
        let before = issue(self.proceedings, number).ok_or(Refusal::NotHere)?;
        if before.issued.form == Form::Clean {
            self.read_alike(&before.issued.text)?;
        }
        let sent = issues(self.proceedings).filter(|(_, issue)| issue.issued.number == number);
        let had: BTreeSet<&Audience> = sent
            .flat_map(|(dispatch, _)| dispatch.what.copies.iter().map(|copy| &copy.to))
            .collect();
        let to = to.into_iter().filter(|audience| !had.contains(audience));
        self.send_issue(before.clone(), to.collect())
    }

    /// That no point of a text is read otherwise by one party than by the others.
    fn read_alike(&self, text: &Text) -> Result<(), Refusal> {
        let points = text.points().iter();
        let mut places = points.map(|point| Place::Point(point.id().clone()));
        if places.all(|place| is_clean(self.proceedings, &place, text)) {
            return Ok(());
        }
        Err(Refusal::ReadDifferently)
    }

    fn send_issue(&self, issue: Issue, to: BTreeSet<Audience>) -> Decided {
        if to.is_empty() {
            return Err(Refusal::NobodyToSendTo);
        }
        for audience in &to {
            match audience {
                Audience::Room(_) | Audience::Plenary | Audience::Public => {
                    self.ledger(audience)?;
                }
                Audience::Team => return Err(Refusal::NotHere),
            }
        }
        let copies = self.copies(to)?;
        self.gated(copies, Parcel::Issue(Box::new(issue)))
    }

    /// Whether an issue of this draft has arrived before an audience.
    pub(super) fn has_draft(&self, audience: &Audience, number: DraftNo) -> bool {
        let logs = [audience.clone(), Audience::Plenary, Audience::Public];
        let mut ledgers = logs
            .iter()
            .filter_map(|audience| self.ledger(audience).ok());
        ledgers.any(|ledger| ledger.issued.iter().any(|kept| kept.what.number == number))
    }

    /// Whether a dispatch has left.
    pub(super) fn is_delivered(&self, audience: &Audience, id: EventId) -> bool {
        let Ok(ledger) = self.ledger(audience) else {
            return false;
        };
        let dispatch = ledger.get(&ledger.dispatched, id);
        let mut copies = dispatch.into_iter().flat_map(|kept| &kept.what.copies);
        copies.any(|copy| has_arrived(self.proceedings, copy))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord::{Table, delegation, party, room};
    use crate::{Judged, LeftOpen, Motion, Proposed, Understood, Verdict, Words};
    use case::{BracketId, ChoiceId, Language, Wording};
    use disclosure::Seat;
    use text::PointText;

    fn to_both() -> BTreeSet<Audience> {
        [room("north"), room("south")].into()
    }

    fn working(table: &Table) -> Text {
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        seen.text().unwrap().clone()
    }

    /// The proposal that gives point 4 another title.
    fn titled(text: &Text, title: &str) -> Proposal {
        let was = &text.points()[0];
        let mut parts = was.parts();
        parts.title = Wording::english(title);
        let now = PointText::new(parts).unwrap();
        Proposal::between(was, &now).unwrap()
    }

    /// The proposal that settles the quota.
    fn settled(text: &Text, choice: &str) -> Proposal {
        let package = [(BracketId::new("quota"), ChoiceId::new(choice))].into();
        let now = text.settled_by(&package).unwrap();
        Proposal::between(&text.points()[0], &now.points()[0]).unwrap()
    }

    fn amend(table: &mut Table, against: u32, proposal: Proposal) -> Result<EventId, Refusal> {
        let against = text::Revision::new(against);
        let amendment = Amendment { against, proposal };
        table.moves(&Seat::Mediator, Motion::Amend(amendment))
    }

    #[test]
    fn the_working_text_begins_with_what_everybody_may_know() {
        let text = working(&Table::opened());
        let (_, quota) = text.bracket(&BracketId::new("quota")).unwrap();
        let choices = quota.choices().iter().map(|choice| choice.id().as_str());
        assert!(choices.eq(["low", "high"]));
    }

    #[test]
    fn a_draft_is_the_same_text_under_the_same_number_for_everybody() {
        let mut table = Table::opened();
        let text = working(&table);
        amend(&mut table, 0, titled(&text, "Fishing")).unwrap();
        let issue = Motion::Issue(Form::Bracketed, to_both());
        table.moves(&Seat::Mediator, issue).unwrap();
        let later = titled(&working(&table), "Catch");
        amend(&mut table, 1, later).unwrap();
        let again = Motion::IssueAgain(DraftNo::new(1), [room("reef")].into());
        table.moves(&Seat::Mediator, again).unwrap();
        let draft = |seat: &Seat| {
            let seen = table.of(seat).seen_from(seat);
            seen.drafts()[&DraftNo::new(1)].issued.what.text.clone()
        };
        let reef = Seat::Partner(party("reef"));
        assert!(draft(&delegation("north")) == draft(&delegation("south")));
        assert!(draft(&delegation("north")) == draft(&reef));
        let team = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        assert_eq!(team.holdings()[&room("reef")], [DraftNo::new(1)].into());
    }

    #[test]
    fn an_overtaken_amendment_is_kept_with_both_texts() {
        let mut table = Table::opened();
        let text = working(&table);
        let (one, other) = (titled(&text, "Fishing"), titled(&text, "Catch"));
        amend(&mut table, 0, one).unwrap();
        amend(&mut table, 0, other).unwrap();
        assert!(working(&table).points()[0].title() == &Wording::english("Fishing"));
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let aside = seen.set_aside();
        let wanted = &aside[0].stale.as_ref().unwrap().wanted;
        assert!(wanted.points()[0].title() == &Wording::english("Catch"));
        let id = aside[0].amendment.id;
        table.moves(&Seat::Mediator, Motion::DealWith(id)).unwrap();
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        assert!(seen.set_aside().is_empty());
    }

    #[test]
    fn an_amendment_is_taken_back_by_a_new_one() {
        let mut table = Table::opened();
        let text = working(&table);
        let made = amend(&mut table, 0, titled(&text, "Fishing")).unwrap();
        let low = settled(&working(&table), "low");
        amend(&mut table, 1, low).unwrap();
        table
            .moves(&Seat::Mediator, Motion::Undo(Audience::Team, made))
            .unwrap();
        let now = working(&table);
        assert!(now.points()[0].title() == text.points()[0].title());
        let (_, quota) = now.bracket(&BracketId::new("quota")).unwrap();
        assert!(quota.settled().is_some());
    }

    #[test]
    fn a_partys_proposal_is_taken_up_or_passed_over_once() {
        let mut table = Table::opened();
        let issue = Motion::Issue(Form::Bracketed, to_both());
        table.moves(&Seat::Mediator, issue).unwrap();
        let proposal = titled(&working(&table), "Fishing");
        let proposed = Proposed {
            against: DraftNo::new(1),
            proposal,
            reason: None,
        };
        let north = delegation("north");
        let propose = |party| Motion::Propose(party, proposed.clone());
        let id = table.moves(&north, propose(party("north"))).unwrap();
        let reef = Seat::Partner(party("reef"));
        assert_eq!(
            table.moves(&reef, propose(party("reef"))),
            Err(Refusal::NotHere)
        );
        let room = party("north");
        let proposal = InRoom { room, id };
        table
            .moves(&Seat::Mediator, Motion::TakeUp(proposal.clone()))
            .unwrap();
        assert!(working(&table).points()[0].title() == &Wording::english("Fishing"));
        let passed = PassedOver {
            proposal,
            reason: None,
        };
        let again = table.moves(&Seat::Mediator, Motion::PassOver(passed));
        assert_eq!(again, Err(Refusal::AlreadyDone));
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let balance = &seen.balance(table.now)[0];
        assert_eq!(
            (balance.proposed, balance.taken_up, balance.passed_over),
            (1, 1, 0)
        );
    }

    #[test]
    fn a_bracket_that_a_party_reads_otherwise_is_not_settled() {
        let mut table = Table::opened();
        let issue = Motion::Issue(Form::Bracketed, to_both());
        table.moves(&Seat::Mediator, issue).unwrap();
        let understood = Understood {
            against: DraftNo::new(1),
            place: Place::Bracket(BracketId::new("quota")),
            words: Words::new("for each boat").unwrap(),
        };
        let read = Motion::ReadBack(party("north"), understood);
        let id = table.moves(&delegation("north"), read).unwrap();
        let judge = |verdict| {
            let room = party("north");
            let read_back = InRoom { room, id };
            Motion::Judge(Judged { read_back, verdict })
        };
        let differs = Verdict::Differs(Words::new("others read it for the fleet").unwrap());
        table.moves(&Seat::Mediator, judge(differs)).unwrap();
        let text = working(&table);
        let refused = amend(&mut table, 0, settled(&text, "low"));
        assert_eq!(refused, Err(Refusal::ReadDifferently));
        table.moves(&Seat::Mediator, judge(Verdict::Same)).unwrap();
        amend(&mut table, 0, settled(&text, "low")).unwrap();
        let clean = Motion::Issue(Form::Clean, to_both());
        table.moves(&Seat::Mediator, clean).unwrap();
    }

    /// North reads the quota, and the team finds that it reads it otherwise than the others.
    fn differs(table: &mut Table) {
        let understood = Understood {
            against: DraftNo::new(1),
            place: Place::Bracket(BracketId::new("quota")),
            words: Words::new("for each boat").unwrap(),
        };
        let read = Motion::ReadBack(party("north"), understood);
        let id = table.moves(&delegation("north"), read).unwrap();
        let room = party("north");
        let read_back = InRoom { room, id };
        let verdict = Verdict::Differs(Words::new("others read it for the fleet").unwrap());
        let judge = Motion::Judge(Judged { read_back, verdict });
        table.moves(&Seat::Mediator, judge).unwrap();
    }

    fn leave_open(table: &mut Table, words: &str) -> Result<EventId, Refusal> {
        let left = LeftOpen {
            place: Place::Bracket(BracketId::new("quota")),
            language: Language::english(),
            words: Words::new(words).unwrap(),
            why: Words::new("both can sign it").unwrap(),
            review: jiff::civil::date(2031, 6, 1),
        };
        table.moves(&Seat::Mediator, Motion::Register(left))
    }

    #[test]
    fn words_left_open_on_purpose_excuse_a_difference_only_where_the_text_has_them() {
        let mut table = Table::opened();
        let issue = Motion::Issue(Form::Bracketed, to_both());
        table.moves(&Seat::Mediator, issue).unwrap();
        differs(&mut table);
        let elsewhere = leave_open(&mut table, "about the same");
        assert_eq!(elsewhere, Err(Refusal::WordsNotThere));
        leave_open(&mut table, "low").unwrap();
        let text = working(&table);
        let refused = amend(&mut table, 0, settled(&text, "high"));
        assert_eq!(refused, Err(Refusal::ReadDifferently));
        amend(&mut table, 0, settled(&text, "low")).unwrap();
    }

    #[test]
    fn a_clean_draft_is_not_issued_again_once_it_is_read_in_two_ways() {
        let mut table = Table::opened();
        let text = working(&table);
        amend(&mut table, 0, settled(&text, "low")).unwrap();
        let issue = Motion::Issue(Form::Clean, [room("north")].into());
        table.moves(&Seat::Mediator, issue).unwrap();
        differs(&mut table);
        let again = Motion::IssueAgain(DraftNo::new(1), [room("south")].into());
        let refused = table.moves(&Seat::Mediator, again);
        assert_eq!(refused, Err(Refusal::ReadDifferently));
    }

    #[test]
    fn a_text_that_another_was_made_under_is_not_put_in_its_place() {
        let mut table = Table::opened();
        let was = working(&table);
        let package = [(BracketId::new("quota"), ChoiceId::new("low"))].into();
        let wanted = Box::new(was.settled_by(&package).unwrap());
        amend(&mut table, 0, titled(&was, "Fishing")).unwrap();
        let set = |revision| Motion::SetText(text::Revision::new(revision), wanted.clone());
        let late = table.moves(&Seat::Mediator, set(0));
        assert_eq!(late, Err(Refusal::TextMoved));
        assert!(working(&table).points()[0].title() == &Wording::english("Fishing"));
        table.moves(&Seat::Mediator, set(1)).unwrap();
        assert!(working(&table) == *wanted);
    }

    #[test]
    fn a_whole_text_settles_no_bracket_that_is_read_in_two_ways() {
        let mut table = Table::opened();
        let issue = Motion::Issue(Form::Bracketed, to_both());
        table.moves(&Seat::Mediator, issue).unwrap();
        differs(&mut table);
        let package = [(BracketId::new("quota"), ChoiceId::new("low"))].into();
        let wanted = Box::new(working(&table).settled_by(&package).unwrap());
        let set = Motion::SetText(text::Revision::FIRST, wanted);
        let refused = table.moves(&Seat::Mediator, set);
        assert_eq!(refused, Err(Refusal::ReadDifferently));
    }

    #[test]
    fn a_clean_draft_has_no_open_bracket() {
        let mut table = Table::opened();
        let refused = table.moves(&Seat::Mediator, Motion::Issue(Form::Clean, to_both()));
        assert_eq!(refused, Err(Refusal::OpenBrackets(1)));
    }
}
