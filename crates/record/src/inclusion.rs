//! That a leaf is in a tree (RFC 6962, section 2.1.1; verified as RFC 9162, section 2.1.3.2).

use crate::tree::{Node, split, subtree};
use crate::{Hash, ProofError};

/// The hashes that lead from a leaf to the root, lowest first.
///
/// # Errors
///
/// What `hash_of` says where it does not have a node; [`ProofError::Leaf`] where the tree does not
/// have the leaf.
pub fn inclusion<E: From<ProofError>>(
    leaf: u64,
    size: u64,
    mut hash_of: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    if leaf >= size {
        return Err(ProofError::Leaf { leaf, size }.into());
    }
    let (mut start, mut end) = (0, size);
    let mut beside = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if leaf < middle {
            beside.push((middle, end));
            end = middle;
        } else {
            beside.push((start, middle));
            start = middle;
        }
    }
    let from_below = beside.into_iter().rev();
    from_below
        .map(|(start, end)| subtree(start, end, &mut hash_of))
        .collect()
}

/// Whether the hashes lead from the leaf to the root.
///
/// # Errors
///
/// If they do not.
pub fn verify_inclusion(
    (leaf, size): (u64, u64),
    hash: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if leaf >= size {
        return Err(ProofError::Leaf { leaf, size });
    }
    let (mut at, mut last) = (leaf, size - 1);
    let mut top = *hash;
    for beside in proof {
        if last == 0 {
            return Err(ProofError::Inclusion);
        }
        if at & 1 == 1 || at == last {
            top = Hash::of_node(beside, &top);
            let skipped = if at & 1 == 1 { 0 } else { at.trailing_zeros() };
            at = at.checked_shr(skipped).unwrap_or(0);
            last = last.checked_shr(skipped).unwrap_or(0);
        } else {
            top = Hash::of_node(&top, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    if last == 0 && top == *root {
        Ok(())
    } else {
        Err(ProofError::Inclusion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::Kept;

    fn proof_of(kept: &Kept, leaf: u64, size: u64) -> Vec<Hash> {
        let hash_of = |node| kept.hash_of(node).map_err(|_| ProofError::Inclusion);
        inclusion(leaf, size, hash_of).unwrap()
    }

    #[test]
    fn every_leaf_of_every_tree_up_to_130_is_proven_and_no_changed_proof_is() {
        for size in 1..=130 {
            let kept = Kept::of(size);
            let root = kept.edge.root();
            for leaf in 0..size {
                let hash = kept.hash_of(Node::leaf(leaf)).unwrap();
                let proof = proof_of(&kept, leaf, size);
                assert_eq!(verify_inclusion((leaf, size), &hash, &proof, &root), Ok(()));
                let mut longer = proof.clone();
                longer.push(root);
                assert!(verify_inclusion((leaf, size), &hash, &longer, &root).is_err());
                for wrong in 0..proof.len() {
                    let mut changed = proof.clone();
                    changed[wrong] = Hash::of_leaf(b"something else");
                    assert!(verify_inclusion((leaf, size), &hash, &changed, &root).is_err());
                }
                if let Some((_, shorter)) = proof.split_last() {
                    assert!(verify_inclusion((leaf, size), &hash, shorter, &root).is_err());
                }
                let other = (leaf + 1) % size;
                if other != leaf {
                    assert!(verify_inclusion((other, size), &hash, &proof, &root).is_err());
                }
            }
        }
    }

    #[test]
    fn a_leaf_behind_the_end_is_in_no_tree() {
        let hash = Hash::of_leaf(b"entry-0");
        for (leaf, size) in [(0, 0), (1, 1), (u64::MAX, 1)] {
            let told = verify_inclusion((leaf, size), &hash, &[], &hash);
            assert_eq!(told, Err(ProofError::Leaf { leaf, size }));
            let made = inclusion(leaf, size, |_| Err(ProofError::Inclusion));
            assert_eq!(made, Err(ProofError::Leaf { leaf, size }));
        }
    }
}
