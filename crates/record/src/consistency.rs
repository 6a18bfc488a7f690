//! That a tree begins with another (RFC 6962, section 2.1.2; verified as in RFC 9162, 2.1.4.2).
//!
//! Every tree begins with the empty one, but nothing can be proven of it: sizes of 0 are an error
//! here, and whoever meets one handles it.

use crate::tree::{Node, split, subtree};
use crate::{Hash, ProofError, TreeHead};

/// The hashes that show that the tree of the second size begins with the one of the first.
///
/// # Errors
///
/// What `hash_of` says where it does not have a node; [`ProofError::Sizes`] where the first size is
/// 0 or larger than the second.
pub fn consistency<E: From<ProofError>>(
    old: u64,
    new: u64,
    mut hash_of: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    if old == 0 || old > new {
        return Err(ProofError::Sizes { old, new }.into());
    }
    let (mut start, mut end) = (0, new);
    let mut parts = Vec::new();
    while old != end {
        let middle = start + split(end - start);
        if old <= middle {
            parts.push((middle, end));
            end = middle;
        } else {
            parts.push((start, middle));
            start = middle;
        }
    }
    // A first tree that is itself one of the parts is known to whoever verifies.
    if start != 0 {
        parts.push((start, end));
    }
    let from_below = parts.into_iter().rev();
    from_below
        .map(|(start, end)| subtree(start, end, &mut hash_of))
        .collect()
}

/// Whether the hashes show that the new tree begins with the old one.
///
/// # Errors
///
/// If they do not, or if the old tree is empty or larger.
pub fn verify_consistency(
    old: &TreeHead,
    new: &TreeHead,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old.size == 0 || old.size > new.size {
        return Err(ProofError::Sizes {
            old: old.size,
            new: new.size,
        });
    }
    if old.size == new.size {
        let same = proof.is_empty() && old.root == new.root;
        return if same {
            Ok(())
        } else {
            Err(ProofError::Consistency)
        };
    }
    let known = old.size.is_power_of_two().then_some(old.root);
    let mut hashes = known.iter().chain(proof);
    if proof.is_empty() {
        return Err(ProofError::Consistency);
    }
    let Some(first) = hashes.next() else {
        return Err(ProofError::Consistency);
    };
    let skipped = (old.size - 1).trailing_ones();
    let (mut at, mut last) = ((old.size - 1) >> skipped, (new.size - 1) >> skipped);
    let (mut then, mut now) = (*first, *first);
    for beside in hashes {
        if last == 0 {
            return Err(ProofError::Consistency);
        }
        if at & 1 == 1 || at == last {
            then = Hash::of_node(beside, &then);
            now = Hash::of_node(beside, &now);
            let skipped = if at & 1 == 1 { 0 } else { at.trailing_zeros() };
            at = at.checked_shr(skipped).unwrap_or(0);
            last = last.checked_shr(skipped).unwrap_or(0);
        } else {
            now = Hash::of_node(&now, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    if last == 0 && then == old.root && now == new.root {
        Ok(())
    } else {
        Err(ProofError::Consistency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::Kept;

    fn head(kept: &Kept) -> TreeHead {
        TreeHead {
            size: kept.edge.size(),
            root: kept.edge.root(),
        }
    }

    fn proof_of(kept: &Kept, old: u64) -> Vec<Hash> {
        let hash_of = |node| kept.hash_of(node).map_err(|_| ProofError::Consistency);
        consistency(old, kept.edge.size(), hash_of).unwrap()
    }

    #[test]
    fn every_tree_up_to_130_begins_with_every_smaller_one() {
        let heads: Vec<TreeHead> = (0..=130).map(|size| head(&Kept::of(size))).collect();
        for new in 1..=130 {
            let kept = Kept::of(new);
            let now = head(&kept);
            for old in 1..=new {
                let then = heads[usize::try_from(old).unwrap()];
                let proof = proof_of(&kept, old);
                assert_eq!(
                    verify_consistency(&then, &now, &proof),
                    Ok(()),
                    "{old} {new}"
                );
                let changed = TreeHead {
                    root: Hash::of_leaf(b"something else"),
                    ..then
                };
                assert!(verify_consistency(&changed, &now, &proof).is_err());
                for wrong in 0..proof.len() {
                    let mut changed = proof.clone();
                    changed[wrong] = Hash::of_leaf(b"something else");
                    assert!(verify_consistency(&then, &now, &changed).is_err());
                }
                if let Some((_, shorter)) = proof.split_last() {
                    assert!(verify_consistency(&then, &now, shorter).is_err());
                }
            }
        }
    }

    #[test]
    fn nothing_is_proven_of_the_empty_tree() {
        let empty = head(&Kept::of(0));
        let one = head(&Kept::of(1));
        for new in [empty, one] {
            let told = verify_consistency(&empty, &new, &[]);
            let sizes = ProofError::Sizes {
                old: 0,
                new: new.size,
            };
            assert_eq!(told, Err(sizes));
        }
        assert!(verify_consistency(&one, &empty, &[]).is_err());
    }
}
