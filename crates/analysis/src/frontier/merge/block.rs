//! Blocks of 32 vectors, compared with one vector at once.
//!
//! Keys are 16 bits wide, so that one AVX-512 register holds a party's keys of a whole block; the
//! same source serves AVX2 and machines without either.
//!
//! Invariant: this is the one file with `unsafe`. It calls instructions only after
//! [`Machine::here`] has found that the processor has them, and reads only whole arrays that it
//! holds a reference to.
#![expect(
    unsafe_code,
    reason = "vector instructions that the compiler cannot choose by itself at run time"
)]

/// How many vectors a block holds.
pub(super) const LANES: usize = 32;

/// The keys of 32 vectors, party by party.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Block<const D: usize>(pub(super) [[u16; LANES]; D]);

impl<const D: usize> Block<D> {
    pub(super) const ZERO: Self = Self([[0; LANES]; D]);
}

/// A way to compare a block with a vector.
pub(super) trait Lanes {
    /// One key in every lane.
    type Splat: Copy;

    fn splat(key: u16) -> Self::Splat;

    /// The lanes that are at least the vector for every party, lane by lane as bits.
    fn at_least<const D: usize>(block: &Block<D>, vector: &[Self::Splat; D]) -> u32;

    /// The lanes that are at most the vector for every party, lane by lane as bits.
    fn at_most<const D: usize>(block: &Block<D>, vector: &[Self::Splat; D]) -> u32;
}

/// Work that is compiled once for each way to compare.
pub(super) trait Work {
    type Answer;
    fn done<L: Lanes>(self) -> Self::Answer;
}

/// Without special instructions.
pub(super) struct Plain;

impl Lanes for Plain {
    type Splat = u16;

    #[inline(always)]
    fn splat(key: u16) -> u16 {
        key
    }

    #[inline(always)]
    fn at_least<const D: usize>(block: &Block<D>, vector: &[u16; D]) -> u32 {
        let mut short = [0_u16; LANES];
        for (keys, key) in block.0.iter().zip(vector) {
            for (short, lane) in short.iter_mut().zip(keys) {
                *short |= key.saturating_sub(*lane);
            }
        }
        zeros(&short)
    }

    #[inline(always)]
    fn at_most<const D: usize>(block: &Block<D>, vector: &[u16; D]) -> u32 {
        let mut over = [0_u16; LANES];
        for (keys, key) in block.0.iter().zip(vector) {
            for (over, lane) in over.iter_mut().zip(keys) {
                *over |= lane.saturating_sub(*key);
            }
        }
        zeros(&over)
    }
}

