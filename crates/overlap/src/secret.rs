//! What a side keeps on its own machine, and the commitment it hands in before the check.

use crate::paper::{Page, Paper};
use crate::{Ask, Number, OverlapError, Question, Role, RunId};
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

const KIND: &str = "secret";
const COMMITMENT: &str = "commitment";

/// A side's number with the random bytes of its part in the check. It never travels.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret {
    #[zeroize(skip)]
    question: [u8; 32],
    #[zeroize(skip)]
    role: Role,
    place: u32,
    seed: [u8; 32],
    #[zeroize(skip)]
    answered: Option<[u8; 32]>,
}

/// That a side has settled on a number: what it hands in before anything is asked. It says nothing
/// of the number to whoever does not have the side's secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    run: RunId,
    role: Role,
    digest: [u8; 32],
}

impl Secret {
    /// A side's number, with 32 random bytes that nothing else is made from.
    ///
    /// # Errors
    ///
    /// If the number is not on the grid.
    pub fn new(
        question: &Question,
        role: Role,
        number: Number,
        seed: [u8; 32],
    ) -> Result<Self, OverlapError> {
        Ok(Self {
            question: question.digest(),
            role,
            place: question.place(number)?,
            seed,
            answered: None,
        })
    }

    /// The place of the number on the grid.
    pub(crate) const fn place(&self) -> u32 {
        self.place
    }

    /// That it is of this question and this role.
    pub(crate) fn check(&self, question: &Question, role: Role) -> Result<(), OverlapError> {
        if self.question != question.digest() {
            return Err(OverlapError::OtherQuestion(KIND));
        }
        if self.role != role {
            return Err(OverlapError::OtherSide {
                found: self.role.words(),
                wanted: role.words(),
            });
        }
        Ok(())
    }

    /// Bytes that look random and belong to one use.
    pub(crate) fn bytes(&self, used_for: &str, more: &[u8]) -> [u8; 64] {
        let mut hash = Sha512::new();
        hash.update(b"onetext-overlap/1 ");
        hash.update(used_for);
        hash.update([0]);
        hash.update(self.question);
        hash.update(self.seed);
        hash.update(more);
        hash.finalize().into()
    }

    /// What the side hands in before the check.
    ///
    /// # Errors
    ///
    /// If the secret is of another question.
    pub fn commitment(&self, question: &Question) -> Result<Commitment, OverlapError> {
        self.check(question, self.role)?;
        let salt = self.bytes("salt", &[]);
        let mut hash = Sha256::new();
        hash.update(b"onetext-overlap/1 commitment\0");
        hash.update(self.question);
        hash.update(self.role.words());
        hash.update([0]);
        hash.update(self.place.to_be_bytes());
        hash.update(salt);
        Ok(Commitment {
            run: question.run(),
            role: self.role,
            digest: hash.finalize().into(),
        })
    }

    /// The same secret, once it has answered a message: it answers no other.
    ///
    /// # Errors
    ///
    /// If it has answered another.
    pub fn having_answered(&self, ask: &Ask) -> Result<Self, OverlapError> {
        let digest = ask.digest();
        match self.answered {
            Some(before) if before != digest => Err(OverlapError::AnsweredBefore),
            Some(_) | None => {
                let mut secret = self.clone();
                secret.answered = Some(digest);
                Ok(secret)
            }
        }
    }

    /// The secret as the file that its side keeps.
    #[must_use]
    pub fn written(&self) -> String {
        let paper = Paper::new(KIND)
            .bytes("question", &self.question)
            .line("role", self.role.words())
            .line("place", &self.place.to_string())
            .bytes("seed", &self.seed);
        let paper = match &self.answered {
            Some(digest) => paper.bytes("answered", digest),
            None => paper,
        };
        paper.finished()
    }

    /// The secret that a file holds.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    pub fn read(file: &str) -> Result<Self, OverlapError> {
        let mut page = Page::open(KIND, file)?;
        let question = page.bytes("question")?;
        let role = role(&mut page)?;
        let place = page.parsed("place", |words| words.parse().ok())?;
        let seed = page.bytes("seed")?;
        let answered = match page.has("answered") {
            true => Some(page.bytes("answered")?),
            false => None,
        };
        page.end()?;
        Ok(Self {
            question,
            role,
            place,
            seed,
            answered,
        })
    }
}

impl Commitment {
    /// Which side handed it in.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// That it is of this question and this role.
    ///
    /// # Errors
    ///
    /// If it is of another.
    pub fn check(&self, question: &Question, role: Role) -> Result<(), OverlapError> {
        if self.run != question.run() {
            return Err(OverlapError::OtherQuestion(COMMITMENT));
        }
        if self.role != role {
            return Err(OverlapError::OtherSide {
                found: self.role.words(),
                wanted: role.words(),
            });
        }
        Ok(())
    }

    /// Whether a secret is the one that was committed to: what a side can show later, if it wants
    /// to prove its number.
    #[must_use]
    pub fn is_of(&self, secret: &Secret, question: &Question) -> bool {
        let own = secret.commitment(question);
        own.is_ok_and(|own| {
            own.run == self.run
                && own.role == self.role
                && bool::from(own.digest.ct_eq(&self.digest))
        })
    }

    /// The commitment as a file.
    #[must_use]
    pub fn written(&self) -> String {
        Paper::new(COMMITMENT)
            .line("run", &self.run.to_string())
            .line("role", self.role.words())
            .bytes("digest", &self.digest)
            .finished()
    }

    /// The commitment that a file holds.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    pub fn read(file: &str) -> Result<Self, OverlapError> {
        let mut page = Page::open(COMMITMENT, file)?;
        let run = RunId::new(page.bytes("run")?);
        let role = role(&mut page)?;
        let digest = page.bytes("digest")?;
        page.end()?;
        Ok(Self { run, role, digest })
    }
}

fn role(page: &mut Page<'_>) -> Result<Role, OverlapError> {
    page.parsed("role", |words| {
        let roles = [Role::Asks, Role::Answers];
        roles.into_iter().find(|role| role.words() == words)
    })
}
