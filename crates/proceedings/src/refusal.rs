//! Why a motion is refused: the rule and the next step.
//!
//! Invariant: what does not exist and what is not for this seat are refused in the same words, and
//! no refusal repeats what a confidence says.

use crate::Policy;
use disclosure::{Audience, PartyId, ReleaseClass};

/// Why a motion is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It does not exist, or not for this seat.
    #[error(
        "there is nothing of this kind here for this seat\n\
             hint: open the page again: what it showed may have changed"
    )]
    NotHere,
    /// The form was sent before.
    #[error("this was already done\nhint: nothing was done a second time")]
    AlreadyDone,
    /// The party has not consented to recording.
    #[error(
        "`{0}` has not consented to being recorded, so nothing it said is recorded here\n\
             hint: messages and drafts go on; its consent is recorded in its room"
    )]
    NoConsent(PartyId),
    /// A class is raised by somebody who does not own the item.
    #[error(
        "only its owner lets an item travel further\n\
             hint: record the owner's word for it: who said so, and when"
    )]
    OnlyOwnerRaises,
    /// A word is taken down by the mediation team for the party of a room, and nowhere else.
    #[error(
        "a party's word is taken down by the mediation team, in that party's room\n\
             hint: leave out who said so"
    )]
    WordNotNeeded,
    /// Who said it is missing.
    #[error(
        "this is a party's own act, taken down for it\n\
             hint: record who said so, and when"
    )]
    WordNeeded,
    /// Consent comes from the party.
    #[error("only the party itself consents\nhint: record its word for it: who said so, and when")]
    OnlyOwnerConsents,
    /// Something is named that is unknown there.
    #[error(
        "something named here is not known in `{0}`\n\
             hint: name only points, brackets and options that were shown there"
    )]
    UnknownThere(Audience),
    /// Grades stand on the options of a bracket.
    #[error(
        "preferences in words are given for the options of one bracket\n\
             hint: choose the bracket they are about"
    )]
    GradesWithoutBracket,
    /// Preferences on several brackets name one matter, or say nothing.
    #[error(
        "preferences in words on several brackets are about the talks as a whole\n\
             hint: name no place for them, and say something of one bracket at least"
    )]
    PreferencesOnOnePlace,
    /// A comparison is about the bracket whose options it compares, or about the whole.
    #[error(
        "a comparison of options is about their bracket, and any other is about the talks as a \
             whole\n\
             hint: choose that place, or none"
    )]
    ValuedOnOtherPlace,
    /// Two things are compared, and these are one.
    #[error(
        "this compares something with itself\n\
             hint: choose two different options, packages or questions"
    )]
    ComparedWithItself,
    /// A package that is compared names an option.
    #[error(
        "a package that is compared names no option\n\
             hint: choose one option of it at least, or compare with no deal"
    )]
    EmptyPackage,
    /// Signals are taken down, and here are none.
    #[error("no signal is taken down\nhint: tick one, or write what was said or done")]
    NothingSighted,
    /// The parts of what a bracket counts lie between nothing and all of it.
    #[error(
        "an option is worth a part between 0 and 1 of what its bracket counts, the lower bound \
             first\n\
             hint: write for instance 0.5 and 1"
    )]
    NoPart,
    /// An option is held of a bracket.
    #[error(
        "an option is held of a bracket, and this is a point as a whole\n\
             hint: choose the bracket of the option"
    )]
    HoldsWithoutBracket,
    /// A party is named and not named.
    #[error(
        "one item is carried with its source and another of the same party without\n\
             hint: send two messages, or name the source for neither"
    )]
    MixedAttribution,
    /// A person is needed.
    #[error(
        "this case asks for a second person, and nobody's name is known here\n\
             hint: sign in under your own name"
    )]
    NoName,
    /// The working text says so.
    #[error("the text says so already\nhint: nothing needs to be done")]
    SaysSo,
    /// An amendment that does not fit the text it names.
    #[error(transparent)]
    Amendment(#[from] text::AmendmentError),
    /// The working text has moved on under another that was to take its place.
    #[error(
        "the working text was changed after the one that was to stand in its place was made\n\
             hint: read what was changed, and make one text of the two"
    )]
    TextMoved,
    /// Words are registered that do not stand there.
    #[error(
        "these words do not stand at this place of the working text\n\
             hint: copy them from the text as it is now, in the same language"
    )]
    WordsNotThere,
    /// Brackets are open.
    #[error(
        "`{0}` brackets are open, and a clean draft has none\n\
             hint: settle them, or issue the draft with its brackets"
    )]
    OpenBrackets(usize),
    /// A place is read in two ways.
    #[error(
        "a party reads this place otherwise than the others, and so it is not settled\n\
             hint: clear the reading up with that party, and judge its next read-back"
    )]
    ReadDifferently,
    /// Nobody to issue to.
    #[error("there is nobody to send this to\nhint: name at least one room that does not have it")]
    NobodyToSendTo,
    /// A ballot for one.
    #[error("a package is put to at least two rooms\nhint: name another room, or send an offer")]
    TooFewRooms,
    /// A meeting without an end.
    #[error("a meeting of `{minutes}` minutes is longer than `{most}`\nhint: record each day")]
    TooLong {
        /// How long.
        minutes: u32,
        /// How long at most.
        most: u32,
    },
    /// A class stands in the way.
    #[error("an item cited here is `{}`, and may not be said in `{to}` in this way\n\
             hint: leave it out, or ask its owner to release it", crate::Named::name(*.class))]
    ClassForbids {
        /// The class.
        class: ReleaseClass,
        /// Where it was to go.
        to: Audience,
    },
    /// Words say again what may not be said there.
    #[error(
        "these words say again something that is `{}` and may not be said in `{to}`\n\
             hint: change them, or send them knowing it", crate::Named::name(*.class))]
    Echoes {
        /// The strictest class of what they say again.
        class: ReleaseClass,
        /// Where they were to go.
        to: Audience,
    },
    /// The owner named other recipients.
    #[error(
        "an item cited here may not go to `{to}`: its owner named others\n\
             hint: leave it out, or ask its owner to name them too"
    )]
    NotRecipient {
        /// Where it was to go.
        to: Audience,
    },
    /// Words that are carried without their source name it.
    #[error(
        "the words name `{name}`, and rest on an item that is carried without its source\n\
             hint: say it without the name, or ask the owner to be named"
    )]
    NamesOwner {
        /// The name that stands in the words.
        name: String,
    },
    /// A non-paper names nobody.
    #[error(
        "a non-paper has no name on it, and an item cited here is carried with its source\n\
             hint: carry it without its source, or not as a non-paper"
    )]
    NonPaperNamed,
    /// The message has its last word.
    #[error(
        "this message is `{state}`, and takes no such response\n\
             hint: say something new"
    )]
    Settled {
        /// Where it stands.
        state: &'static str,
    },
    /// Only the side that said it withdraws it; only another accepts it.
    #[error(
        "a side withdraws what it said itself, and accepts or declines what others said\n\
             hint: choose another response"
    )]
    WrongSide,
    /// What cannot be undone.
    #[error("this cannot be undone\nhint: record what is so now instead")]
    NotUndoable,
    /// Something rests on it.
    #[error(
        "this cannot be undone, because something later rests on it\n\
             hint: undo what came later first, or record what is so now"
    )]
    ReliedUpon,
    /// The second person is the first.
    #[error(
        "a second person must agree, and this is the same person\n\
             hint: ask a colleague to sign in under their own name"
    )]
    SamePerson,
    /// It waits for nobody.
    #[error("this waits for nobody's agreement\nhint: nothing needs to be done")]
    NotWaiting,
    /// It has left.
    #[error(
        "this has been delivered and cannot be called back\n\
             hint: say in that room what is to be put right"
    )]
    Delivered,
    /// Not every room has answered.
    #[error("not every room has answered\nhint: the count waits for all of them")]
    NotAllAnswered,
    /// It was counted, or answered before.
    #[error(
        "this ballot is closed or already answered here\n\
             hint: before the count, undo the answer to give another"
    )]
    BallotClosed,
    /// A check of this bracket has not come to its end.
    #[error(
        "a check of this question runs already\n\
             hint: it comes to its end first, or is called back before it arrives"
    )]
    CheckRuns,
    /// A bracket is checked so many times at most.
    #[error(
        "this question has been checked `{0}` times, and each answer tells something\n\
             hint: talk about it; more answers would find the other side's number"
    )]
    NoRoundLeft(u32),
    /// A step was taken before.
    #[error("this step was taken before, and is taken once\nhint: go on with the next one")]
    CheckDone,
    /// A step comes before another, or is another side's.
    #[error(
        "it is not this step's turn\n\
             hint: both sides commit, one asks, the other answers, the first reads: in this order"
    )]
    CheckOrder,
    /// A check has come to its end.
    #[error("this check has come to its end\nhint: another round has another question")]
    CheckEnded,
    /// A message of a check that does not fit it.
    #[error(transparent)]
    Check(#[from] overlap::OverlapError),
    /// A readout rests on something that is not public.
    #[error("a readout rests on public items only, and one cited here is `{}`\n\
             hint: leave it out, or ask its owner to make it public",
            crate::Named::name(*.0))]
    NotPublic(ReleaseClass),
    /// A party of this name is at the table.
    #[error(
        "`{name}` is at the table, or on its way to it\n\
             hint: give the other party another name, or invite somebody to the seat that is there"
    )]
    PartyKnown {
        /// The name.
        name: String,
    },
    /// The policy is in force already.
    #[error("the case asks for this already")]
    SamePolicy(Policy),
    /// Too few ids were handed in for the copies.
    #[error("the program did not hand in enough ids, and nothing was done\nhint: try again")]
    TooFewIds,
    /// More than is taken.
    #[error("there are `{count}` {what}, and at most `{most}` are taken\nhint: divide it")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many are taken.
        most: usize,
    },
}