/// The lanes that stayed zero: no key was short of another there.
#[inline(always)]
fn zeros(lanes: &[u16; LANES]) -> u32 {
    let mut mask = 0;
    for (lane, short) in lanes.iter().enumerate() {
        mask |= u32::from(*short == 0) << lane;
    }
    mask
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Block, LANES, Lanes};
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_cmpeq_epi16, _mm256_loadu_si256, _mm256_movemask_epi8,
        _mm256_or_si256, _mm256_packs_epi16, _mm256_permute4x64_epi64, _mm256_set1_epi16,
        _mm256_setzero_si256, _mm256_subs_epu16, _mm512_loadu_si512, _mm512_mask_cmpge_epu16_mask,
        _mm512_mask_cmple_epu16_mask, _mm512_set1_epi16,
    };

    /// Sixteen lanes to a register.
    pub(super) struct Avx2;

    impl Lanes for Avx2 {
        type Splat = __m256i;

        #[inline(always)]
        fn splat(key: u16) -> __m256i {
            // SAFETY: reached only through `Machine::run`, on a processor with AVX2.
            unsafe { _mm256_set1_epi16(key.cast_signed()) }
        }

        #[inline(always)]
        fn at_least<const D: usize>(block: &Block<D>, vector: &[__m256i; D]) -> u32 {
            // SAFETY: as above; both loads lie inside the 32 keys of one row.
            unsafe {
                let mut low = _mm256_setzero_si256();
                let mut high = _mm256_setzero_si256();
                for (keys, key) in block.0.iter().zip(vector) {
                    let row: *const __m256i = keys.as_ptr().cast();
                    low = _mm256_or_si256(low, _mm256_subs_epu16(*key, _mm256_loadu_si256(row)));
                    let next = _mm256_loadu_si256(row.add(LANES / 32));
                    high = _mm256_or_si256(high, _mm256_subs_epu16(*key, next));
                }
                zeros(low, high)
            }
        }

        #[inline(always)]
        fn at_most<const D: usize>(block: &Block<D>, vector: &[__m256i; D]) -> u32 {
            // SAFETY: as above; both loads lie inside the 32 keys of one row.
            unsafe {
                let mut low = _mm256_setzero_si256();
                let mut high = _mm256_setzero_si256();
                for (keys, key) in block.0.iter().zip(vector) {
                    let row: *const __m256i = keys.as_ptr().cast();
                    low = _mm256_or_si256(low, _mm256_subs_epu16(_mm256_loadu_si256(row), *key));
                    let next = _mm256_loadu_si256(row.add(LANES / 32));
                    high = _mm256_or_si256(high, _mm256_subs_epu16(next, *key));
                }
                zeros(low, high)
            }
        }
    }

    /// The lanes of two registers that are zero.
    ///
    /// # Safety
    /// The processor has AVX2.
    #[inline(always)]
    unsafe fn zeros(low: __m256i, high: __m256i) -> u32 {
        // SAFETY: by the contract of this function.
        unsafe {
            let zero = _mm256_setzero_si256();
            let low = _mm256_cmpeq_epi16(low, zero);
            let high = _mm256_cmpeq_epi16(high, zero);
            let bytes = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packs_epi16(low, high));
            _mm256_movemask_epi8(bytes).cast_unsigned()
        }
    }

    /// A whole block to a register.
    pub(super) struct Avx512;

    impl Lanes for Avx512 {
        type Splat = __m512i;

        #[inline(always)]
        fn splat(key: u16) -> __m512i {
            // SAFETY: reached only through `Machine::run`, on a processor with AVX-512 BW.
            unsafe { _mm512_set1_epi16(key.cast_signed()) }
        }

        #[inline(always)]
        fn at_least<const D: usize>(block: &Block<D>, vector: &[__m512i; D]) -> u32 {
            let mut mask = u32::MAX;
            for (keys, key) in block.0.iter().zip(vector) {
                // SAFETY: as above; the load is the 32 keys of one row.
                mask = unsafe {
                    let row = _mm512_loadu_si512(keys.as_ptr().cast());
                    _mm512_mask_cmpge_epu16_mask(mask, row, *key)
                };
            }
            mask
        }

        #[inline(always)]
        fn at_most<const D: usize>(block: &Block<D>, vector: &[__m512i; D]) -> u32 {
            let mut mask = u32::MAX;
            for (keys, key) in block.0.iter().zip(vector) {
                // SAFETY: as above; the load is the 32 keys of one row.
                mask = unsafe {
                    let row = _mm512_loadu_si512(keys.as_ptr().cast());
                    _mm512_mask_cmple_epu16_mask(mask, row, *key)
                };
            }
            mask
        }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    pub(super) fn with_avx2<W: super::Work>(work: W) -> W::Answer {
        work.done::<Avx2>()
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2,bmi1,bmi2,lzcnt,popcnt")]
    pub(super) fn with_avx512<W: super::Work>(work: W) -> W::Answer {
        work.done::<Avx512>()
    }
}

/// What the processor can do.
///
/// Invariant: [`Self::here`] is the only way to make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::frontier) struct Machine(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Machine {
    /// The best that this processor has.
    pub(in crate::frontier) fn here() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("lzcnt")
                && is_x86_feature_detected!("popcnt");
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl");
            if avx2 && avx512 {
                return Self(Kind::Avx512);
            }
            if avx2 {
                return Self(Kind::Avx2);
            }
        }
        Self(Kind::Plain)
    }

    /// Does work with the instructions of a machine that [`Self::here`] found.
    pub(super) fn run<W: Work>(self, work: W) -> W::Answer {
        match self.0 {
            Kind::Plain => work.done::<Plain>(),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `here` gives this machine only where the processor has the instructions.
            Kind::Avx2 => unsafe { x86::with_avx2(work) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `here` gives this machine only where the processor has the instructions.
            Kind::Avx512 => unsafe { x86::with_avx512(work) },
        }
    }

    /// Every way that this processor can go, the plainest first.
    #[cfg(test)]
    pub(super) fn all() -> Vec<Self> {
        let mut all = vec![Self(Kind::Plain)];
        #[cfg(target_arch = "x86_64")]
        match Self::here().0 {
            Kind::Plain => {}
            Kind::Avx2 => all.push(Self(Kind::Avx2)),
            Kind::Avx512 => all.extend([Self(Kind::Avx2), Self(Kind::Avx512)]),
        }
        all
    }
}
